import { type Clock, type Exchange, headerOf, parseRetryAfter } from '../../core/index.ts'
import { isAccepted, isSameResponse } from './response.ts'

/** What a request that may be throttled can be compared with. */
export interface Comparison {
  /** Sends the same request once more. */
  readonly again: () => Promise<Exchange>
  /** Sends an ordinary message that nothing is special about; `undefined` before one was accepted. */
  readonly neighbour: () => Promise<Exchange> | undefined
  /** Waits; ends early with the run. */
  readonly wait: (ms: number) => Promise<void>
}

/** What became of a request in the end. */
export type Settled =
  | { readonly kind: 'response'; readonly exchange: Exchange }
  /** The endpoint responds so to everything for longer than a run can wait. */
  | { readonly kind: 'throttled'; readonly status: number }

/** Nobody said how long to wait. */
const DEFAULT_WAIT_MS = 1000
/** Longer than this the run does not wait at a time, whatever `Retry-After` says. */
const LONGEST_WAIT_MS = 60_000
/** In a row, without anything being accepted. */
const MOST_WAITS = 4
const FIRST_SPACING_MS = 50
const WIDEST_SPACING_MS = 2000
const NARROWEST_SPACING_MS = 5
const EASING = 0.98
const SAME_BURST_MS = 200
/** A gateway that forbids one kind of message is asked about a neighbour only so often. */
const COMPARED_ALWAYS = 20
const COMPARED_EVERY = 10

/**
 * Some responses speak of the run and not of the message: 429, 503 with `Retry-After`, a firewall that blocks a caller from
 * some moment on. They are met as the sender meets them: wait as told, send again, go slower. Whether such a status is a
 * verdict on the message is decided by comparison with an ordinary message that is sent right after it.
 */
export class Throttling {
  readonly #clock: Clock
  readonly #compared = new Map<number, number>()
  /** Milliseconds between requests; 0 until the endpoint asks to slow down. */
  spacingMs = 0
  /** The most that it was. */
  widestMs = 0
  #slowedAt = Number.NEGATIVE_INFINITY
  /** Responses that asked the run to slow down, or to wait. */
  responses = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async settle(first: Exchange, comparison: Comparison): Promise<Settled> {
    let exchange = first
    for (let waits = 0; waits < MOST_WAITS; waits++) {
      const status = exchange.response?.status ?? 0
      const toldMs = this.#toldToWait(exchange)
      if (toldMs === undefined && !this.#mayBlock(status)) return { kind: 'response', exchange }
      if (toldMs !== undefined && toldMs <= LONGEST_WAIT_MS) {
        exchange = await this.#slower(toldMs, comparison)
        if (this.#toldToWait(exchange) === undefined) continue
      }
      const neighbour = await comparison.neighbour()
      // The neighbour passes: the status is a verdict on this message.
      if (neighbour === undefined || !isSameResponse(neighbour, exchange)) {
        return { kind: 'response', exchange }
      }
      if (toldMs !== undefined && toldMs > LONGEST_WAIT_MS) break
      exchange = await this.#slower(DEFAULT_WAIT_MS * 2 ** waits, comparison)
    }
    return this.#isThrottled(exchange)
      ? { kind: 'throttled', status: exchange.response?.status ?? 0 }
      : { kind: 'response', exchange }
  }

  /** A request is on its way: as long as nobody objects, the next one may come a little sooner. */
  noteSent(): void {
    this.spacingMs = this.spacingMs < NARROWEST_SPACING_MS ? 0 : this.spacingMs * EASING
  }

  async #slower(ms: number, { wait, again }: Comparison): Promise<Exchange> {
    this.responses++
    const now = this.#clock.monotonic()
    // Requests that are under way together are told together.
    if (now - this.#slowedAt > SAME_BURST_MS) {
      this.#slowedAt = now
      const wider = this.spacingMs === 0 ? FIRST_SPACING_MS : this.spacingMs * 2
      this.spacingMs = Math.min(WIDEST_SPACING_MS, wider)
      this.widestMs = Math.max(this.widestMs, this.spacingMs)
    }
    await wait(ms)
    return again()
  }

  /** How long an endpoint asks to wait; `undefined` where its response is about something else. */
  #toldToWait({ response, failure }: Exchange): number | undefined {
    if (response === undefined || failure !== undefined) return undefined
    if (response.status !== 429 && response.status !== 503) return undefined
    const told = parseRetryAfter(headerOf(response, 'retry-after'), this.#clock.now())
    return told ?? (response.status === 429 ? DEFAULT_WAIT_MS : undefined)
  }

  /** Whether a status may come from something before the endpoint that blocks the caller, and has to be compared. */
  #mayBlock(status: number): boolean {
    if (status !== 403 && status !== 503) return false
    const compared = (this.#compared.get(status) ?? 0) + 1
    this.#compared.set(status, compared)
    return compared <= COMPARED_ALWAYS || compared % COMPARED_EVERY === 0
  }

  /** A 503 to every request, without Retry-After, is a broken endpoint: checks report it. */
  #isThrottled(exchange: Exchange): boolean {
    return (
      !isAccepted(exchange) &&
      (exchange.response?.status === 403 || this.#toldToWait(exchange) !== undefined)
    )
  }
}
