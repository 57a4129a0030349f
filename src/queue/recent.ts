import type { NewDelivery } from './delivery.ts'

/** Bytes of messages. */
const ROOM = 8 * 1024 * 1024

/**
 * Deliveries that this process enqueued and has not begun: a worker in the same process need not read them back. A
 * delivery's message, address and id never change, so what is kept here stays true; what finds no room is read.
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

  /** Gives a delivery out, once. */
  take(key: number): NewDelivery | undefined {
    const delivery = this.#deliveries.get(key)
    if (delivery === undefined) return undefined
    this.#deliveries.delete(key)
    this.#size -= delivery.body.byteLength
    return delivery
  }

  clear(): void {
    this.#deliveries.clear()
    this.#size = 0
  }
}
