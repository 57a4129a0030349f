import type { NewDelivery } from './delivery.ts'
import type { ClaimedMessage } from './rows.ts'

/** Bytes of messages. */
const ROOM = 8 * 1024 * 1024

/**
 * Deliveries that this process enqueued and has not begun: a worker in the same process need not read them back. A
 * delivery's message and id never change, and its address only when it is retried by hand: what is kept here stays true
 * until then. What exceeds the memory limit is read from the store.
 */
export class RecentDeliveries {
  readonly #deliveries = new Map<number, NewDelivery>()
  #size = 0

  get isEmpty(): boolean {
    return this.#deliveries.size === 0
  }

  add(key: number, delivery: NewDelivery): void {
    const size = this.#size + delivery.body.byteLength
    if (size > ROOM) return
    this.#size = size
    this.#deliveries.set(key, delivery)
  }

  /** Gives the messages of deliveries out, each once, and the keys of those that have to be read. */
  take(keys: readonly number[]): {
    readonly known: Map<number, ClaimedMessage>
    readonly unknown: number[]
  } {
    const known = new Map<number, ClaimedMessage>()
    const unknown: number[] = []
    for (const key of keys) {
      const delivery = this.#deliveries.get(key)
      if (delivery === undefined) {
        unknown.push(key)
        continue
      }
      this.#deliveries.delete(key)
      this.#size -= delivery.body.byteLength
      const { identifier } = delivery
      known.set(key, identifier === undefined ? { delivery } : { delivery, identifier })
    }
    return { known, unknown }
  }

  clear(): void {
    this.#deliveries.clear()
    this.#size = 0
  }
}
