import { closeServer, createHttpServer, listen } from '../../core/index.ts'
import type { QueueStore, WorkerEvent } from '../../queue/index.ts'

const BOUNDS_MS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000] as const

/** Counts what a worker does, for Prometheus. */
export class WorkerMetrics {
  /** Attempts by status, or by the kind of failure. */
  readonly #attempts = new Map<string, number>()
  readonly #settled = { delivered: 0, failed: 0, waiting: 0 }
  readonly #buckets = BOUNDS_MS.map(() => 0)
  #count = 0
  #seconds = 0
  readonly #down = new Set<string>()

  onEvent(event: WorkerEvent): void {
    if (event.type === 'endpoint-down') this.#down.add(event.endpoint)
    if (event.type === 'endpoint-up') this.#down.delete(event.endpoint)
    if (event.type !== 'attempt') return
    const { attempt, settlement } = event
    const outcome = String(attempt.status ?? attempt.error?.kind ?? 'none')
    this.#attempts.set(outcome, (this.#attempts.get(outcome) ?? 0) + 1)
    this.#settled[settlement.state]++
    this.#count++
    this.#seconds += attempt.durationMs / 1000
    for (const [at, bound] of BOUNDS_MS.entries()) {
      if (attempt.durationMs <= bound) this.#buckets[at] = (this.#buckets[at] ?? 0) + 1
    }
  }

  /** Prometheus' text format. */
  async render(store: QueueStore): Promise<string> {
    const counts = Object.entries(await store.counts())
    const duration = 'dropship_worker_attempt_duration_seconds'
    return [
      ...family('attempts_total', 'counter', 'Attempts by HTTP status or kind of failure.'),
      ...[...this.#attempts].map(([o, n]) => `dropship_worker_attempts_total{outcome="${o}"} ${n}`),
      ...family('settled_total', 'counter', 'Attempts by what became of the delivery.'),
      ...Object.entries(this.#settled).map(
        ([state, n]) => `dropship_worker_settled_total{state="${state}"} ${n}`,
      ),
      ...family('attempt_duration_seconds', 'histogram', 'From the request to its response.'),
      ...BOUNDS_MS.map(
        (bound, at) => `${duration}_bucket{le="${bound / 1000}"} ${this.#buckets[at]}`,
      ),
      `${duration}_bucket{le="+Inf"} ${this.#count}`,
      `${duration}_sum ${this.#seconds}`,
      `${duration}_count ${this.#count}`,
      ...family('endpoints_down', 'gauge', 'Endpoints that new deliveries are held back from.'),
      `dropship_worker_endpoints_down ${this.#down.size}`,
      '# HELP dropship_queue_deliveries Deliveries in the queue by state.',
      '# TYPE dropship_queue_deliveries gauge',
      ...counts.map(([state, n]) => `dropship_queue_deliveries{state="${state}"} ${n}`),
      '',
    ].join('\n')
  }
}

function family(name: string, type: string, help: string): string[] {
  return [`# HELP dropship_worker_${name} ${help}`, `# TYPE dropship_worker_${name} ${type}`]
}

export interface MetricsServer {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves the metrics at `/metrics`, on this machine only.
 * @throws HarnessError PORT_IN_USE
 */
export async function serveMetrics(
  port: number,
  metrics: WorkerMetrics,
  store: QueueStore,
): Promise<MetricsServer> {
  const server = createHttpServer({ requestTimeoutMs: 10_000 }, (request, response) => {
    request.resume()
    if (request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    metrics.render(store).then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
      () => response.writeHead(503).end(),
    )
  })
  const url = await listen(server, { host: '127.0.0.1', port, portOption: '--metrics-port' })
  return { url: `${url}/metrics`, close: () => closeServer(server, 0) }
}
