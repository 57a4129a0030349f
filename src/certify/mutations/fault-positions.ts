import type { Operation } from '../../contract/index.ts'
import { formatPointer, isRecord, type Segment, toField, valueAt } from '../../core/index.ts'
import { applyEdits, type Deviation, titleOfDeviation } from '../../messages/index.ts'
import type { Session } from '../run/session.ts'
import { type Encoding, encodingsValidatedSeparately } from './encodings.ts'

/** An invalid value in another message than the ordinary one of two items, or in another form. */
export interface FaultPosition {
  readonly name: string
  readonly title: string
  readonly deviation: Deviation
  readonly body: (session: Session, operation: Operation) => unknown
  /** How the message is written, where that is not as usual. */
  readonly encoding?: Encoding
}

/** Far behind the first items, and within the limit of one message. */
const MANY = 50

/** Each place and form in which one invalid value is sent: in lists, in a minimal message, renamed, in other encodings. */
export function faultPositions(
  operation: Operation,
  deviations: readonly Deviation[],
): readonly FaultPosition[] {
  return [
    ...inItems(deviations),
    ...inMinimal(deviations),
    ...renamedProperty(deviations),
    ...inOtherEncodings(operation, deviations),
  ]
}

function inItems(deviations: readonly Deviation[]): FaultPosition[] {
  const deviation = plainest(deviations.filter(({ edit }) => edit.at.includes(0)))
  if (deviation === undefined) return []
  const { at } = deviation.edit
  const list = at.slice(0, at.indexOf(0))
  const later = moved(deviation, MANY - 1)
  const inList =
    (length: number, { edit }: Deviation): FaultPosition['body'] =>
    (session, operation) =>
      session.message(operation, [{ operator: 'resize', at: list, length }, edit])
  return [
    {
      name: 'only-item',
      title: `rejects ${titleOfDeviation(deviation)} in a list of one item`,
      deviation,
      body: inList(1, deviation),
    },
    {
      name: 'last-of-many',
      title: `rejects ${titleOfDeviation(later)} in the last of ${MANY} items`,
      deviation: later,
      body: inList(MANY, later),
    },
  ]
}

/** The same invalid value in a later item. */
function moved(deviation: Deviation, index: number): Deviation {
  const at = deviation.edit.at.map((segment) => (segment === 0 ? index : segment))
  return { ...deviation, pointer: formatPointer(at), edit: { ...deviation.edit, at } }
}

/** An invalid value outside of lists, in a message that contains required properties only. */
function inMinimal(deviations: readonly Deviation[]): FaultPosition[] {
  const missing = deviations.filter(({ kind }) => kind === 'missing')
  // The outermost are there, whatever a minimal message leaves out.
  const depth = Math.min(...missing.map(({ edit }) => edit.at.length))
  const outermost = missing.filter(({ edit }) => edit.at.length === depth)
  const deviation = plainest(outermost.filter(({ edit }) => edit.at.every(isName))) ?? outermost[0]
  if (deviation === undefined) return []
  return [
    {
      name: 'minimal',
      title: `rejects ${titleOfDeviation(deviation)} in a message of required properties only`,
      deviation,
      body: (session, operation) =>
        applyEdits(session.options.messagesOf(operation).message('minimal', 1), [
          ...session.state(operation).workaround.filter(({ operator }) => operator === 'set'),
          deviation.edit,
        ]),
    },
  ]
}

/** A required property of a closed object under another spelling of its name: it is missing, and an unknown one is there. */
function renamedProperty(deviations: readonly Deviation[]): FaultPosition[] {
  const closed = new Set(
    deviations
      .filter(({ kind }) => kind === 'unknown-member')
      .map(({ edit }) => formatPointer(edit.at.slice(0, -1))),
  )
  const candidates = deviations.filter(
    ({ kind, edit }) =>
      kind === 'missing' &&
      edit.operator === 'remove' &&
      // A later item may have been omitted because the endpoint rejects two.
      edit.at.every((segment) => segment === 0 || isName(segment)) &&
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
    title: `rejects ${other} in place of ${toField(deviation.edit.at)}`,
    deviation,
    body: (session, operation) => renamed(session.message(operation), deviation.edit.at, other),
  }))
}

/** An invalid value in a message that is not written as usual. */
function inOtherEncodings(own: Operation, deviations: readonly Deviation[]): FaultPosition[] {
  const deviation = plainest(deviations)
  if (deviation === undefined) return []
  return encodingsValidatedSeparately(own).map((encoding) => ({
    name: `written-${encoding.name}`,
    title: `rejects ${titleOfDeviation(deviation)} ${encoding.place}`,
    deviation,
    body: (session, operation) => session.message(operation, [deviation.edit]),
    encoding,
  }))
}

function renamed(body: unknown, at: readonly Segment[], name: string): unknown {
  const around = valueAt(body, at.slice(0, -1))
  const own = String(at.at(-1))
  if (!isRecord(around)) return body
  const properties = Object.entries(around).map(([key, value]) => [key === own ? name : key, value])
  return applyEdits(body, [
    { operator: 'set', at: at.slice(0, -1), value: Object.fromEntries(properties) },
  ])
}

function isName(segment: Segment): boolean {
  return typeof segment === 'string'
}

/** A missing property before one of another type, and nothing deeper than it has to be. */
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
