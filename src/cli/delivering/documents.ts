import { HarnessError, type ParsedJson, parseRequestJson, withoutMark } from '../../core/index.ts'

export interface Document {
  readonly value: unknown
  /** `orders.json`, `orders.json[3]` or `orders.ndjson:12`. */
  readonly from: string
  /** The document's own bytes, or for an item of a list its JSON. */
  readonly bytes: Uint8Array
}

/**
 * What a file holds: one JSON document, the items of a list, or a document on each line (NDJSON), which are read one
 * at a time however many they are.
 *
 * @throws HarnessError INVALID_FILE
 */
export function* documentsIn(content: Uint8Array, name: string): Generator<Document> {
  const beginning = filledLines(content, name)
  const [first, second] = [beginning.next().value, beginning.next().value]
  if (first === undefined) throw noMessage(name)
  const whole =
    second !== undefined && parse(first.bytes).ok ? undefined : parse(withoutMark(content))
  if (whole?.ok === true) {
    yield* itemsOf(whole.value, content, name)
    return
  }
  // A broken document of many lines is no NDJSON: its own reason says more than its first line's.
  const isDocument = second === undefined || !(whole === undefined || parse(second.bytes).ok)
  for (const { bytes, from } of filledLines(content, name)) {
    const line = parse(bytes)
    if (!line.ok) {
      throw new HarnessError('INVALID_FILE', `${name} is neither JSON nor NDJSON.`, {
        where: isDocument ? name : from,
        found: whole !== undefined && isDocument ? whole.reason : line.reason,
        next: 'correct it; nothing was sent',
      })
    }
    yield { value: line.value, from, bytes }
  }
}

function* itemsOf(value: unknown, content: Uint8Array, name: string): Generator<Document> {
  if (!Array.isArray(value)) {
    yield { value, from: name, bytes: withoutMark(content) }
    return
  }
  if (value.length === 0) throw noMessage(name)
  for (const [index, item] of value.entries() as ArrayIterator<[number, unknown]>) {
    const from = `${name}[${index}]`
    yield { value: item, from, bytes: jsonBytes(item, from) }
  }
}

/**
 * A value as JSON.
 * @throws HarnessError INVALID_FILE when it is nested too deeply to be handled
 */
export function jsonBytes(value: unknown, from: string): Uint8Array {
  return notTooDeep(from, () => Buffer.from(JSON.stringify(value)))
}

/** @throws HarnessError INVALID_FILE in the place of a stack that overflows */
export function notTooDeep<T>(from: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new HarnessError('INVALID_FILE', `${from} is nested too deeply to be a message.`, {
      found: cause.message,
      next: 'correct it; nothing was sent',
      cause,
    })
  }
}

function noMessage(name: string): HarnessError {
  return new HarnessError('INVALID_FILE', `${name} holds no message.`, {
    expected: 'a JSON document, a list of them, or NDJSON with one on a line',
  })
}

const LINE_FEED = 10
const BLANKS = new Set([9, 13, 32])

/** Lines with something on them, without the blanks around it. */
function* filledLines(
  content: Uint8Array,
  name: string,
): Generator<{ readonly bytes: Uint8Array; readonly from: string }, undefined> {
  const bytes = withoutMark(content)
  let number = 0
  for (let start = 0; start < bytes.length; number++) {
    const found = bytes.indexOf(LINE_FEED, start)
    let [from, to] = [start, found === -1 ? bytes.length : found]
    start = to + 1
    while (from < to && BLANKS.has(bytes[from] ?? 0)) from++
    while (to > from && BLANKS.has(bytes[to - 1] ?? 0)) to--
    if (to > from) yield { bytes: bytes.subarray(from, to), from: `${name}:${number + 1}` }
  }
}

function parse(bytes: Uint8Array): ParsedJson {
  return parseRequestJson(bytes)
}
