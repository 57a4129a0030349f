import type { Operation } from '../../contract/index.ts'
import type { Header } from '../../core/index.ts'
import { fillRequest } from '../../messages/index.ts'
import type { NewDelivery } from '../../queue/index.ts'

/** What is to be delivered, and how. */
export interface Sending {
  readonly deliveries: readonly NewDelivery[]
  /** Headers by the id of an operation. */
  readonly headersOf: (operation: string) => readonly Header[]
}

/** What the contract says of the headers of an operation's messages. */
export function documentedHeaders(operation: Operation): Header[] {
  return [['Content-Type', operation.mediaType], ...fillRequest(operation, '').headers]
}

/** What the queue does not contain of messages, in one sentence: headers that a worker sends only with their contract. */
export function notEnqueued({ deliveries, headersOf }: Sending): string | undefined {
  const operations = new Set(deliveries.map(({ operation }) => operation))
  const own = [...operations].flatMap((id) => headersOf(id).filter((header) => !isUsual(header)))
  if (own.length === 0) return undefined
  const names = [...new Set(own.map(([name]) => name))].join(', ')
  return `The queue contains no headers: dropship worker sends ${names} as documented with the same --contract and --param alone.`
}

/** What a worker sends without a contract, too. */
function isUsual([name, value]: Header): boolean {
  return name.toLowerCase() === 'content-type' && value === 'application/json'
}
