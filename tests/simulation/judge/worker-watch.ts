import type { HttpRequest } from '../../../src/core/index.ts'
import type { Claim, AttemptOutcome } from '../../../src/queue/index.ts'
import type { WorkerSummary } from '../../../src/queue/worker-events.ts'
import type { Delivery } from '../../../src/sender/index.ts'
import type { QueueRow, RowState } from '../stores/row.ts'
import type { WorkerSettings } from '../world/scenario.ts'
import { EndpointWatch } from './endpoint-watch.ts'
import { Hand } from './hand.ts'
import type { Ledger } from './ledger.ts'
import { wrongOutcome } from './outcome.ts'
import { Pace } from './pace.ts'
import { waitBounds } from './policy.ts'
import { isAt, isCountedAs, isRecordedAsTold, isSameMessage, isSameRequest } from './record.ts'
import type { SimulationRule } from './rules.ts'
import type { Ending, Held, JudgedSubject } from './subject.ts'
import { Timing, type TimingOptions } from './timing.ts'

const NONE = { started: 0, underWay: 0 }

export interface WorkerWatchOptions extends TimingOptions {
  readonly ledger: Ledger
  readonly settings: WorkerSettings
  /** How many token requests failed, whoever made them. */
  readonly tokenFailures: () => number
  /** It asks a store that fails again and again. */
  readonly isPatient: boolean
}

/** Judges one worker: what it is given, what it sends, and what it records. */
export class WorkerWatch {
  readonly #options: WorkerWatchOptions
  readonly #ledger: Ledger
  readonly #isShared: boolean
  readonly #hand = new Hand()
  readonly #timing: Timing
  readonly #pace = new Pace()
  readonly #endpoints = new Map<string, EndpointWatch>()
  readonly #counts = { attempts: 0, delivered: 0, failed: 0, lost: 0 }
  /** It was told to stop, or something failed it: attempts may end without an outcome. */
  isStopping = false

  constructor(options: WorkerWatchOptions) {
    this.#options = options
    this.#ledger = options.ledger
    this.#isShared = options.kind === 'postgres'
    this.#timing = new Timing(options)
  }

  storeNow(): number {
    return this.#options.storeNow()
  }

  /** Whether this worker, alive, has it. */
  holds(subject: JudgedSubject): boolean {
    return this.#options.process.isAlive && this.#hand.newest(subject) !== undefined
  }

  /** How many attempts at an endpoint began, and how many of them have no recorded outcome. */
  attemptsAt(endpoint: string): { readonly started: number; readonly underWay: number } {
    return this.#endpoints.get(endpoint) ?? NONE
  }

  /** It asks the store for something, or sleeps. */
  acting(): void {
    const wrong = this.#pace.acted(this.#ledger.now)
    if (wrong !== undefined) {
      this.#ledger.violated('no busy waiting', `${this.#options.process.name} ${wrong}`)
    }
  }

  /** Others told it that something is due. */
  told(): void {
    this.#pace.progressed()
  }

  /** The store gave it claims. */
  given(claims: readonly Claim[]): void {
    for (const claim of claims) {
      const subject = this.#ledger.subject(claim.delivery.id)
      if (subject === undefined) this.#violated('only what was asked', claim.delivery, 'is unknown')
      else this.#givenOne(claim, subject)
    }
  }

  /** The worker begins an attempt. */
  starting(delivery: Delivery): void {
    this.#pace.attempted(delivery.id)
    const held = this.#hand.find(delivery.id, ({ claim }) => claim.delivery === delivery)
    if (held === undefined || held.startedAt !== undefined) {
      const what = held === undefined ? 'is attempted without a claim' : 'is attempted twice'
      this.#violated('attempts need a claim', delivery, what)
      return
    }
    if (!this.#timing.isLive(held)) {
      this.#violated('attempts need a claim', delivery, 'is attempted under a lease that has ended')
    }
    const { clock } = this.#options.process
    held.startedAt = clock.now()
    held.isUnderWay = true
    const complaint = this.#endpointOf(held).starting(held, clock.monotonic())
    if (complaint !== undefined) this.#violated(complaint.rule, delivery, complaint.detail)
    if (held.claim.spent === 0) return
    const wrong = this.#timing.wrongWait(held.subject, this.#ledger.now)
    if (wrong !== undefined) this.#violated('waits as the policy says', delivery, wrong)
  }

