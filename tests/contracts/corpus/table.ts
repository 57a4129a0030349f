import { markdownTable } from '../../../src/core/index.ts'
import type { Judgement } from './judge.ts'

const COLUMNS = [
  'document',
  '#operations',
  '#in reach',
  '#judged',
  '#rules',
  '#not tested',
  '#requests',
  '#accepts all',
  '#stubs',
  '#found',
  '#named',
]

/** A row for each document of a package, one for all small documents, and one for everything. */
export function corpusTable(judgements: readonly Judgement[]): string {
  const isSmall = ({ name }: Judgement): boolean => name.startsWith('foreign/')
  const small = judgements.filter(isSmall)
  const packaged = judgements.filter((each) => !isSmall(each))
  const rows = [
    ...packaged.map((each) => [each.name, ...figuresOf([each])]),
    ...(small.length === 0
      ? []
      : [[`tests/contracts/foreign (${small.length})`, ...figuresOf(small)]]),
    ['all', ...figuresOf(judgements)],
  ]
  return markdownTable(COLUMNS, rows).join('\n')
}

function figuresOf(judgements: readonly Judgement[]): (string | number)[] {
  const total = (of: (each: Judgement) => number): number =>
    judgements.reduce((sum, each) => sum + of(each), 0)
  return [
    total(({ documented }) => documented),
    total(({ inReach }) => inReach),
    total(({ judged }) => judged),
    total(({ rules }) => rules),
    total(({ notTested }) => notTested),
    total(({ requests }) => requests),
    `${total(({ foundAccepting }) => foundAccepting)} of ${total(({ ruled }) => ruled)}`,
    total(({ stubs }) => stubs),
    total(({ found }) => found),
    total(({ named }) => named),
  ]
}
