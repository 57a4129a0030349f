import type { Contract, Operation } from '../contract/index.ts'
import { createMessages, type Messages, type MessagesOptions } from '../messages/index.ts'
import { contractLines } from './causes/contract-lines.ts'
import type { BaseMessage, ContractLine } from './results/contract-line.ts'

/** What reports say of messages to readers who do not have the contract. */
export interface DescribedMessages {
  readonly contractLines: readonly ContractLine[]
  readonly baseMessages: readonly BaseMessage[]
}

/**
 * Describes the messages of every operation: what the contract says of each place, and an ordinary one with one item.
 *
 * @param messagesOf an operation's messages as they are derived already
 * @param options of the ordinary message, which is the same whatever was sent before
 */
export function describeMessages(
  { operations }: Contract,
  messagesOf: (operation: Operation) => Messages,
  options: MessagesOptions,
): DescribedMessages {
  return {
    contractLines: operations.flatMap((operation) =>
      contractLines(operation, messagesOf(operation).variations()),
    ),
    baseMessages: operations.map((operation) => ({
      operation: operation.id,
      body: createMessages(operation, options).message('full'),
    })),
  }
}
