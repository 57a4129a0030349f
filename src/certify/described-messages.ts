import type { Contract } from '../contract/index.ts'
import { createMessages, type MessagesOptions } from '../messages/index.ts'
import { contractLines } from './causes/contract-lines.ts'
import type { BaseMessage, ContractLine } from './results/contract-line.ts'

/** What reports say of messages to readers who do not have the contract. */
export interface DescribedMessages {
  readonly contractLines: readonly ContractLine[]
  readonly baseMessages: readonly BaseMessage[]
}

/** Describes the messages of every operation: what the contract says of each place, and an ordinary one with one item. */
export function describeMessages(
  { operations }: Contract,
  options: MessagesOptions,
): DescribedMessages {
  const all = operations.map((operation) => createMessages(operation, options))
  return {
    contractLines: all.flatMap((messages) =>
      contractLines(messages.operation, messages.variations()),
    ),
    baseMessages: all.map((messages) => ({
      operation: messages.operation.id,
      body: messages.message('full'),
    })),
  }
}
