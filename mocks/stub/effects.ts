import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { type Operation, orderIdentifiers } from '../../src/contract/index.ts'

/** The effects of accepted messages on their orders. */
export interface Effects {
  /**
   * How many messages of an operation took effect on an order. A message takes effect once, however often the same bytes
   * are delivered; another message about the same order has an effect of its own, since an order may ship in parts.
   */
  count(operation: string, identifier: string): number
  /** Of an operation's orders: how many had one effect, and how many had more. */
  totals(operation: string): EffectTotals
  clear(): void
}

/** Orders whose message is no longer remembered are not counted. */
export interface EffectTotals {
  readonly once: number
  readonly moreThanOnce: number
}

export interface WritableEffects extends Effects {
  /** @param bytes of the message, which identify its repetitions */
  record(operation: Operation, message: unknown, bytes: Uint8Array): void
}

/** Longer identifiers are kept as digests. */
const LONGEST_KEPT = 200

/** @param kept the number of messages remembered; those of the oldest order are dropped first */
export function createEffects(kept: number): WritableEffects {
  /** Fingerprints of the messages by order and operation, oldest first. */
  const orders = new Map<string, Set<number>>()
  let messages = 0

  const forgetFirst = (): void => {
    for (const [order, { size }] of orders) {
      orders.delete(order)
      messages -= size
      return
    }
  }
  const record = (order: string, fingerprint: number): void => {
    const known = orders.get(order)
    if (known?.has(fingerprint) === true) return
    if (known === undefined) orders.set(order, new Set([fingerprint]))
    else known.add(fingerprint)
    messages++
    if (messages > kept) forgetFirst()
  }
  return {
    count: (operation, identifier) => orders.get(keyOf(operation, identifier))?.size ?? 0,
    totals: (operation) => {
      const sizes = [...orders].filter(([order]) => order.startsWith(`${operation} `))
      const once = sizes.filter(([, { size }]) => size === 1).length
      return { once, moreThanOnce: sizes.length - once }
    },
    clear: () => {
      orders.clear()
      messages = 0
    },
    record: (operation, message, bytes) => {
      const fingerprint = fingerprintOf(bytes)
      for (const identifier of orderIdentifiers(operation, message))
        record(keyOf(operation.id, identifier), fingerprint)
    },
  }
}

function keyOf(operation: string, identifier: string): string {
  return `${operation} ${identifier.length > LONGEST_KEPT ? hash('sha256', identifier) : identifier}`
}

const LENGTHS = 2 ** 21

/** Distinguishes the messages about one order, far cheaper than a digest. */
function fingerprintOf(bytes: Uint8Array): number {
  return crc32(bytes) * LENGTHS + (bytes.length % LENGTHS)
}
