import type { HttpRequest } from '../../../src/core/index.ts'
import type { Claim, AttemptOutcome } from '../../../src/queue/index.ts'
import type { WorkerSummary } from '../../../src/queue/worker-events.ts'
import type { Delivery } from '../../../src/sender/index.ts'
import type { QueueRow, RowState } from '../stores/row.ts'
import type { WorkerSettings } from '../world/scenario.ts'
import { ClaimWatch } from './claim-watch.ts'
import { EndpointWatch } from './endpoint-watch.ts'
import { Hand } from './hand.ts'
import type { Ledger } from './ledger.ts'
import { wrongOutcome } from './outcome.ts'
import { Pace } from './pace.ts'
import { waitBounds } from './policy.ts'
import { isRecordedAsTold, isSameRequest } from './record.ts'
import type { ClaimHolder, Ending, Held, JudgedSubject, LastEnd } from './subject.ts'
import { Timing, type TimingOptions } from './timing.ts'
import { Witness } from './witness.ts'

const NONE = { started: 0, underWay: 0 }

export interface WorkerWatchOptions extends TimingOptions {
  readonly ledger: Ledger
  readonly settings: WorkerSettings
  /** How many token requests failed, whoever made them. */
  readonly tokenFailures: () => number
  /** It asks a store that fails again and again. */
  readonly isPatient: boolean
}

/** Judges one worker: what it sends and what it records of what it is given. */
export class WorkerWatch implements ClaimHolder {
  readonly #options: WorkerWatchOptions
  readonly #ledger: Ledger
  readonly #isShared: boolean
  readonly #hand: Hand
  readonly #timing: Timing
  readonly #pace = new Pace()
  readonly #witness: Witness
  /** What it is given. */
  readonly claims: ClaimWatch
  readonly #endpoints = new Map<string, EndpointWatch>()
  readonly #counts = { attempts: 0, delivered: 0, failed: 0, lost: 0 }
  /** It was told to stop, or something failed it: attempts may end without an outcome. */
  isStopping = false

