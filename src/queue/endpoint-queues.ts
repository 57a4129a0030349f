import { EndpointQueue, type EndpointPolicy } from './endpoint-queue.ts'
import type { WorkerEvent } from './worker-events.ts'

interface EndpointQueuesOptions {
  readonly policy: EndpointPolicy
  readonly accepts: ((endpoint: string) => boolean) | undefined
  readonly onEvent: ((event: WorkerEvent) => void) | undefined
}

/** A worker's queues, one for each endpoint it delivers to. */
export class EndpointQueues {
  readonly #options: EndpointQueuesOptions
  readonly #queues = new Map<string, EndpointQueue>()
  readonly #rejected = new Set<string>()

  constructor(options: EndpointQueuesOptions) {
    this.#options = options
  }

  /** Whether the worker was started for an endpoint; if not, an event says so once. */
  accepts(endpoint: string): boolean {
    if (this.#options.accepts?.(endpoint) !== false) return true
    if (!this.#rejected.has(endpoint)) {
      this.#rejected.add(endpoint)
      this.#options.onEvent?.({ type: 'endpoint-rejected', endpoint })
    }
    return false
  }

  /** The queue that was opened for an endpoint. */
  get(endpoint: string): EndpointQueue | undefined {
    return this.#queues.get(endpoint)
  }

  open(endpoint: string): void {
    if (!this.#queues.has(endpoint))
      this.#queues.set(endpoint, new EndpointQueue(endpoint, this.#options.policy))
  }

  [Symbol.iterator](): Iterator<EndpointQueue> {
    return this.#queues.values()
  }

  /** Whether a claim for one of them is in progress. */
  get isClaiming(): boolean {
    return [...this].some(({ claiming }) => claiming)
  }
}
