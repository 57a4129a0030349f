import type { Operation } from '../../contract/index.ts'
import { formatPointer, isRecord, type Segment, valueAt } from '../../core/index.ts'
import { applyEdits, type Deviation, describeDeviation } from '../../messages/index.ts'
import { type Probe, type Session, skipped } from '../run/session.ts'
import { EXPECTED, sendDeviation } from './refusal.ts'
import { type Spelling, TREATED_APART } from './spellings.ts'

/** A fault in another message than the ordinary one of two items, or under another guise. */
interface Elsewhere {
  readonly name: string
  readonly title: string
  readonly deviation: Deviation
  readonly body: (session: Session, operation: Operation) => unknown
  /** How it is written, where that is not as usual. */
  readonly spelling?: Spelling
}

/** Far behind the first items, and within what one message holds. */
const MANY = 50

/**
 * A fault is refused wherever it stands: in the only item, in the last of many, in a minimal message, under another name,
 * in a message that is written in another way.
 */
export function elsewhereProbe(operation: Operation, deviations: readonly Deviation[]): Probe {
  const places = [
    ...inItems(deviations),
    ...inMinimal(deviations),
    ...underOtherNames(deviations),
    ...inOtherWriting(deviations),
  ]
  const id = (name: string): string => `refuse/${operation.id}/elsewhere/${name}`
  return {
    name: `${operation.id}: refuses faults wherever they stand`,
    operation: operation.id,
    from: 'strict',
    checks: places.map(({ name, title, deviation }) => ({
      id: id(name),
      title,
      requirement: 'DS-REF-08',
      level: 'strict',
      operation: operation.id,
      pointer: deviation.rulePointer,
    })),
    requests: places.length * 2 + 2,
    run: async (session) => {
      for (const { name, deviation, body, spelling } of places) {
        const { broken } = session.state(operation)
        if (broken !== undefined) {
          session.report(id(name), skipped(EXPECTED, broken))
          continue
        }
        const make = (): unknown => body(session, operation)
        const written = spelling?.variation
        const refusal = await sendDeviation(session, operation, deviation, make, written)
        session.report(id(name), refusal.outcome)
      }
    },
  }
}

function inItems(deviations: readonly Deviation[]): Elsewhere[] {
  const deviation = plainest(deviations.filter(({ edit }) => edit.at.includes(0)))
  if (deviation === undefined) return []
  const { at } = deviation.edit
  const list = at.slice(0, at.indexOf(0))
  const later = moved(deviation, MANY - 1)
  const inList =
    (length: number, { edit }: Deviation): Elsewhere['body'] =>
    (session, operation) =>
      session.message(operation, [{ operator: 'resize', at: list, length }, edit])
  return [
    {
      name: 'only-item',
      title: `refuses that ${describeDeviation(deviation)}, in a list of one item`,
      deviation,
      body: inList(1, deviation),
    },
    {
      name: 'last-of-many',
      title: `refuses that ${describeDeviation(later)}, in the last of ${MANY} items`,
      deviation: later,
      body: inList(MANY, later),
    },
  ]
}

/** The same fault in a later item. */
function moved(deviation: Deviation, index: number): Deviation {
  const at = deviation.edit.at.map((segment) => (segment === 0 ? index : segment))
  return { ...deviation, pointer: formatPointer(at), edit: { ...deviation.edit, at } }
}

/** A fault outside of lists, in a message that holds required members only. */
function inMinimal(deviations: readonly Deviation[]): Elsewhere[] {
  const missing = deviations.filter(({ kind }) => kind === 'missing')
  const deviation = plainest(missing.filter(({ edit }) => edit.at.every(isName))) ?? missing[0]
  if (deviation === undefined) return []
  return [
    {
      name: 'minimal',
      title: `refuses that ${describeDeviation(deviation)}, in a message of required members only`,
      deviation,
      body: (session, operation) =>
        applyEdits(session.options.messagesOf(operation).message('minimal', 1), [
          ...session.state(operation).detour.filter(({ operator }) => operator === 'set'),
          deviation.edit,
        ]),
    },
  ]
}

/** A required member of a closed object under another spelling of its name: it is missing, and something unknown is there. */
function underOtherNames(deviations: readonly Deviation[]): Elsewhere[] {
  const closed = new Set(
    deviations
      .filter(({ kind }) => kind === 'unknown-member')
      .map(({ edit }) => formatPointer(edit.at.slice(0, -1))),
  )
  const candidates = deviations.filter(
    ({ kind, edit }) =>
      kind === 'missing' &&
      closed.has(formatPointer(edit.at.slice(0, -1))) &&
      /[a-z]_[a-z]/.test(String(edit.at.at(-1))),
  )
  const deviation = plainest(candidates)
  if (deviation === undefined) return []
  const name = String(deviation.edit.at.at(-1))
  const camelCase = name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
  return [
    ['upper-case-name', name.toUpperCase()],
    ['camel-case-name', camelCase],
  ].map(([key = '', other = '']) => ({
    name: key,
    title: `refuses ${other} in place of ${deviation.pointer}`,
    deviation,
    body: (session, operation) => renamed(session.message(operation), deviation.edit.at, other),
  }))
}

/** A fault in a message whose request is not written as usual. */
function inOtherWriting(deviations: readonly Deviation[]): Elsewhere[] {
  const deviation = plainest(deviations)
  if (deviation === undefined) return []
  return TREATED_APART.map((spelling) => ({
    name: `written-${spelling.name}`,
    title: `refuses that ${describeDeviation(deviation)}, ${spelling.place}`,
    deviation,
    body: (session, operation) => session.message(operation, [deviation.edit]),
    spelling,
  }))
}

function renamed(body: unknown, at: readonly Segment[], name: string): unknown {
  const around = valueAt(body, at.slice(0, -1))
  const own = String(at.at(-1))
  if (!isRecord(around)) return body
  const members = Object.entries(around).map(([key, value]) => [key === own ? name : key, value])
  return applyEdits(body, [
    { operator: 'set', at: at.slice(0, -1), value: Object.fromEntries(members) },
  ])
}

function isName(segment: Segment): boolean {
  return typeof segment === 'string'
}

/** A missing member before a member of another type, and nothing deeper than it has to be. */
function plainest(deviations: readonly Deviation[]): Deviation | undefined {
  const plain = deviations.filter(
    ({ kind, edit }) =>
      (kind === 'missing' || kind === 'coercible-type') && isName(edit.at.at(-1) ?? 0),
  )
  return (
    plain.findLast(({ kind }) => kind === 'missing') ??
    plain.find(({ kind }) => kind === 'coercible-type')
  )
}
