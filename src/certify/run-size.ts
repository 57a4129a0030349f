import { type Contract, type Operation, rulesOf } from '../contract/index.ts'
import { HarnessError, plural } from '../core/index.ts'
import { MOST_BROKEN } from '../messages/index.ts'

/** Rules of the operations of one run together: as many as of one operation are tested alone. */
export const MOST_RULES = MOST_BROKEN
/** Rules of one operation, of which so many are tested and the others named: a schema of more takes too much memory to compile. */
const MOST_OF_ONE = 2 * MOST_RULES
/** Operations that an example names. */
const MOST_NAMED = 5

/**
 * Rejects a run of more rules than fit into the memory of a small machine. One operation alone may have twice as many: those
 * beyond are named as not tested.
 *
 * @param contract of the enabled operations
 * @throws HarnessError INVALID_OPTION with operations that can be certified together
 */
export function checkRunSize({ operations }: Contract): void {
  const counted = operations.map((operation) => ({
    id: operation.id,
    rules: countRules(operation),
  }))
  const total = counted.reduce((sum, { rules }) => sum + rules, 0)
  const [first] = counted
  if (first === undefined || total <= MOST_RULES) return
  if (counted.length === 1) return checkSize(first)
  let left = MOST_RULES
  const fitting = counted.filter(({ rules }) => {
    if (rules > left) return false
    left -= rules
    return true
  })
  const named = fitting.slice(0, MOST_NAMED).map(({ id }) => id)
  throw new HarnessError(
    'INVALID_OPTION',
    `The contract has too many rules to certify ${plural(operations.length, 'operation')} in one run.`,
    {
      expected: `operations with ${MOST_RULES.toLocaleString('en')} rules at most, together`,
      found: `${total.toLocaleString('en')} rules`,
      next: `choose operations and certify them in several runs: ${named.length === 0 ? '--operations' : `--operations ${named.join(',')}`}`,
    },
  )
}

function checkSize({ id, rules }: { readonly id: string; readonly rules: number }): void {
  if (rules <= MOST_OF_ONE) return
  throw new HarnessError('INVALID_OPTION', `${id} has too many rules to be certified.`, {
    expected: `an operation of ${MOST_OF_ONE.toLocaleString('en')} rules at most`,
    found: `${rules.toLocaleString('en')} rules`,
    next: 'choose other operations with --operations',
  })
}

/** Without the lines of the rules, which are not needed to count them. */
function countRules(operation: Operation): number {
  return rulesOf({ schema: (reading) => operation.schema(reading), placeOf: () => undefined })
    .length
}
