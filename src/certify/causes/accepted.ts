import type { Cause } from '../results/cause.ts'
import type { ContractLine } from '../results/contract-line.ts'
import type { Report } from '../results/report.ts'

/** What has to stay accepted at places of one shape. */
export interface StillAccepted {
  /** What their contract lines share: «integer min 1». */
  readonly shape: string
  readonly values: readonly string[]
}

type Described = Pick<Report, 'contractLines'>

/** The contract lines of the places that causes concern, in the order of the contract. */
export function linesOfCauses(
  { contractLines = [] }: Described,
  causes: readonly Cause[],
): readonly ContractLine[] {
  const concerned = new Set(causes.flatMap(({ places }) => places.map(keyOf)))
  return contractLines.filter((line) => concerned.has(keyOf(line)))
}

/** The numbers of the causes (from 1) that concern the place of a line. */
export function causesAt(line: ContractLine, causes: readonly Cause[]): number[] {
  return causes.flatMap(({ places }, index) =>
    places.map(keyOf).includes(keyOf(line)) ? [index + 1] : [],
  )
}

interface Place {
  readonly operation: string
  readonly pointer: string
}

function keyOf({ operation, pointer }: Place): string {
  return `${operation} ${pointer}`
}

/** What a repair of these places must not reject, by the shape of the place. */
export function stillAccepted(lines: readonly ContractLine[]): readonly StillAccepted[] {
  const shapes = new Map<string, string[]>()
  for (const { text, accepts } of lines) {
    const shape = shapeOf(text)
    const known = shapes.get(shape) ?? []
    for (const value of accepts) {
      const shown = value === '""' ? '"" where optional' : value
      if (value !== 'absent' && !known.includes(shown)) known.push(shown)
    }
    shapes.set(shape, known)
  }
  const some = [...shapes].filter(([, values]) => values.length > 0)
  const isOptional = lines.some(({ accepts }) => accepts.includes('absent'))
  return [
    ...some.map(([shape, values]) => ({ shape, values })),
    ...(isOptional ? [{ shape: 'whatever is optional', values: ['absent'] }] : []),
  ]
}

function shapeOf(text: string): string {
  return text
    .replaceAll(/ \((?:[^)]*) disputed[^)]*\)/g, '')
    .replace(/ (?:required disputed: not judged|required|optional)\b/, '')
}
