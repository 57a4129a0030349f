import type { NewDelivery } from '../../../src/queue/index.ts'
import { numberIn } from '../ids.ts'
import type { QueueRow } from '../stores/row.ts'
import type { RowChange } from '../stores/table.ts'
import type { Schedule } from '../world/schedule.ts'
import type { SimulationRule, RuleViolation } from './rules.ts'
import { JudgedSubject } from './subject.ts'

/** All deliveries of a simulation, and the first violation of a rule. */
export class Ledger {
  readonly #all: JudgedSubject[] = []
  /** Those in the failure queue. */
  readonly #failed = new Set<JudgedSubject>()
  readonly #schedule: Schedule
  readonly #onEvent: ((at: number, text: string) => void) | undefined
  violation: RuleViolation | undefined
  /** Deliveries that are neither delivered nor in the failure queue. */
  pending = 0
  /** How often a delivery came to its end: delivered, or in the failure queue. */
  ended = 0
  /** Attempts that were recorded. */
  attempts = 0

  constructor(schedule: Schedule, onEvent?: (at: number, text: string) => void) {
    this.#schedule = schedule
    this.#onEvent = onEvent
  }

  get isTraced(): boolean {
    return this.#onEvent !== undefined
  }

  get now(): number {
    return this.#schedule.now
  }

  trace(text: string): void {
    this.#onEvent?.(this.#schedule.now, text)
  }

  violated(rule: SimulationRule, detail: string): void {
    this.trace(`VIOLATION ${rule}: ${detail}`)
    this.violation ??= { rule, detail, at: this.#schedule.now }
  }

  /** Somebody is about to enqueue it. */
  asked(delivery: NewDelivery, isPoison: boolean): JudgedSubject {
    const subject = JudgedSubject.of(delivery, isPoison, this.#all.length)
    this.#all.push(subject)
    return subject
  }

  confirmed(subject: JudgedSubject): void {
    subject.isConfirmed = true
    if (subject.stored === undefined && !subject.isRemoved) {
      this.violated('nothing lost', `${subject.delivery.id} was confirmed and is not there`)
    }
  }

  /** One that is pending, with what is known of it. */
  firstPending(): string | undefined {
    for (const { delivery, stored } of this.#all) {
      if (stored?.state === 'pending') return `${delivery.id} ${JSON.stringify(stored)}`
    }
    return undefined
  }

  subjectOf({ delivery }: QueueRow): JudgedSubject | undefined {
    return this.subject(delivery.id)
  }

  /** By its id, which has its number: in a map of so many each look is a miss of the processor's caches. */
  subject(id: string): JudgedSubject | undefined {
    const subject = this.#all[numberIn(id)]
    return subject?.delivery.id === id ? subject : undefined
  }

  /** What is durable of it changed. */
  store(subject: JudgedSubject, after: JudgedSubject['stored']): void {
    const isPending = (state: JudgedSubject['stored']): number => Number(state?.state === 'pending')
    const change = isPending(after) - isPending(subject.stored)
    this.pending += change
    if (change < 0 && after !== undefined) this.ended++
    if (after !== undefined && after.attempts > (subject.stored?.attempts ?? 0)) this.attempts++
    if (after?.state === 'failed') this.#failed.add(subject)
    else if (subject.stored?.state === 'failed') this.#failed.delete(subject)
    subject.stored = after
  }

  /** In the order in which they were enqueued first. */
  get all(): readonly JudgedSubject[] {
    return this.#all
  }

  /** The failure queue, in the same order. */
  get failed(): readonly JudgedSubject[] {
    return [...this.#failed].toSorted((left, right) => left.number - right.number)
  }

  /** A machine came back after its power was lost, without these changes. */
  undone(changes: readonly RowChange[]): void {
    for (const { row, before, after } of changes.toReversed()) {
      const subject = this.subjectOf(row)
      if (subject === undefined) continue
      this.store(subject, before)
      if (after === undefined) subject.isRemoved = false
      subject.lastEnd = undefined
      if (this.isTraced)
        this.trace(`${row.delivery.id} is reverted to ${before?.state ?? 'nothing'}`)
    }
    for (const { row } of changes) {
      const subject = this.subjectOf(row)
      if (subject !== undefined) this.#assertNothingConfirmedIsLost(subject)
    }
  }

  /** The simulation is over: its subjects are used again. */
  recycle(): void {
    JudgedSubject.recycle(this.#all)
  }

  #assertNothingConfirmedIsLost(subject: JudgedSubject): void {
    const { delivery, stored } = subject
    if (stored === undefined) {
      const isLost = subject.isConfirmed && !subject.isRemoved
      if (isLost) this.violated('nothing lost', `${delivery.id} is lost`)
      return
    }
    if (subject.isGone)
      this.violated('nothing lost', `${delivery.id} is there again after its removal`)
    if (stored.attempts < subject.confirmedAttempts) {
      this.violated('nothing lost', `a recorded attempt of ${delivery.id} is lost`)
    }
  }
}
