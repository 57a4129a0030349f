import { MOST_RULES } from '../../../src/certify/run-size.ts'
import { type Contract, type Operation, rulesOf } from '../../../src/contract/index.ts'
import { createRandom, HarnessError } from '../../../src/core/index.ts'
import { createMessages } from '../../../src/messages/index.ts'

/** How much of a document is judged. */
export interface CorpusShare {
  /** Rules of the operations that are chosen, together. */
  readonly rules: number
  /** Stubs of the self-test. */
  readonly stubs: number
}

export const USUAL: CorpusShare = { rules: 60, stubs: 25 }
/** As many rules as one run takes. */
export const WHOLE: CorpusShare = { rules: MOST_RULES, stubs: Infinity }

/** Decides which operations of a large document are judged; another choice needs another table. */
const SEED = 'corpus'

/**
 * The ids of the operations that are judged: all of a small document, of a large one a share that the seed chooses. Where
 * each alone has more rules than the share, the smallest is judged.
 */
export function chosenOperations(
  { operations }: Contract,
  { rules }: CorpusShare,
): readonly string[] {
  const random = createRandom(SEED)
  const shuffled = operations
    .map((operation) => ({ operation, own: rulesOf(operation).length, order: random.next() }))
    .toSorted((left, right) => left.order - right.order)
  const smallest = shuffled.toSorted((left, right) => left.own - right.own)
  const chosen = new Set<string>()
  let sum = 0
  for (const { operation, own } of [...shuffled, ...smallest]) {
    if (sum + own > rules || !isFillable(operation)) continue
    chosen.add(operation.id)
    sum += own
  }
  if (chosen.size === 0) {
    const least = smallest.find(({ operation }) => isFillable(operation))
    if (least !== undefined) chosen.add(least.operation.id)
  }
  return operations.map(({ id }) => id).filter((id) => chosen.has(id))
}

/** Of others no message can be made: certify excludes them with that reason. */
function isFillable(operation: Operation): boolean {
  const messages = createMessages(operation)
  try {
    return messages.message('full', 2) !== undefined && messages.message('minimal') !== undefined
  } catch (error) {
    if (error instanceof HarnessError) return false
    throw error
  }
}
