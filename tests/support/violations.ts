import { loadContract, type Violation } from '../../src/contract/index.ts'

const contract = await loadContract()

/** The rules of the contract that a message breaks, in the intended reading. */
export function violationsOf(operation: string, message: unknown): Violation[] {
  return contract.operation(operation).validate(message, 'intended')
}
