/**
 * The official JSON Schema test suite, draft 2020-12, through the doors that judge. Its folder is that of
 * `JSON_SCHEMA_TEST_SUITE`, or where Debian's libtest-json-schema-acceptance-perl puts it; `.ci/run` brings that package.
 */
import addFormatsModule from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Operation, Schema } from '../../src/contract/index.ts'
import { messageOf } from '../../src/core/index.ts'
import { compileFiles } from '../support/contracts.ts'
import { type Difference, DIFFERENCES, REJECTION } from './json-schema-differences.ts'

const SUITE =
  process.env.JSON_SCHEMA_TEST_SUITE ??
  '/usr/share/perl5/auto/share/dist/Test-JSON-Schema-Acceptance'
const DRAFT = join(SUITE, 'tests/draft2020-12')
const isThere = existsSync(DRAFT)

interface Group {
  readonly description: string
  readonly schema: Schema
  readonly tests: readonly {
    readonly description: string
    readonly data: unknown
    readonly valid: boolean
  }[]
}

const files = isThere
  ? readdirSync(DRAFT, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .toSorted()
  : []

const groupsOf = (file: string): Group[] =>
  JSON.parse(readFileSync(join(DRAFT, file), 'utf8')) as Group[]

/** A contract with one operation for each schema, which has a file of its own: its references begin at its root. */
async function operationsFor(schemas: readonly Schema[]): Promise<readonly Operation[]> {
  if (schemas.length === 0) return []
  const paths = schemas.map((_, index) => {
    const content = { 'application/json': { schema: { $ref: `${index}.json` } } }
    return [`/${index}`, { post: { requestBody: { content } } }] as const
  })
  const document = {
    openapi: '3.1.0',
    info: { title: 'Suite', version: '1' },
    paths: Object.fromEntries(paths),
  }
  const texts = schemas.map((schema, index) => [`${index}.json`, JSON.stringify(schema)] as const)
  const contract = await compileFiles({
    'contract.yaml': JSON.stringify(document),
    ...Object.fromEntries(texts),
  })
  return contract.operations
}

/** One verdict of both doors. */
function verdictOf(operation: Operation, body: unknown): boolean {
  const isValid = operation.accepts(body, 'published')
  expect(operation.validate(body, 'published').length === 0).toBe(isValid)
  return isValid
}

/** Ajv as it comes, with the formats package that goes with it; compiled when it is first asked. */
function plainAjv(schema: Schema): (data: unknown) => boolean {
  let compiled: ((data: unknown) => boolean) | undefined
  return (data) => (compiled ??= compiledPlain(schema))(data)
}

function compiledPlain(schema: Schema): (data: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, logger: false })
  // The package is CommonJS: its default export arrives wrapped.
  const addFormats = addFormatsModule as unknown as (target: Ajv2020) => void
  addFormats(ajv)
  return ajv.compile(schema)
}

/** Groups with their operations; those that refer to elsewhere are asked one by one, and omitted where they do not load. */
async function judged(file: string): Promise<(readonly [Group, Operation])[]> {
  const groups = groupsOf(file)
  const alone = groups.filter(({ schema }) =>
    /"\$(?:dynamicRef|ref":"(?!#["/]))/.test(JSON.stringify(schema)),
  )
  const together = groups.filter((group) => !alone.includes(group))
  const operations = await operationsFor(together.map(({ schema }) => schema))
  const found = together.map((group, index) => [group, operations[index]!] as const)
  for (const group of alone) {
    try {
      const [operation] = await operationsFor([group.schema])
      found.push([group, operation!])
    } catch (error) {
      expect(messageOf(error), group.description).toMatch(REJECTION)
    }
  }
  return found
}

const differ = new Set<Difference>()

it.each(files)('JSON Schema suite: %s', async (file) => {
  const unexplained: string[] = []
  for (const [{ description, schema, tests }, operation] of await judged(file)) {
    const acceptsAlone = plainAjv(schema)
    for (const { description: about, data, valid } of tests) {
      const isValid = verdictOf(operation, data)
      if (isValid === valid) continue
      const kind = isValid ? 'accepted' : 'rejected'
      const known = DIFFERENCES.find(
        (each) =>
          each.kind === kind && each.file.test(file) && each.group?.test(description) !== false,
      )
      if (known === undefined) unexplained.push(`${kind}: ${description}: ${about}`)
      else differ.add(known)
      // What is accepted and should not be is ajv's own doing: nothing of this project makes a schema weaker.
      if (isValid && !acceptsAlone(data)) unexplained.push(`ajv rejects ${description}: ${about}`)
    }
  }
  expect(unexplained).toEqual([])
})

/** Without the suite this is skipped, where its title says what is missing; in CI it fails. */
it.skipIf(!isThere && process.env.CI === undefined)(
  'JSON Schema suite: libtest-json-schema-acceptance-perl is installed, and each difference that is explained does happen',
  () => {
    expect(isThere, `${DRAFT} is a folder; .ci/run fetches it, or says why it cannot`).toBe(true)
    expect(DIFFERENCES.filter((each) => !differ.has(each))).toEqual([])
  },
)
