import { createHash } from 'node:crypto'
import { type RawHeaders, rawHeader } from '../../../src/core/index.ts'
import type { RawEntry } from './entry.ts'

/** Which message an entry delivers, and which attempt it is. */
export interface MessageAttempt {
  readonly message: string
  readonly attempt: number
  readonly duplicate: boolean
}

const MAX_MESSAGES = 20_000

/** Counts the attempts at each message in the order of calls; forgets the oldest messages first. */
export function createMessageCounter(): (entry: RawEntry) => MessageAttempt | undefined {
  const known = new Map<string, { attempts: number; accepted: boolean }>()
  return (entry) => {
    if (entry.kind !== 'delivery') return undefined
    const { rawHeaders, body } = entry.request
    const message = messageKey(rawHeaders, entry.operation?.id ?? '', body)
    const state = known.get(message) ?? { attempts: 0, accepted: false }
    known.delete(message)
    known.set(message, state)
    if (known.size > MAX_MESSAGES) {
      const [oldest] = known.keys()
      if (oldest !== undefined) known.delete(oldest)
    }
    const duplicate = state.accepted
    state.attempts += 1
    const status = entry.response?.status ?? 0
    state.accepted ||= status >= 200 && status < 300
    return { message, attempt: state.attempts, duplicate }
  }
}

/** Identifies a message: its `webhook-id` header, or a hash of operation and body. */
export function messageKey(rawHeaders: RawHeaders, operation: string, body: Uint8Array): string {
  const id = rawHeader(rawHeaders, 'webhook-id')
  if (id !== undefined && id !== '') return id.slice(0, 200)
  const hash = createHash('sha256').update(`${operation}\n`).update(body)
  return hash.digest('hex').slice(0, 24)
}
