import { type Contract, type Operation, showRule } from '../contract/index.ts'
import { defined, HarnessError } from '../core/index.ts'
import { createMessages, unfilledParameter } from '../messages/index.ts'

type Excluded = Contract['excluded'][number]

/**
 * A contract without the operations of which no valid message can be made: they are excluded with that reason, and the
 * others are judged. Messages are tried for the enabled operations alone: a document may have hundreds. Those of the shipped
 * contract can be made: it is compiled ahead, and so are its messages.
 *
 * @param enabled ids; default: all
 * @throws HarnessError CONTRACT_BROKEN where no operation is left
 */
export function fillableContract(contract: Contract, enabled?: readonly string[]): Contract {
  const excluded: Excluded[] = []
  let first: HarnessError | undefined
  const operations = contract.operations.filter((operation) => {
    const isKnown = operation.aheadOf !== undefined
    if (isKnown || enabled?.includes(operation.id) === false) return true
    try {
      const messages = createMessages(operation)
      messages.message('full', 2)
      messages.message('minimal', 1)
      const unfilled = unfilledParameter(operation)
      if (unfilled === undefined) return true
      throw noValue(unfilled)
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error
      first ??= error
      const { id, method, path, place } = operation
      const { where, found, next } = error.details
      const reason = `no valid message of it can be made (${[where, found].filter(Boolean).join(': ')})`
      excluded.push({
        id,
        method,
        path,
        ...place,
        kind: 'out of reach',
        reason,
        ...defined({ next }),
      })
      return false
    }
  })
  if (first === undefined) return contract
  if (operations.length === 0) throw first
  return { ...contract, operations, excluded: [...contract.excluded, ...excluded] }
}

function noValue({ in: where, name, place }: Operation['parameters'][number]): HarnessError {
  return new HarnessError('CONTRACT_BROKEN', `No valid value of a parameter is known.`, {
    where: showRule(place),
    found: `the ${where} parameter ${JSON.stringify(name)}, of whose schema no value was found`,
    next: `give one: --param ${name}=VALUE`,
  })
}
