import { Lane, type LanePolicy } from './lane.ts'
import type { WorkerEvent } from './worker-events.ts'

interface LanesOptions {
  readonly policy: LanePolicy
  readonly accepts: ((endpoint: string) => boolean) | undefined
  readonly onEvent: ((event: WorkerEvent) => void) | undefined
}

/** A worker's lanes, one for each endpoint it delivers to. */
export class Lanes {
  readonly #options: LanesOptions
  readonly #lanes = new Map<string, Lane>()
  readonly #refused = new Set<string>()

  constructor(options: LanesOptions) {
    this.#options = options
  }

  /** Whether the worker was started for an endpoint; that it was not is told once. */
  accepts(endpoint: string): boolean {
    if (this.#options.accepts?.(endpoint) !== false) return true
    if (!this.#refused.has(endpoint)) {
      this.#refused.add(endpoint)
      this.#options.onEvent?.({ type: 'endpoint-refused', endpoint })
    }
    return false
  }

  /** The lane that was opened for an endpoint. */
  get(endpoint: string): Lane | undefined {
    return this.#lanes.get(endpoint)
  }

  open(endpoint: string): void {
    if (!this.#lanes.has(endpoint))
      this.#lanes.set(endpoint, new Lane(endpoint, this.#options.policy))
  }

  [Symbol.iterator](): Iterator<Lane> {
    return this.#lanes.values()
  }

  /** Whether the store is being asked for one of them. */
  get isClaiming(): boolean {
    return [...this].some(({ claiming }) => claiming)
  }
}
