import { formatDuration } from '../../../../src/core/index.ts'
import { jsonLines } from './json-lines.ts'

type Headers = readonly (readonly [name: string, value: string])[]

/** One attempt, as far as it can be compared. */
export interface Compared {
  readonly startedAt: number
  readonly durationMs: number
  readonly status?: number
  readonly requestHeaders: Headers
  readonly requestBody: string
  readonly responseHeaders: Headers
  readonly responseBody: string
}

/** What differs between two attempts; a side that lacks it is `undefined`. */
export interface AttemptDifference {
  readonly part: 'outcome' | 'request header' | 'request body' | 'response header' | 'response body'
  readonly name: string
  readonly left: string | undefined
  readonly right: string | undefined
}

/** Further ones are not listed. */
export const MOST_DIFFERENCES = 200
/** Of a value. Characters. */
const MOST_SHOWN = 300

/** What differs: status and time, headers by name, JSON bodies by pointer, other bodies as a whole. */
export function differencesBetween(left: Compared, right: Compared): readonly AttemptDifference[] {
  const sides = (read: (side: Compared) => ReadonlyMap<string, string>) =>
    [read(left), read(right)] as const
  return [
    ...differing('outcome', ...sides(outcomeOf)),
    ...differing('request header', ...sides((side) => headersOf(side.requestHeaders))),
    ...bodies('request body', left.requestBody, right.requestBody),
    ...differing('response header', ...sides((side) => headersOf(side.responseHeaders))),
    ...bodies('response body', left.responseBody, right.responseBody),
  ]
}

function outcomeOf({ status, durationMs }: Compared): ReadonlyMap<string, string> {
  return new Map([
    ['status', status === undefined ? 'no response' : String(status)],
    ['response time', formatDuration(durationMs)],
  ])
}

/** By name in lower case; several of one name are one value. */
function headersOf(headers: Headers): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const before = values.get(key)
    values.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return values
}

function bodies(part: AttemptDifference['part'], left: string, right: string): AttemptDifference[] {
  if (left === right) return []
  const [one, other] = [valuesOf(left), valuesOf(right)]
  if (one === undefined || other === undefined) {
    return [{ part, name: 'text', left: shown(left), right: shown(right) }]
  }
  const found = differing(part, one, other)
  if (found.length > 0) return found
  // The same values: white space or the order of properties.
  return [{ part, name: 'spelling', left: shown(left), right: shown(right) }]
}

/** The scalar values, and empty objects and lists, of a JSON text by their pointers, as they are written. */
function valuesOf(text: string): ReadonlyMap<string, string> | undefined {
  const lines = jsonLines(text)
  if (lines === undefined) return undefined
  const values = new Map<string, string>()
  for (const { pointer, tokens } of lines) {
    const own = tokens.filter(({ kind }) => kind !== 'name').map((token) => token.text)
    const value = own.join('').replace(/^: /, '').replace(/,$/, '')
    if (pointer !== undefined && value !== '{' && value !== '[') values.set(pointer, value)
  }
  return values
}

function differing(
  part: AttemptDifference['part'],
  left: ReadonlyMap<string, string>,
  right: ReadonlyMap<string, string>,
): AttemptDifference[] {
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const [one, other] = [left.get(name), right.get(name)]
    return one === other ? [] : [{ part, name, left: shown(one), right: shown(other) }]
  })
}

function shown(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}
