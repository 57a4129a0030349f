import type { SendVariation } from '../run/request.ts'

/** A body that no sender sends and everybody may send. */
export interface Hostile {
  readonly name: string
  readonly title: string
  /** Whether it is no JSON at all, so that at `strict` it has to get a 4xx. */
  readonly noJson: boolean
  readonly make: (json: string) => SendVariation
}

const utf8 = (text: string): Buffer => Buffer.from(text)

function hostile(
  name: string,
  title: string,
  make: (json: string) => Uint8Array,
  noJson = false,
): Hostile {
  return { name, title, noJson, make: (json) => ({ raw: make(json) }) }
}

/** What is no JSON whatever the message: a change that found no place, or the same thing in a body of its own. */
function changedOr(json: string, changed: string, instead: string): Buffer {
  return utf8(changed === json ? instead : changed)
}

/** The wrapper member's opening, so that members can be put into the object below it. */
const opening = /^\{"[^"]+":\{/

const HOSTILE: readonly Hostile[] = [
  hostile('empty-object', 'the body {}', () => utf8('{}')),
  hostile('empty-body', 'an empty body', () => utf8(''), true),
  hostile('no-json', 'a body that is no JSON', () => utf8('this is no JSON'), true),
  hostile(
    'truncated',
    'JSON that breaks off',
    (json) => utf8(json.slice(0, Math.floor(json.length / 2))),
    true,
  ),
  hostile(
    'lenient',
    'JSON with a comment and a comma too many',
    (json) => utf8(`/* order */ ${json.replace(/\}$/, ',}')}`),
    true,
  ),
  hostile(
    'single-quotes',
    'JSON in single quotes',
    (json) => changedOr(json, json.replaceAll('"', "'"), "{'text':'text'}"),
    true,
  ),
  hostile(
    'not-a-number',
    'NaN for a number',
    (json) => changedOr(json, json.replace(/:\d+,/, ':NaN,'), '{"number":NaN}'),
    true,
  ),
  hostile('trailing', 'JSON with something after it', (json) => utf8(`${json} and more`), true),
  hostile('deep', 'arrays nested 5,000 deep', () => utf8(`${'['.repeat(5000)}${']'.repeat(5000)}`)),
  hostile('deep-member', 'objects nested 2,000 deep in a member', (json) =>
    utf8(
      json.replace(
        opening,
        (start) => `${start}"nested":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)},`,
      ),
    ),
  ),
  hostile('proto', 'a member named __proto__', (json) =>
    utf8(json.replace(opening, (start) => `${start}"__proto__":{"polluted":true},`)),
  ),
  hostile('constructor', 'members named constructor and prototype', (json) =>
    utf8(
      json.replace(opening, (start) => `${start}"constructor":{"prototype":{"polluted":true}},`),
    ),
  ),
  hostile('duplicate-member', 'a member twice', (json) =>
    utf8(json.replace(opening, (start) => `${start}"id":1,`)),
  ),
  hostile('byte-order-mark', 'a byte order mark', (json) => utf8(`\uFEFF${json}`)),
  hostile('utf-16', 'UTF-16', (json) => Buffer.from(json, 'utf16le')),
  hostile('latin-1', 'bytes that are no UTF-8', (json) =>
    Buffer.from(
      json.replace(opening, (start) => `${start}"caf\u00E9":"\u00FF\u00FE",`),
      'latin1',
    ),
  ),
  hostile(
    'nul',
    'a NUL byte in a text',
    (json) =>
      changedOr(
        json,
        json.replace(opening, (start) => `${start}"nul":"\0",`),
        '{"nul":"\0"}',
      ),
    true,
  ),
  hostile('huge-number', 'a number of 400 digits', (json) =>
    utf8(json.replace(/:\d+,/, `:${'9'.repeat(400)},`)),
  ),
  hostile('lone-surrogate', 'half of a surrogate pair', (json) =>
    utf8(json.replace(opening, (start) => `${start}"half":"\\ud800",`)),
  ),
  {
    name: 'xml',
    title: 'XML',
    noJson: true,
    make: () => ({ raw: utf8('<order/>'), contentType: 'application/xml' }),
  },
  {
    name: 'text-plain',
    title: 'plain text',
    noJson: true,
    make: () => ({ raw: utf8('order shipped'), contentType: 'text/plain' }),
  },
  {
    name: 'form',
    title: 'a form',
    noJson: true,
    make: () => ({ raw: utf8('order=shipped'), contentType: 'application/x-www-form-urlencoded' }),
  },
  {
    name: 'no-content-type',
    title: 'a message without Content-Type',
    noJson: false,
    make: (json) => ({ raw: utf8(json), contentType: null }),
  },
  {
    name: 'odd-charset',
    title: 'an unknown charset',
    noJson: false,
    make: (json) => ({ raw: utf8(json), contentType: 'application/json; charset=x-unknown' }),
  },
  {
    name: 'odd-encoding',
    title: 'an unknown Content-Encoding',
    noJson: false,
    make: (json) => ({ raw: utf8(json), headers: [['Content-Encoding', 'x-unknown']] }),
  },
]

/**
 * Common frameworks hand an empty body, or one of another media type, on as an empty object. Whether that is accepted is
 * disputed (D1), so nobody is refused a certificate for it.
 */
export const READ_AS_NOTHING: ReadonlySet<string> = new Set([
  'empty-body',
  'xml',
  'text-plain',
  'form',
])

/** What the reader of JSON or HTTP meets before any operation does: each operation is sent some of them in turn. */
const READ_ALIKE: ReadonlySet<string> = new Set([
  'lenient',
  'single-quotes',
  'not-a-number',
  'trailing',
  'form',
  'xml',
  'text-plain',
  'no-content-type',
  'nul',
  'utf-16',
  'latin-1',
  'byte-order-mark',
  'odd-charset',
  'odd-encoding',
  'lone-surrogate',
  'duplicate-member',
])

/** The hostile bodies that one of several operations is sent. */
export function hostileBodies(turn: { readonly index: number; readonly of: number }): Hostile[] {
  let alike = 0
  return HOSTILE.filter(
    ({ name }) => !READ_ALIKE.has(name) || alike++ % turn.of === turn.index % turn.of,
  )
}
