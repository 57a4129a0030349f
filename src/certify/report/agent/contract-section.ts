import { printableLine } from '../../../core/index.ts'
import { causesAt, linesOfCauses, stillAccepted } from '../../causes/accepted.ts'
import type { Cause } from '../../results/cause.ts'
import type { ContractLine } from '../../results/contract-line.ts'
import type { Report } from '../../results/report.ts'

/**
 * How places are listed: each with its line and the numbers of its causes; `folded`, where properties of one object that the
 * contract says the same of share a line; `short`, without the numbers, so that more of them do. Every place is listed.
 */
export type ContractDetail = 'all' | 'folded' | 'short'

/** The contract of the places that causes concern, what has to stay accepted there, and a valid message of each operation. */
export function contractSection(
  report: Report,
  broken: readonly Cause[],
  detail: ContractDetail,
): string[] {
  const lines = linesOfCauses(report, broken)
  const unaccepted = broken.flatMap(({ explains, operations: own }) => (explains > 0 ? own : []))
  const operations = [...new Set([...lines.map(({ operation }) => operation), ...unaccepted])]
  if (lines.length === 0) return baseMessages(report, operations)
  const everywhere = broken.flatMap(({ places }, index) =>
    places.length === lines.length && lines.length > 1 ? [index + 1] : [],
  )
  const textOf = (line: ContractLine): string => {
    if (detail === 'short') return line.text.replaceAll('disputed: not judged', 'disputed')
    const numbers = causesAt(line, broken).filter((number) => !everywhere.includes(number))
    return `${line.text}${numbers.length === 0 ? '' : ` [${numbers.join(',')}]`}`
  }
  return [
    '',
    detail === 'short'
      ? '## The contract of these places'
      : '## The contract of these places, with the numbers of the causes in brackets',
    'What is disputed is not judged: accept or reject it as you like. {a,b} = each of them; * = every item.',
    ...(detail === 'short'
      ? []
      : [
          'Of equal objects (the addresses of an order) one may have been tried for all: repair them alike.',
        ]),
    ...(everywhere.length === 0 || detail === 'short'
      ? []
      : [`[${everywhere.join(',')}] concerns every line.`]),
    ...[...new Set(lines.map(({ operation }) => operation))].flatMap((operation) => {
      const own = lines
        .filter((line) => line.operation === operation)
        .map((line) => ({ pointer: line.pointer, text: textOf(line) }))
      const shown = detail === 'all' ? foldParents(own) : foldNames(foldParents(own))
      return [
        operation,
        ...shown.map(({ pointer, text }) =>
          printableLine(`  ${pointer === '' ? '(body)' : pointer} ${text}`),
        ),
      ]
    }),
    ...acceptedLines(lines),
    ...baseMessages(report, operations),
  ]
}

function acceptedLines(lines: readonly ContractLine[]): readonly string[] {
  const accepted = stillAccepted(lines)
  if (accepted.length === 0) return []
  return [
    '',
    '## Must still be accepted there (a repair that rejects these fails elsewhere)',
    ...accepted.map(({ shape, values }) => `- ${printableLine(`${shape}: ${values.join(', ')}`)}`),
  ]
}

function baseMessages(
  { baseMessages: bases = [] }: Report,
  operations: readonly string[],
): string[] {
  if (operations.length === 0) return []
  return [
    '',
    '## Base messages (each is valid; POST as application/json)',
    ...bases
      .filter(({ operation }) => operations.includes(operation))
      .map(({ operation, body }) => `${operation} ${printableLine(JSON.stringify(body))}`),
  ]
}

interface ShownLine {
  readonly pointer: string
  readonly text: string
}

/** Objects of one schema beside each other (two addresses) share the lines of their properties: `/order/{a,b}/name`. */
function foldParents(lines: readonly ShownLine[]): readonly ShownLine[] {
  return folded(lines, (steps) => (steps.length > 3 ? steps.length - 2 : undefined))
}

/** Properties of one object that the contract says the same of: `/order/{price_cents,tax_cents}`. */
function foldNames(lines: readonly ShownLine[]): readonly ShownLine[] {
  return folded(lines, (steps) => (steps.length > 2 ? steps.length - 1 : undefined))
}

/** Folds lines of one text whose pointers differ in one step, which is named; the first of them keeps its place. */
function folded(
  lines: readonly ShownLine[],
  stepOf: (steps: readonly string[]) => number | undefined,
): readonly ShownLine[] {
  const groups = new Map<string, { names: string[]; steps: readonly string[]; text: string }>()
  for (const { pointer, text } of lines) {
    const steps = pointer.split('/')
    const at = stepOf(steps)
    const name = at === undefined ? undefined : steps[at]
    const isFolding = name !== undefined && name !== '*'
    const key = JSON.stringify(isFolding ? [steps.with(at ?? 0, ''), text] : [pointer])
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { names: [name ?? ''], steps, text })
    else known.names.push(name ?? '')
  }
  return [...groups.values()].map(({ names, steps, text }) => {
    const at = stepOf(steps)
    const pointer =
      at === undefined || names.length === 1
        ? steps.join('/')
        : steps.with(at, `{${names.join(',')}}`).join('/')
    return { pointer, text }
  })
}
