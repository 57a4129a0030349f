import { formatDuration, shownUrl } from '../../core/index.ts'
import type { WorkerEvent, WorkerSummary } from '../../queue/index.ts'
import type { Context } from '../context.ts'

const REDRAW_MS = 100

/** Shows the progress of a delivery run: a progress line on terminals, and important events elsewhere. */
export class Progress {
  readonly #context: Context
  readonly #isQuiet: boolean
  readonly #total: number | undefined
  #delivered = 0
  #failed = 0
  #waiting = 0
  #drawnAt = 0
  #isDrawn = false
  readonly #down = new Set<string>()

  /** @param total number of deliveries, if known */
  constructor(context: Context, isQuiet: boolean, total?: number) {
    this.#context = context
    this.#isQuiet = isQuiet
    this.#total = total
    const stopping = (): void => this.say('stopping: waiting for deliveries in progress')
    context.signal.addEventListener('abort', stopping, { once: true })
  }

  onEvent(event: WorkerEvent): void {
    if (this.#isQuiet) return
    switch (event.type) {
      case 'attempt':
        this.#count(event.settlement.state, event.claim.spent > 0)
        return
      case 'endpoint-down':
        this.#saysDown(event.endpoint, event.pauseMs)
        return
      case 'endpoint-up':
        this.#down.delete(event.endpoint)
        this.say(`${shownUrl(event.endpoint)} is up again`)
        return
      case 'endpoint-rejected':
        this.say(
          `deliveries to ${shownUrl(event.endpoint)} stay in the queue: this worker does not serve that endpoint`,
        )
        return
      case 'store-down':
        this.say(`${event.error.message} It is asked again until it works; nothing is lost`)
        return
      case 'store-up':
        this.say('the store works again')
    }
  }

  /** Prints a permanent line. */
  say(line: string): void {
    if (this.#isQuiet) return
    this.clear()
    this.#context.stderr.write(`${line}\n`)
  }

  clear(): void {
    if (this.#isDrawn) this.#context.stderr.write('\r\u001B[K')
    this.#isDrawn = false
  }

  /** Once until it is up again, however often one more delivery finds it down. */
  #saysDown(endpoint: string, pauseMs: number): void {
    if (this.#down.has(endpoint)) return
    this.#down.add(endpoint)
    this.say(
      `${shownUrl(endpoint)} seems to be down: new deliveries are paused for ${formatDuration(pauseMs)}, and again as long as it stays down (--breaker)`,
    )
  }

  #count(state: 'delivered' | 'failed' | 'waiting', wasWaiting: boolean): void {
    if (wasWaiting) this.#waiting--
    if (state === 'waiting') this.#waiting++
    else if (state === 'failed') this.#failed++
    else this.#delivered++
    const now = this.#context.clock.monotonic()
    if (!this.#context.stderr.isTerminal || now - this.#drawnAt < REDRAW_MS) return
    this.#drawnAt = now
    this.#isDrawn = true
    const of = this.#total === undefined ? '' : ` of ${this.#total}`
    this.#context.stderr.write(
      `\r\u001B[Kdelivered ${this.#delivered}${of} · waiting for retry ${Math.max(0, this.#waiting)} · failed ${this.#failed}`,
    )
  }
}

/** `p50 3 ms · p95 8 ms · p99 12 ms · max 40 ms`, or `undefined` without attempts. */
export function latencyLine({
  latency,
}: {
  readonly latency?: WorkerSummary['latency'] | undefined
}): string | undefined {
  if (latency === undefined) return undefined
  const { p50Ms, p95Ms, p99Ms, maxMs } = latency
  const parts = { p50: p50Ms, p95: p95Ms, p99: p99Ms, max: maxMs }
  return Object.entries(parts)
    .map(([name, ms]) => `${name} ${formatDuration(ms)}`)
    .join(' · ')
}
