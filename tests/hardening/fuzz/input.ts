import * as fc from 'fast-check'

/** One change of a JSON tree. Places are fractions, so that a change suits every tree. */
interface TreeEdit {
  readonly at: number
  readonly change: 'replace' | 'remove' | 'nest' | 'rename' | 'repeat'
  readonly value: unknown
}

/** One change of the bytes that are written. */
interface ByteEdit {
  readonly at: number
  readonly change: 'insert' | 'overwrite' | 'remove' | 'repeat' | 'cut'
  readonly length: number
  readonly bytes: string
}

/** An input before it is written: a base with changes of its tree, then of its bytes. */
export interface FuzzInput {
  readonly base: number
  readonly tree: readonly TreeEdit[]
  readonly bytes: readonly ByteEdit[]
}

const deep = (levels: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

/** Values that programs stumble over. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  0.1,
  9_007_199_254_740_992,
  '',
  ' ',
  '\0',
  'x'.repeat(70_000),
  '\uD800',
  '\u202E\u2066',
  '\u001B]0;x\u0007\u001B[2J',
  '\r\nX: y',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '/dev/zero',
  'file:///etc/passwd',
  'http://[::1',
  '99999999999999999999',
  '2026-02-30T25:61:61Z',
  `${'a'.repeat(40)}!`,
  '^(a+)+$',
  '%00%ff',
  '${jndi:x}',
  [],
  {},
  { ['__proto__']: { polluted: true } },
  { constructor: { prototype: { polluted: true } } },
  Array.from({ length: 2000 }, (_, index) => index),
  Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, index])),
  deep(50),
  deep(3000),
]

const fraction = fc.double({ min: 0, max: 0.999_999, noNaN: true })

const treeEdit: fc.Arbitrary<TreeEdit> = fc.record({
  at: fraction,
  change: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'nest', 'rename', 'repeat'),
  value: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...HOSTILE) }, fc.jsonValue()),
})

/** Pieces that mean something to a parser: JSON, YAML, HTTP, text encodings. */
const TOKENS: readonly string[] = [
  '\0',
  '\n',
  '\r\n',
  '\r\n\r\n',
  '\t',
  '"',
  '{',
  '}',
  '[[[[[[[[',
  ']',
  ',',
  ':',
  '\\u0000',
  '\\',
  '1e999',
  '-',
  '\u00EF\u00BB\u00BF',
  '\u00FF\u00FE',
  '\u00C0\u0080',
  '&a ',
  '*a',
  '<<: *a\n',
  '!!js/function x',
  '!!binary x',
  '--- \n',
  '# ',
  '|\n',
  '%41',
  '%',
  '?a=b&a=c',
  'Transfer-Encoding: chunked\r\n',
  'Content-Length: 5\r\n',
  'Connection: close, content-length\r\n',
  'Expect: 100-continue\r\n',
  'Content-Encoding: gzip\r\n',
  'Content-Type: text/plain; charset=utf-16\r\n',
  'Upgrade: h2c\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  'ffffffff\r\n',
  '0\r\n\r\n',
]

/** Bytes as Latin-1 text, which a report can show. */
const byteEdit: fc.Arbitrary<ByteEdit> = fc.record({
  at: fraction,
  change: fc.constantFrom('insert', 'insert', 'overwrite', 'remove', 'repeat', 'cut'),
  length: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 2000 })),
  bytes: fc.oneof(
    fc.constantFrom(...TOKENS),
    fc
      .uint8Array({ minLength: 1, maxLength: 6 })
      .map((bytes) => Buffer.from(bytes).toString('latin1')),
  ),
})

/** Inputs over so many bases: a third as they are by their structure, a third by their bytes, a third by both. */
export function inputs(bases: number): fc.Arbitrary<FuzzInput> {
  const base = fc.nat(bases - 1)
  const tree = fc.array(treeEdit, { minLength: 1, maxLength: 4 })
  const bytes = fc.array(byteEdit, { minLength: 1, maxLength: 5 })
  const none = fc.constant([])
  return fc.oneof(
    fc.record({ base, tree, bytes: none }),
    fc.record({ base, tree: none, bytes }),
    fc.record({ base, tree, bytes }),
  )
}

type Container = unknown[] | Record<string, unknown>
interface Place {
  readonly within: Container
  readonly key: string
}

function placesIn(value: unknown, places: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return places
  const within = value as Container
  for (const key of Object.keys(within)) {
    places.push({ within, key })
    if (places.length < 2000) placesIn(valueAt({ within, key }), places)
  }
  return places
}

const valueAt = ({ within, key }: Place): unknown => (within as Record<string, unknown>)[key]

function put({ within, key }: Place, value: unknown): void {
  Object.defineProperty(within, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  })
}

function removeAt({ within, key }: Place): void {
  if (Array.isArray(within)) within.splice(Number(key), 1)
  else Reflect.deleteProperty(within, key)
}

/** The tree with its changes; what it was is unchanged. */
export function editedTree(tree: unknown, edits: readonly TreeEdit[]): unknown {
  const root = { root: structuredClone(tree) }
  for (const edit of edits) {
    const places = placesIn(root)
    const place = places[Math.floor(edit.at * places.length)]
    if (place !== undefined) change(place, edit)
  }
  return root.root
}

function change(place: Place, { change: how, value }: TreeEdit): void {
  const { within, key } = place
  switch (how) {
    case 'replace':
      put(place, value)
      return
    case 'nest':
      put(place, { [typeof value === 'string' ? value.slice(0, 40) : 'a']: [valueAt(place)] })
      return
    case 'repeat':
      if (Array.isArray(within)) within.push(...Array.from({ length: 20 }, () => valueAt(place)))
      else put({ within, key: `${key}2` }, valueAt(place))
      return
    case 'rename': {
      const old = valueAt(place)
      removeAt(place)
      put({ within, key: typeof value === 'string' ? value.slice(0, 40) : '0' }, old)
      return
    }
    case 'remove':
      if (key !== 'root') removeAt(place)
  }
}

/** The bytes with their changes. */
export function editedBytes(bytes: Buffer, edits: readonly ByteEdit[]): Buffer {
  let edited = bytes
  for (const { at, change: how, length, bytes: text } of edits) {
    const from = Math.floor(at * (edited.length + 1))
    const piece = Buffer.from(text, 'latin1')
    const [before, after] = [edited.subarray(0, from), edited.subarray(from)]
    const rest = after.subarray(length)
    edited = {
      insert: () => Buffer.concat([before, piece, after]),
      overwrite: () => Buffer.concat([before, piece, after.subarray(piece.length)]),
      remove: () => Buffer.concat([before, rest]),
      repeat: () => Buffer.concat([before, after.subarray(0, length), after]),
      cut: () => Buffer.from(before),
    }[how]()
  }
  return edited
}