  constructor(options: WorkerWatchOptions) {
    this.#options = options
    this.#ledger = options.ledger
    this.#isShared = options.kind === 'postgres'
    this.#hand = new Hand(options.ledger, this)
    this.#timing = new Timing(options)
    this.#witness = new Witness(options.ledger, options.process)
    const parts = { hand: this.#hand, pace: this.#pace, timing: this.#timing }
    this.claims = new ClaimWatch(options, { owner: this, witness: this.#witness, ...parts })
  }

  get isAlive(): boolean {
    return this.#options.process.isAlive
  }

  storeNow(): number {
    return this.#options.storeNow()
  }

  /** Whether this worker, alive, has it. */
  holds(subject: JudgedSubject): boolean {
    return this.isAlive && this.#hand.newest(subject) !== undefined
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

  /** The worker begins an attempt. */
  starting(delivery: Delivery): void {
    this.#pace.attempted(delivery.id)
    let held = this.#hand.newestOf(delivery.id)
    while (held !== undefined && held.claim.delivery !== delivery) held = this.#hand.olderThan(held)
    if (held === undefined || held.startedAt !== undefined) {
      const what = held === undefined ? 'is attempted without a claim' : 'is attempted twice'
      this.#witness.violated('attempts need a claim', delivery, what)
      return
    }
    if (!this.#timing.isLive(held)) {
      this.#witness.violated(
        'attempts need a claim',
        delivery,
        'is attempted under a lease that has ended',
      )
    }
    const { clock } = this.#options.process
    held.startedAt = clock.now()
    held.isUnderWay = true
    const complaint = this.#endpointOf(held).starting(held, clock.monotonic())
    if (complaint !== undefined) this.#witness.violated(complaint.rule, delivery, complaint.detail)
    if (held.claim.spent === 0) return
    const wrong = this.#timing.wrongWait(held.subject, this.#ledger.now)
    if (wrong !== undefined) this.#witness.violated('waits as the policy says', delivery, wrong)
  }

  /** A request leaves for the endpoint. */
  sent(id: string, request: HttpRequest): Held | undefined {
    const held = this.#sending(id, request)
    if (held === undefined || held.requests === 2) {
      this.#witness.violated('attempts need a claim', { id }, 'is sent outside an attempt')
      return undefined
    }
    held.requests++
    held.isInFlight = true
    if (this.#witness.isTraced)
      this.#witness.traceClaim(held, `is sent, attempt ${held.claim.spent + 1}`)
    if (!isSameRequest(request, held))
      this.#witness.violated('same message', { id }, 'is sent with other bytes or elsewhere')
    return held
  }

  ended(held: Held, ending: Ending): void {
    held.isInFlight = false
    held.ending = ending
    if (!this.#witness.isTraced) return
    const { status, failure } = ending
    this.#witness.traceClaim(
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
      this.#witness.violated(
        'stale claims settle nothing',
        claim.delivery,
        'is settled without a claim',
      )
      return
    }
    held.settling = outcome
    held.endedAt = this.#ledger.now
    if (this.#witness.isTraced)
      this.#witness.traceClaim(held, `is to be ${JSON.stringify(outcome.settlement)}`)
    const { settings, process } = this.#options
    const complaint = wrongOutcome({
      outcome,
      held,
      policy: settings.policy,
      storeNow: this.#options.storeNow,
      clock: process.clock,
      tokenFailures: this.#options.tokenFailures,
    })
    if (complaint !== undefined)
      this.#witness.violated(complaint.rule, claim.delivery, complaint.detail)
    this.#endpointOf(held).ended(attempt, process.clock.monotonic())
  }

  /** An outcome became durable. */
  recorded(subject: JudgedSubject, row: QueueRow, before: RowState, after: RowState): void {
    const { delivery } = subject
    const held = this.#settling(subject, before)
    const outcome = held?.settling
    if (held === undefined || outcome === undefined || !this.claims.isCurrent(held, before)) {
      const what = 'is settled by who does not hold it now'
      this.#witness.violated('stale claims settle nothing', delivery, what)
      return
    }
    held.isRecorded = true
    this.#free(held)
    if (this.#witness.isTraced)
      this.#witness.traceClaim(held, `is ${after.state} after ${after.spent}`)
    if (!isRecordedAsTold(outcome, row, before, after)) {
      this.#witness.violated('truly recorded', delivery, 'is recorded otherwise than told')
    }
    subject.lastEnd =
      after.state === 'pending' ? this.#lastEnd(held.endedAt, outcome, after) : undefined
  }

  /** Whose attempt it is that sends: of several, the one with just this body. */
  #sending(id: string, { body }: HttpRequest): Held | undefined {
    let other: Held | undefined
    let held = this.#hand.newestOf(id)
    for (; held !== undefined; held = this.#hand.olderThan(held)) {
      if (!isUnderWay(held)) continue
      if (held.claim.delivery.body === body) return held
      other ??= held
    }
    return other
  }

  /** The claim whose outcome was recorded now. */
  #settling(subject: JudgedSubject, { fence }: RowState): Held | undefined {
    let held = this.#hand.newest(subject)
    for (; held !== undefined; held = this.#hand.olderThan(held)) {
      const isOpen = held.settling !== undefined && !held.isRecorded
      if (isOpen && (!this.#isShared || held.claim.fence === fence)) return held
    }
    return undefined
  }

  #lastEnd(at: number, { attempt }: AttemptOutcome, { spent }: RowState): LastEnd {
    const { settings, clockError } = this.#options
    const leastMs = waitBounds(settings.policy, spent, attempt.retryAfterMs).least
    return { at, leastMs, clockError: clockError() }
  }

  /** The store said whether it was recorded. */
  settled({ claim }: AttemptOutcome, isRecorded: boolean): void {
    const held = this.#hand.of(claim)
    if (held === undefined) return
    const { delivery } = claim
    const { subject, settling } = held
    if (this.#witness.isTraced)
      this.#witness.traceClaim(held, isRecorded ? 'is confirmed' : 'is not recorded')
    this.#free(held)
    this.#hand.forget(held)
    this.#counts.attempts++
    // A patient worker's outcome comes a second time when the response was lost.
    if (isRecorded !== held.isRecorded && !(this.#options.isPatient && held.isRecorded)) {
      this.#witness.violated('truly recorded', delivery, `is not recorded as told: ${isRecorded}`)
    }
    if (!isRecorded) {
      this.#counts.lost++
      if (this.claims.isCurrent(held, subject.stored)) {
        this.#witness.violated(
          'truly recorded',
          delivery,
          'is not recorded under its current claim',
        )
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
        this.#witness.violated(
          'attempts need a claim',
          claim.delivery,
          'is given back without a claim',
        )
        continue
      }
      if (held.startedAt !== undefined && !this.isStopping) {
        this.#witness.violated('truly recorded', claim.delivery, 'is given back after its attempt')
      }
      if (this.#witness.isTraced) this.#witness.traceClaim(held, 'is given back')
      this.#pace.gaveBack(claim.delivery.id)
      this.#free(held)
      this.#hand.forget(held)
    }
  }

  /** It ended as it was asked to. */
  finished({ attempts, delivered, failed, lost }: WorkerSummary): void {
    for (const { claim } of this.#hand.all) {
      this.#witness.violated('ends clean', claim.delivery, 'is held by a worker that ended')
    }
    const said = JSON.stringify({ attempts, delivered, failed, lost })
    const seen = JSON.stringify(this.#counts)
    if (said !== seen) this.#ledger.violated('ends clean', `it counts ${said}; seen were ${seen}`)
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
}

function isUnderWay({ startedAt, isInFlight, settling }: Held): boolean {
  return startedAt !== undefined && !isInFlight && settling === undefined
}
