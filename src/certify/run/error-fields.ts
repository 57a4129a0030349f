import { errorFields } from '../../contract/index.ts'
import {
  escapeSegment,
  type Exchange,
  formatPointer,
  isRecord,
  jsonIn,
  parsePointer,
  textOf,
  toField,
} from '../../core/index.ts'
import { parseResponse } from './response.ts'

/**
 * Which place the fields of a response name: the invalid one, one around or within it, or another one of the message.
 * `other item` names the same field of another item; `unknown` names what is not in the message, as codes and labels do; `blank` names nothing but an empty text, `empty` lists
 * no error, `nothing` has no documented list at all.
 */
export type NamedPlace =
  | 'named'
  | 'near'
  | 'other'
  | 'other item'
  | 'unknown'
  | 'blank'
  | 'empty'
  | 'nothing'

export function namedPlaceOf(exchange: Exchange, pointer: string): NamedPlace {
  const fields = namedFields(exchange)
  if (fields === undefined) return listsNoError(exchange) ? 'empty' : 'nothing'
  if (fields.some((field) => namesPlace(field, pointer))) return 'named'
  if (fields.every((field) => field.trim() === '')) return 'blank'
  if (fields.some((field) => namesNear(field, pointer))) return 'near'
  const anyItem = formatPointer(withoutIndices(pointer.split('/').slice(1)))
  if (fields.some((field) => namesPlace(formatPointer(withoutIndices(stepsOf(field))), anyItem)))
    return 'other item'
  // What cannot be found in the message proves nothing about the reason of the rejection.
  const places = placesIn(sentBody(exchange))
  const isKnown = (field: string): boolean => places.some((place) => namesPlace(field, place))
  return fields.every(isKnown) ? 'other' : 'unknown'
}

function sentBody({ request: { body } }: Exchange): unknown {
  return body instanceof Uint8Array ? jsonIn(textOf(body)) : undefined
}

/** JSON Pointers of everything in a message; of long lists of the first items, which are like the others. */
function placesIn(value: unknown, pointer = ''): string[] {
  const within = Array.isArray(value)
    ? value.slice(0, LISTED).map((item: unknown, index) => [String(index), item] as const)
    : isRecord(value)
      ? Object.entries(value)
      : []
  const own = pointer === '' ? [] : [pointer]
  return [
    ...own,
    ...within.flatMap(([name, part]) => placesIn(part, `${pointer}/${escapeSegment(name)}`)),
  ]
}

const LISTED = 10

/** The fields that a response's `errors` name, in their own notation; `undefined` when it names none. */
export function namedFields(exchange: Exchange): readonly string[] | undefined {
  return errorFields(parseResponse(exchange).json)
}

/** Whether a 422 has the documented list of errors, with no field in it that could be corrected. */
function listsNoError(exchange: Exchange): boolean {
  const { json } = parseResponse(exchange)
  return (
    exchange.response?.status === 422 &&
    isRecord(json) &&
    Array.isArray(json.errors) &&
    json.errors.length === 0
  )
}

/**
 * Whether a field names the place at a pointer, in any of the notations in use: `shipment.carrier`, `$.shipment.carrier`,
 * `/shipment/carrier`, `shipment/carrier`, `shipment_items[0].quantity`, `shipment_items.0.quantity`. The path may leave out the wrapper, or
 * have more in front of it (`body.shipment.carrier`); indices may be missing.
 */
export function namesPlace(field: string, pointer: string): boolean {
  const found = stepsOf(field)
  const { steps, hasOdd, ways } = placeAt(pointer)
  if (steps.length === 0) return true
  if (hasOdd && isWrittenAs(field, steps)) return true
  if (found.length === 0) return false
  // A path with indices must have the correct ones.
  const plain = found.some(isIndex) ? undefined : withoutIndices(found)
  return ways.some(
    (way) => endsAlike(found, way.steps) || (plain !== undefined && endsAlike(plain, way.plain)),
  )
}

/** The place that a field may name. */
interface NamedPointer {
  readonly steps: readonly string[]
  readonly hasOdd: boolean
  /** The ways to read its names, each with and without indices. */
  readonly ways: readonly { readonly steps: readonly string[]; readonly plain: readonly string[] }[]
}

function readPlace(pointer: string): NamedPointer {
  const steps = parsePointer(pointer)
  const hasOdd = steps.some(isOdd)
  // A name that contains what separates names is read as several of them, too: `push.recipient`.
  const ways = hasOdd ? [steps, steps.flatMap((step) => stepsOf(step))] : [steps]
  return { steps, hasOdd, ways: ways.map((way) => ({ steps: way, plain: withoutIndices(way) })) }
}

/** A name that notations take apart, or for a mark of their own: `a/b`, `$`, `~c`, an empty one. */
function isOdd(step: string): boolean {
  return !/^[\w-]+$/.test(step)
}

/** Whether a field is a place as a stub writes it, or its pointer: nothing is read into names. */
function isWrittenAs(field: string, steps: readonly string[]): boolean {
  const withDots = field.replaceAll(/\[(\d+)\]/g, '.$1')
  return toField(steps) === withDots || formatPointer(steps) === field
}

/**
 * Whether a field names an object or list around the place, the whole message, or something within the place: near enough
 * for a person, though not what is invalid.
 */
export function namesNear(field: string, pointer: string): boolean {
  const found = stepsOf(field)
  if (found.length === 0 || WHOLE_BODY.has(field.trim().toLowerCase())) return true
  const wanted = pointer.split('/').slice(1)
  const around = wanted.slice(1).map((_, index) => `/${wanted.slice(0, index + 1).join('/')}`)
  const prefixes = found.slice(1).map((_, index) => formatPointer(found.slice(0, index + 1)))
  return (
    around.some((ancestor) => namesPlace(field, ancestor)) ||
    (wanted.length > 0 && prefixes.some((prefix) => namesPlace(prefix, pointer)))
  )
}

/** What validators call the message as a whole. */
const WHOLE_BODY: ReadonlySet<string> = new Set(['body', 'root', 'payload', 'request'])

function endsAlike(found: readonly string[], wanted: readonly string[]): boolean {
  const shorter = Math.min(found.length, wanted.length)
  for (let back = 1; back <= shorter; back++)
    if (found[found.length - back] !== wanted[wanted.length - back]) return false
  return shorter > 0
}

function isIndex(step: string): boolean {
  return /^\d+$/.test(step)
}

function withoutIndices(steps: readonly string[]): string[] {
  return steps.filter((step) => !isIndex(step) && step !== '*')
}

/** A run compares each of a hundred fields with each of a hundred places. */
const MOST_READ = 2000
const LONGEST_KEPT = 200

/** Reads a text once, unless it is long or there are too many. */
function keptByText<T>(read: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>()
  return (text) => {
    const known = kept.get(text) ?? read(text)
    if (text.length > LONGEST_KEPT) return known
    if (kept.size >= MOST_READ) kept.clear()
    kept.set(text, known)
    return known
  }
}

const stepsOf: (field: string) => readonly string[] = keptByText(readSteps)
const placeAt = keptByText(readPlace)

function readSteps(field: string): string[] {
  const path = field.trim().replace(/^#/, '')
  if (path.startsWith('/')) {
    return path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  if (/^[^.[\]]+\//.test(path)) return path.split('/')
  return path
    .replace(/^\$\.?/, '')
    .replaceAll(/\[['"]?([^\]'"]*)['"]?\]/g, '.$1')
    .split('.')
    .filter((step) => step !== '')
}
