import { parseJson } from '../../core/index.ts'
import type { RequestOptions } from '../run/request.ts'
import { withEscapes } from './encodings.ts'
import { ofTurn, type Turn } from './turn.ts'

/** A body that the sender never sends and anybody else may send. */
export interface HostileBody {
  readonly name: string
  /** For the title: «handles …», «rejects …». */
  readonly title: string
  /** Whether it is invalid JSON, so that at `strict` it has to get a 4xx. */
  readonly isNotJson: boolean
  /** Whether no serializer of any sender makes it, so that it is asked for above `compatible` only. */
  readonly isExtreme?: boolean
  readonly make: (json: string) => RequestOptions
}

const utf8 = (text: string): Buffer => Buffer.from(text)

function hostile(
  name: string,
  title: string,
  make: (json: string) => Uint8Array,
  isNotJson = false,
): HostileBody {
  return { name, title, isNotJson, make: (json) => ({ raw: make(json) }) }
}

function extreme(name: string, title: string, make: (json: string) => Uint8Array): HostileBody {
  return { ...hostile(name, title, make), isExtreme: true }
}

/** Invalid JSON whatever the message is: where the change finds nothing to change, a body of its own. */
function changedOr(json: string, changed: string, instead: string): Buffer {
  return utf8(changed === json ? instead : changed)
}

/** The opening of the wrapper property, after which properties can be inserted. */
const opening = /^\{"[^"]+":\{/

const HOSTILE: readonly HostileBody[] = [
  hostile('empty-object', 'the body {}', () => utf8('{}')),
  hostile('empty-body', 'an empty body', () => utf8(''), true),
  hostile('no-json', 'a body that is not JSON', () => utf8('this is no JSON'), true),
  hostile(
    'truncated',
    'truncated JSON',
    (json) => {
      const half = json.slice(0, Math.floor(json.length / 2))
      // Half of a number may be one, and of a single digit nothing remains: an optional body may be empty.
      return changedOr(json, half === '' || parseJson(half).ok ? json : half, '{"')
    },
    true,
  ),
  hostile(
    'lenient',
    'JSON with a comment and a trailing comma',
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
    'NaN in place of a number',
    (json) => changedOr(json, json.replace(/(?<!\\)":\d+,/, '":NaN,'), '{"number":NaN}'),
    true,
  ),
  hostile('trailing', 'JSON followed by other text', (json) => utf8(`${json} and more`), true),
  extreme('deep', 'arrays nested 5,000 deep', () => utf8(`${'['.repeat(5000)}${']'.repeat(5000)}`)),
  extreme('deep-member', 'objects nested 2,000 deep in a property', (json) =>
    utf8(
      json.replace(
        opening,
        (start) => `${start}"nested":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)},`,
      ),
    ),
  ),
  hostile('proto', 'a property named __proto__', (json) =>
    utf8(json.replace(opening, (start) => `${start}"__proto__":{"polluted":true},`)),
  ),
  hostile('constructor', 'properties named constructor and prototype', (json) =>
    utf8(
      json.replace(opening, (start) => `${start}"constructor":{"prototype":{"polluted":true}},`),
    ),
  ),
  hostile('duplicate-member', 'a duplicate property', (json) =>
    utf8(json.replace(opening, (start) => `${start}"id":1,`)),
  ),
  hostile('byte-order-mark', 'a byte order mark', (json) => utf8(`\uFEFF${json}`)),
  hostile('utf-16', 'UTF-16', (json) => Buffer.from(json, 'utf16le')),
  hostile('latin-1', 'bytes that are not valid UTF-8', (json) =>
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
  // JSON has capital letters in strings only.
  extreme('ascii-escapes', 'ASCII letters as \\u escapes', (json) =>
    utf8(withEscapes(json, /[A-Z]/g)),
  ),
  extreme('huge-number', 'a number of 400 digits', (json) =>
    utf8(json.replace(/:\d+,/, `:${'9'.repeat(400)},`)),
  ),
  hostile('lone-surrogate', 'an unpaired surrogate', (json) =>
    utf8(json.replace(opening, (start) => `${start}"half":"\\ud800",`)),
  ),
  {
    name: 'xml',
    title: 'XML',
    isNotJson: true,
    make: () => ({ raw: utf8('<order/>'), contentType: 'application/xml' }),
  },
  {
    name: 'text-plain',
    title: 'plain text',
    isNotJson: true,
    make: () => ({ raw: utf8('order shipped'), contentType: 'text/plain' }),
  },
  {
    name: 'form',
    title: 'a form',
    isNotJson: true,
    make: () => ({ raw: utf8('order=shipped'), contentType: 'application/x-www-form-urlencoded' }),
  },
  {
    name: 'no-content-type',
    title: 'a message without Content-Type',
    isNotJson: false,
    make: (json) => ({ raw: utf8(json), contentType: null }),
  },
  {
    name: 'odd-charset',
    title: 'an unknown charset',
    isNotJson: false,
    make: (json) => ({ raw: utf8(json), contentType: 'application/json; charset=x-unknown' }),
  },
  {
    name: 'odd-encoding',
    title: 'an unknown Content-Encoding',
    isNotJson: false,
    make: (json) => ({ raw: utf8(json), headers: [['Content-Encoding', 'x-unknown']] }),
  },
]

/**
 * Common frameworks pass an empty body, or one of another media type, on as an empty object. Whether that is accepted is
 * disputed (D1), so it prevents no certificate.
 */
export const READ_AS_EMPTY: ReadonlySet<string> = new Set([
  'empty-body',
  'xml',
  'text-plain',
  'form',
])

/** The parser of JSON or HTTP meets these before any operation does: each operation is sent some of them. */
const PARSED_ALIKE: ReadonlySet<string> = new Set([
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
export function hostileBodies(turn: Turn): readonly HostileBody[] {
  return ofTurn(HOSTILE, turn, ({ name }) => PARSED_ALIKE.has(name))
}
