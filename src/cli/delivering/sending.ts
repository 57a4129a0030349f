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
