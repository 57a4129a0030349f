import type { Contract, Messages as MessageTypes } from '../contract/index.ts'
import {
  createMessages,
  type Extent,
  type Messages,
  type MessagesOptions,
} from '../messages/index.ts'

/** The type of an operation's message; `unknown` for operations that the shipped contract does not have. */
export type MessageOf<Id extends string> = Id extends keyof MessageTypes
  ? MessageTypes[Id]
  : unknown

/** What {@link createMessages} derives, with the message's own type. */
export interface TypedMessages<Body> extends Omit<Messages, 'example' | 'message'> {
  /** The first documented example. */
  example(): Body
  /** A valid message with fresh identifiers, under the intended reading. `items` in every list, default 1. */
  message(extent: Extent, items?: number): Body
}

/**
 * Everything that can be derived of one operation's messages: the example, valid messages, variations, deviations.
 *
 * @example
 * const contract = await loadContract()
 * const { shipment } = messages(contract, 'drop_shipment_confirmation').message('full', 3)
 * @throws HarnessError UNKNOWN_OPERATION
 */
export function messages<const Id extends string>(
  contract: Contract,
  operation: Id,
  options: MessagesOptions = {},
): TypedMessages<MessageOf<Id>> {
  // The types are generated from the document that the messages are made from.
  return createMessages(contract.operation(operation), options) as TypedMessages<MessageOf<Id>>
}
