import { createHash } from 'node:crypto'
import { valueAt } from '../../src/core/index.ts'
import { type Behaviour, type Call, correctBehaviour, json } from './endpoint.ts'

/** What an endpoint keeps of the messages that it accepted: effects by operation and order. */
export interface Kept {
  add(operation: string, identifier: string): void
  remove(operation: string, identifier: string): void
  count(operation: string, identifier: string): number
}

export function createKept(): Kept {
  const counts = new Map<string, number>()
  const change = (key: string, by: number): void =>
    void counts.set(key, (counts.get(key) ?? 0) + by)
  return {
    add: (operation, identifier) => change(`${operation} ${identifier}`, 1),
    remove: (operation, identifier) => change(`${operation} ${identifier}`, -1),
    count: (operation, identifier) => counts.get(`${operation} ${identifier}`) ?? 0,
  }
}

/** One message on its way into what an endpoint keeps. */
export interface Keeping {
  readonly call: Call
  readonly kept: Kept
  readonly identifier: string
  /** The same for the same bytes to the same operation. */
  readonly key: string
  /** Keys that are known. */
  readonly known: Set<string>
}

/** A correct endpoint that keeps orders so, with an observer. */
export function keeping(
  keep: (keeping: Keeping) => void | Promise<void>,
  change: (
    correct: Behaviour,
    keepingOf: (call: Call) => Keeping,
  ) => Partial<Behaviour> = () => ({}),
): Behaviour {
  const kept = createKept()
  const known = new Set<string>()
  const keepingOf = (call: Call): Keeping => ({
    call,
    kept,
    known,
    identifier: identifierIn(call.bytes),
    key: createHash('sha256').update(call.operation.id).update(call.bytes).digest('hex'),
  })
  const correct = correctBehaviour()
  return {
    ...correct,
    accept: async (call) => {
      await keep(keepingOf(call))
      return json(200, { message: 'Success' })
    },
    ...change(correct, keepingOf),
    observed: (operation, identifier) => json(200, { count: kept.count(operation, identifier) }),
  }
}

/** Keeps a message unless its bytes are known. */
export function keepOnce({ call, kept, known, identifier, key }: Keeping): void {
  if (known.has(key)) return
  known.add(key)
  kept.add(call.operation.id, identifier)
}

function identifierIn(bytes: Buffer): string {
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'))
    const found =
      valueAt(body, ['order', 'client_identifier']) ??
      valueAt(body, ['shipment', 'client_identifier'])
    return String(found)
  } catch {
    return ''
  }
}
