/**
 * The official JSON Schema test suite, draft 2020-12, through this project's validators. Its folder is that of
 * `JSON_SCHEMA_TEST_SUITE`, or where Debian's libtest-json-schema-acceptance-perl puts it; `.ci/run` fetches that package.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createAjv } from '../../src/contract/compile.ts'
import type { Schema } from '../../src/contract/index.ts'
import { createQuick } from '../../src/contract/quick.ts'
import { isRecord } from '../../src/core/index.ts'
import { compileWalk } from '../../src/validate/walker/compile.ts'
import { generateWalker } from '../../src/validate/walker/generate.ts'

const SUITE =
  process.env.JSON_SCHEMA_TEST_SUITE ??
  '/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance'
const DRAFT = join(SUITE, 'tests/draft2020-12')
const PADDING = 256

/** What ajv itself gets wrong: none of it is a keyword that this project adds or changes. */
const KNOWN: readonly { readonly file: RegExp; readonly group?: RegExp; readonly why: string }[] = [
  { file: /^dynamicRef\.json$/, why: '$dynamicRef is followed within one document only' },
  {
    file: /^ref\.json$/,
    group: /relative|URN/,
    why: '$id below $defs sends the compiler round in circles',
  },
  {
    file: /^unevaluatedItems\.json$/,
    group: /nested items|contains/,
    why: 'items that contains has seen count as not seen',
  },
  {
    file: /^unevaluatedProperties\.json$/,
    group: /then not defined/,
    why: 'if without then evaluates nothing',
  },
  {
    file: /^properties\.json$/,
    group: /Javascript object property/,
    why: '__proto__ as a name in properties is passed over',
  },
  { file: /^unknownKeyword\.json$/, why: '$id within unknown keywords is taken for one' },
  { file: /^vocabulary\.json$/, why: '$vocabulary is not read' },
  { file: /^optional\/cross-draft\.json$/, why: 'one instance knows one draft' },
  { file: /^optional\/format-assertion\.json$/, why: '$vocabulary is not read' },
  { file: /^optional\/ecmascript-regex\.json$/, group: /\\a/, why: 'V8 takes \\a for a' },
  { file: /^optional\/float-overflow\.json$/, why: 'numbers are doubles' },
  {
    file: /^optional\/format\/(?:email|idn-email|idn-hostname|iri|iri-reference)\.json$/,
    why: 'ajv-formats is approximate there, or has no check',
  },
]

interface Group {
  readonly description: string
  readonly schema: Schema
  readonly tests: readonly {
    readonly description: string
    readonly data: unknown
    readonly valid: boolean
  }[]
}

function jsonBelow(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
  return names.filter((name) => name.endsWith('.json')).toSorted()
}

const parsed = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8')) as unknown

const remotes = jsonBelow(join(SUITE, 'remotes'))
  .filter((name) => !/^draft(?!2020-12)|Draft4|Pre2019/.test(name))
  .map((name) => [`http://localhost:1234/${name}`, parsed(join(SUITE, 'remotes', name))] as const)

type Verdict = (data: unknown) => boolean

/** Plain ajv as this project sets it up; a schema that it cannot compile gives no verdict. */
function plainOf(schema: Schema): Verdict | undefined {
  const ajv = createAjv({ allErrors: true })
  for (const [id, remote] of remotes) {
    if (isRecord(remote)) ajv.addSchema(remote, id, undefined, false)
  }
  try {
    const validate = ajv.compile(schema)
    return (data) => validate(data)
  } catch {
    return undefined
  }
}

/** The ways that pass what is valid for certain, and leave everything else to ajv. */
function certainOf(schema: Schema): Verdict[] {
  const quick = createQuick(schema)
  const walk = compileWalk(generateWalker(schema))
  if (quick === undefined || walk === undefined) throw new Error('code cannot be made here')
  return [
    quick,
    (data) => {
      const text = JSON.stringify(data)
      const length = Buffer.byteLength(text)
      const bytes = Buffer.alloc(length + PADDING)
      bytes.write(text)
      return (
        walk(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0) === length
      )
    },
  ]
}

describe.skipIf(!existsSync(DRAFT))('the JSON Schema test suite', () => {
  test.each(jsonBelow(DRAFT))('%s', (name) => {
    const failed: string[] = []
    for (const { description, schema, tests } of parsed(join(DRAFT, name)) as Group[]) {
      const isKnown = KNOWN.some(
        ({ file, group }) => file.test(name) && group?.test(description) !== false,
      )
      const plain = plainOf(schema)
      const certain = certainOf(schema)
      for (const { description: about, data, valid } of tests) {
        if (plain?.(data) !== valid && !isKnown) failed.push(`${description}: ${about}`)
        // Formats that nobody here checks by code of ours are left to ajv, whose verdicts those are.
        if (!valid && certain.some((isValid) => isValid(data)))
          failed.push(`passed for certain: ${description}: ${about}`)
      }
    }
    expect(failed).toEqual([])
  })

  test('every failure that is explained does happen', () => {
    const explained = ({ file, group }: (typeof KNOWN)[number]): boolean =>
      jsonBelow(DRAFT)
        .filter((name) => file.test(name))
        .flatMap((name) => parsed(join(DRAFT, name)) as Group[])
        .filter(({ description }) => group?.test(description) !== false)
        .some(({ schema, tests }) => {
          const plain = plainOf(schema)
          return tests.some(({ data, valid }) => plain?.(data) !== valid)
        })
    expect(KNOWN.filter((known) => !explained(known))).toEqual([])
  })
})
