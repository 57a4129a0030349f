import type { Contract, Operation } from '../../contract/index.ts'
import { createRandom, type Random } from '../../core/index.ts'
import { generateMessage } from '../generate.ts'
import { createMessages, ITEMS } from '../messages.ts'
import { type DerivedHead, placeholder } from './file.ts'
import { deviationRow, variationRow } from './rows.ts'

const SEED = 'ahead'

/**
 * The text of the file with what is derived from a contract's messages, whatever the seed is.
 * @param contract compiled at start
 */
export function derivedText({ sha256, operations }: Contract): string {
  const derived = operations.map((operation) => linesOf(operation))
  const head: DerivedHead = {
    generated: 'from openapi/drop-ship.yaml by `npm run generate`; do not edit',
    sha256,
    operations: derived.map(({ id, identifiers }) => ({ id, identifiers })),
  }
  const lines = [
    JSON.stringify(head),
    ...derived.flatMap((each) => [each.variations, each.deviations]),
  ]
  return `${lines.join('\n')}\n`
}

interface OperationLines {
  readonly id: string
  readonly identifiers: number
  readonly variations: string
  readonly deviations: string
}

function linesOf(operation: Operation): OperationLines {
  const messages = createMessages(operation, { seed: SEED })
  const lines = [
    JSON.stringify(messages.variations().map(variationRow)),
    JSON.stringify(messages.deviations().map(deviationRow)),
  ]
  // The messages that both are made for take their identifiers from one sequence, one after the other.
  const random = createRandom(SEED).fork(operation.id).fork('reference')
  const [variations = '', deviations = ''] = lines.map((line) =>
    identifiersOf(operation, random).reduce(
      (text, identifier, index) => text.replaceAll(identifier, placeholder(index)),
      line,
    ),
  )
  const { length } = identifiersOf(operation, random)
  return { id: operation.id, identifiers: length, variations, deviations }
}

/** The identifiers of the next message that variations or deviations are made for, in the order in which they are drawn. */
function identifiersOf(operation: Operation, random: Random): readonly string[] {
  const drawn: string[] = []
  const identifier = (): string => {
    const uuid = random.uuid()
    drawn.push(uuid)
    return uuid
  }
  generateMessage(operation, 'full', {
    items: ITEMS,
    random: { ...random, uuid: identifier },
    identifier,
  })
  return drawn
}
