import { channel } from 'node:diagnostics_channel'
import type { VirtualClock } from './virtual-clock.ts'

/** What the global timer functions return and take; undici calls `refresh`. */
class VirtualTimer {
  readonly #clock: VirtualClock
  readonly #ms: number
  readonly #ring: () => void
  #cancel = new AbortController()

  constructor(clock: VirtualClock, ms: number, ring: () => void) {
    this.#clock = clock
    this.#ms = ms
    this.#ring = ring
    this.#start()
  }

  #start(): void {
    const cancel = new AbortController()
    this.#cancel = cancel
    this.#clock.sleep(this.#ms, cancel.signal).then(this.#ring, () => undefined)
  }

  clear(): void {
    this.#cancel.abort()
  }

  refresh(): this {
    this.clear()
    this.#start()
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hasRef(): boolean {
    return false
  }
}

/** Channels of Node's and undici's HTTP clients: with the beginning, and with the end of a request. */
const BEGINNINGS = ['undici:request:create', 'http.client.request.start']
const ENDS = [
  'undici:request:trailers',
  'undici:request:error',
  'http.client.response.finish',
  'http.client.request.error',
]

/**
 * Lets libraries that wait by the global timers, and compare with `Date.now`, live in virtual time.
 * @returns what puts the real ones back
 */
export function useVirtualTimers(clock: VirtualClock): () => void {
  const real = { setTimeout, clearTimeout, now: Date.now }
  const touch = (): void => clock.touch()
  for (const name of [...BEGINNINGS, ...ENDS]) channel(name).subscribe(touch)
  const virtual = {
    setTimeout: (ring: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
      new VirtualTimer(clock, Math.max(1, ms), () => ring(...given)),
    clearTimeout: (timer: unknown) => {
      if (timer instanceof VirtualTimer) timer.clear()
      else real.clearTimeout(timer as NodeJS.Timeout)
    },
  }
  Object.assign(globalThis, virtual)
  Date.now = () => clock.now()
  return () => {
    for (const name of [...BEGINNINGS, ...ENDS]) channel(name).unsubscribe(touch)
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout })
    Date.now = real.now
  }
}