  /** A request leaves for the endpoint. */
  sent(id: string, request: HttpRequest): Held | undefined {
    const isUnderWay = ({ startedAt, isInFlight, settling }: Held): boolean =>
      startedAt !== undefined && !isInFlight && settling === undefined
    const held =
      this.#hand.find(id, (one) => isUnderWay(one) && one.claim.delivery.body === request.body) ??
      this.#hand.find(id, isUnderWay)
    if (held === undefined || held.requests === 2) {
      this.#violated('attempts need a claim', { id }, 'is sent outside an attempt')
      return undefined
    }
    held.requests++
    held.isInFlight = true
    if (this.#ledger.isTraced) this.#trace(held, `is sent, attempt ${held.claim.spent + 1}`)
    if (!isSameRequest(request, held))
      this.#violated('same message', { id }, 'is sent with other bytes or elsewhere')
    return held
  }

  ended(held: Held, ending: Ending): void {
    held.isInFlight = false
    held.ending = ending
    if (!this.#ledger.isTraced) return
    const { status, failure } = ending
    this.#trace(
      held,
      `ends with ${[status, failure].filter((part) => part !== undefined).join(' ')}`,
    )
  }

  /** The worker records an outcome. */
  settling(outcome: AttemptOutcome): void {
    this.#pace.progressed()
    const { claim, attempt } = outcome
    const held = this.#hand.of(claim)
    if (held === undefined || held.settling !== undefined) {
      this.#violated('stale claims settle nothing', claim.delivery, 'is settled without a claim')
      return
    }
    held.settling = outcome
    held.endedAt = this.#ledger.now
    if (this.#ledger.isTraced) this.#trace(held, `is to be ${JSON.stringify(outcome.settlement)}`)
    const { settings, process } = this.#options
    const complaint = wrongOutcome({
      outcome,
      held,
      policy: settings.policy,
      storeNow: this.storeNow(),
      now: process.clock.now(),
      tokenFailures: this.#options.tokenFailures(),
    })
    if (complaint !== undefined) this.#violated(complaint.rule, claim.delivery, complaint.detail)
    this.#endpointOf(held).ended(attempt, process.clock.monotonic())
  }

  /** An outcome became durable. */
  recorded(subject: JudgedSubject, row: QueueRow, before: RowState, after: RowState): void {
    const { delivery } = subject
    const held = this.#hand.find(
      delivery.id,
      ({ claim, settling, isRecorded }) =>
        settling !== undefined && !isRecorded && (!this.#isShared || claim.fence === before.fence),
    )
    const outcome = held?.settling
    if (held === undefined || outcome === undefined || !this.#isCurrent(held, before)) {
      const what = 'is settled by who does not hold it now'
      this.#violated('stale claims settle nothing', delivery, what)
      return
    }
    held.isRecorded = true
    this.#free(held)
    if (this.#ledger.isTraced) this.#trace(held, `is ${after.state} after ${after.spent}`)
    if (!isRecordedAsTold(outcome, row, before, after)) {
      this.#violated('truly recorded', delivery, 'is recorded otherwise than told')
    }
    const { policy } = this.#options.settings
    const { retryAfterMs } = outcome.attempt
    subject.lastEnd = {
      at: held.endedAt,
      leastMs: waitBounds(policy, after.spent, retryAfterMs).least,
      clockError: this.#options.clockError(),
    }
  }

  /** PostgreSQL: a claim, an extension or a release became durable. */
  leaseChanged(subject: JudgedSubject, before: RowState, after: RowState): void {
    const { delivery } = subject
    if (after.fence === before.fence + 1 && after.sending) {
      if (this.#ledger.isTraced) this.#traceLease('claims', delivery.id, after)
      if (this.#options.areClocksRight()) this.#assertDue(subject, before)
      const { lease } = subject
      const isHeld = lease?.by.holds(subject) === true
      const early = before.sending ? this.#timing.tooEarly(lease, before, isHeld) : undefined
      if (early !== undefined) this.#violated('one claim', delivery, early)
      const wrongTime = this.#timing.wrongTime()
      if (wrongTime !== undefined) this.#violated('times agree', delivery, wrongTime)
      subject.lease = { by: this, clockError: this.#options.clockError() }
      return
    }
    if (after.fence !== before.fence || !before.sending || subject.lease?.by !== this) {
      this.#violated('only what was asked', delivery, 'has its lease changed by who lost it')
      return
    }
    const held = this.#hand.find(delivery.id, ({ claim }) => claim.fence === after.fence)
    if (held !== undefined) held.leaseEnd = after.dueAt
    if (this.#ledger.isTraced) {
      this.#traceLease(after.sending ? 'extends' : 'releases', delivery.id, after)
    }
  }

  /** The store said whether it was recorded. */
  settled({ claim }: AttemptOutcome, isRecorded: boolean): void {
    const held = this.#hand.of(claim)
    if (held === undefined) return
    const { delivery } = claim
    const { subject, settling } = held
    if (this.#ledger.isTraced) this.#trace(held, isRecorded ? 'is confirmed' : 'is not recorded')
    this.#free(held)
    this.#hand.forget(held)
    this.#counts.attempts++
    // A patient worker's outcome comes a second time when the response was lost.
    if (isRecorded !== held.isRecorded && !(this.#options.isPatient && held.isRecorded)) {
      this.#violated('truly recorded', delivery, `is not recorded as told: ${isRecorded}`)
    }
    if (!isRecorded) {
      this.#counts.lost++
      if (this.#isCurrent(held, subject.stored)) {
        this.#violated('truly recorded', delivery, 'is not recorded under its current claim')
      }
      return
    }
    subject.confirmedAttempts = subject.stored?.attempts ?? 0
    const state = settling?.settlement.state
    if (state === 'delivered' || state === 'failed') this.#counts[state]++
  }

  /** The worker gives claims back whose outcome it did not see. */
  releasing(claims: readonly Claim[]): void {
    for (const claim of claims) {
      const held = this.#hand.of(claim)
      if (held === undefined) {
        this.#violated('attempts need a claim', claim.delivery, 'is given back without a claim')
        continue
      }
      if (held.startedAt !== undefined && !this.isStopping) {
        this.#violated('truly recorded', claim.delivery, 'is given back after its attempt')
      }
      if (this.#ledger.isTraced) this.#trace(held, 'is given back')
      this.#pace.gaveBack(claim.delivery.id)
      this.#free(held)
      this.#hand.forget(held)
    }
  }

  /** It ended as it was asked to. */
  finished({ attempts, delivered, failed, lost }: WorkerSummary): void {
    for (const { claim } of this.#hand.all) {
      this.#violated('ends clean', claim.delivery, 'is held by a worker that ended')
    }
    const said = JSON.stringify({ attempts, delivered, failed, lost })
    const seen = JSON.stringify(this.#counts)
    if (said !== seen) this.#ledger.violated('ends clean', `it counts ${said}; seen were ${seen}`)
  }

  #givenOne(claim: Claim, subject: JudgedSubject): void {
    const { delivery, stored, holder } = subject
    this.#pace.given(delivery.id)
    if (this.#ledger.isTraced) {
      this.#ledger.trace(`${this.#options.process.name}: ${delivery.id} is claimed`)
    }
    if (!isSameMessage(claim, delivery)) {
      this.#violated('same message', delivery, 'comes out of the store changed')
    }
    const older = this.#hand.newest(subject)
    if (older !== undefined && (!this.#isShared || older.claim.fence >= claim.fence)) {
      this.#violated('one claim', delivery, 'is given twice to one worker')
    }
    if (!this.#isShared) {
      if (holder !== undefined && holder !== this && holder.holds(subject)) {
        this.#violated('one claim', delivery, 'is given to two workers')
      }
      // What was due when it was read ahead is given, even when the clock was set back since.
      const isTimed = stored?.retrying === true && this.#timing.clockStoodSince(subject)
      if (isTimed) this.#assertDue(subject, stored)
    }
    const isCurrent = !this.#isShared || stored?.fence === claim.fence
    if (isCurrent && !isCountedAs(claim, stored)) {
      this.#violated('attempts as the policy says', delivery, 'is given with a wrong count')
    }
    if (isCurrent && !isAt(claim, stored)) {
      this.#violated('same message', delivery, 'is given a wrong address')
    }
    subject.holder = this
    this.#hand.add(subject, claim)
  }

  /** Nobody else has it, and its time has come. */
  #assertDue({ delivery }: JudgedSubject, state: RowState): void {
    if (this.#timing.isDue(state)) return
    if (state.sending) this.#violated('one claim', delivery, 'is claimed under a live lease')
    else this.#violated('waits as the policy says', delivery, 'is claimed before it is due')
  }

  #isCurrent({ subject, claim }: Held, stored: RowState | undefined): boolean {
    if (stored?.state !== 'pending') return false
    if (this.#isShared) return stored.sending && stored.fence === claim.fence
    return subject.holder === this
  }

  #endpointOf({ claim: { endpoint } }: Held): EndpointWatch {
    let watch = this.#endpoints.get(endpoint)
    if (watch === undefined) {
      watch = new EndpointWatch(this.#options.settings)
      this.#endpoints.set(endpoint, watch)
    }
    return watch
  }

  #free(held: Held): void {
    if (held.isUnderWay) this.#endpointOf(held).freed()
    held.isUnderWay = false
  }

  #traceLease(verb: string, id: string, { dueAt, fence }: RowState): void {
    const left = Math.round(dueAt - this.storeNow())
    this.#ledger.trace(
      `${this.#options.process.name} ${verb} ${id}, claim ${fence}, for ${left} ms`,
    )
  }

  #trace({ claim }: Held, what: string): void {
    this.#ledger.trace(`${this.#options.process.name}: ${claim.delivery.id} ${what}`)
  }

  #violated(rule: SimulationRule, { id }: { readonly id: string }, what: string): void {
    this.#ledger.violated(rule, `${this.#options.process.name}: ${id} ${what}`)
  }
}
