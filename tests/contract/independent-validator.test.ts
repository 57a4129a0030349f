/** Messages with random changes: this project's verdict is that of a validator by others, on the document as it is written. */
// oxlint-disable-next-line import/no-unassigned-import -- it registers the formats
import '@hyperjump/json-schema/formats'
import {
  registerSchema,
  type SchemaObject,
  setShouldValidateFormat,
  validate,
} from '@hyperjump/json-schema/openapi-3-1'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  loadContract,
  type Operation,
  type Reading,
  READINGS,
  shippedContractPath,
} from '../../src/contract/index.ts'
import { createRandom, formatPointer, isRecord, type Random } from '../../src/core/index.ts'
import { applyEdit, createMessages } from '../../src/messages/index.ts'

const MESSAGES = 20_000

/** An operation with the verdicts of the other validator on its body. */
interface Judged {
  readonly operation: Operation
  readonly others: Readonly<Record<Reading, (body: unknown) => boolean>>
}

let judged: readonly Judged[]

beforeAll(async () => {
  const contract = await loadContract()
  setShouldValidateFormat(true)
  const document: unknown = parse(readFileSync(shippedContractPath(), 'utf8'))
  const documents = { published: document, intended: intended(document) }
  for (const reading of READINGS) {
    registerSchema(documents[reading] as SchemaObject, addressOf(reading), DIALECT)
  }
  judged = await Promise.all(contract.operations.map(beside))
})

const DIALECT = 'https://spec.openapis.org/oas/3.1/dialect/base'
const addressOf = (reading: Reading): string => `https://contract.test/${reading}`

async function beside(operation: Operation): Promise<Judged> {
  const { path, method, mediaType } = operation
  const steps = ['paths', path, method.toLowerCase(), 'requestBody', 'content', mediaType, 'schema']
  const other = async (reading: Reading) => {
    const check = await validate(`${addressOf(reading)}#${encodeURI(formatPointer(steps))}`)
    return (body: unknown): boolean => check(body as Parameters<typeof check>[0]).valid
  }
  return {
    operation,
    others: { published: await other('published'), intended: await other('intended') },
  }
}

/** The document with what its disputed rules add: derived here once more, so that the project's way is judged, too. */
function intended(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(intended)
  if (!isRecord(value)) return value
  const { 'x-disputed': rules, ...rest } = value
  const schema = Object.fromEntries(
    Object.entries(rest).map(([name, each]) => [name, intended(each)]),
  )
  for (const { intended: added } of Array.isArray(rules) ? (rules as Disputed[]) : []) {
    const { required = [], ...others } = added
    const known = Array.isArray(schema.required) ? (schema.required as string[]) : []
    Object.assign(
      schema,
      others,
      required.length === 0 ? {} : { required: [...known, ...required] },
    )
  }
  return schema
}

interface Disputed {
  readonly intended: Readonly<Record<string, unknown>> & { readonly required?: readonly string[] }
}

describe('this project and another validator agree', () => {
  it(`on ${MESSAGES} messages with random changes, in both readings`, () => {
    const random = createRandom('agreement')
    const sources = judged.map((each) => ({ ...each, ...bodiesOf(each.operation) }))
    const valid = { published: 0, intended: 0 }
    for (let count = 0; count < MESSAGES; count++) {
      const { operation, others, sent, broken } = sources[count % sources.length]!
      const body = changed(random.pick(random.integer(0, 3) === 0 ? broken : sent), random)
      for (const reading of READINGS) {
        const isValid = others[reading](body)
        if (isValid) valid[reading]++
        const verdicts = [operation.accepts(body, reading)]
        // What explains takes longer, and begins with what decides.
        if (count % 8 === 0) verdicts.push(operation.validate(body, reading).length === 0)
        if (verdicts.includes(!isValid)) {
          expect.unreachable(`${reading} reading, ${String(isValid)}: ${JSON.stringify(body)}`)
        }
      }
    }
    // Both verdicts are common in both readings, and the readings differ.
    expect(valid.intended).toBeGreaterThan(MESSAGES / 4)
    expect(valid.published).toBeGreaterThan(valid.intended + MESSAGES / 50)
    expect(valid.published).toBeLessThan(MESSAGES * 0.8)
  }, 60_000)

  it('on every variation and, with the deviation’s own record, on every deviation', () => {
    let count = 0
    for (const { operation, others } of judged) {
      const messages = createMessages(operation)
      const full = messages.message('full', 2)
      for (const { edit, id } of messages.variations()) {
        const body = applyEdit(full, edit)
        expect([others.intended(body), operation.accepts(body, 'intended')], id).toEqual([
          true,
          true,
        ])
        count++
      }
      for (const deviation of messages.deviations()) {
        const body = applyEdit(full, deviation.edit)
        expect(others.published(body), deviation.id).toBe(false)
        expect(
          operation
            .validate(body, 'published')
            .map(({ pointer, keyword }) => `${pointer} ${keyword}`),
          deviation.id,
        ).toContain(`${deviation.pointer} ${deviation.keyword}`)
        count++
      }
    }
    expect(count).toBeGreaterThan(500)
  })
})

type Bodies = readonly [unknown, ...unknown[]]

/** The messages that random changes begin with: the sender's, and those that break one rule each. */
function bodiesOf(operation: Operation): { sent: Bodies; broken: Bodies } {
  const messages = createMessages(operation)
  const full = messages.message('full', 2)
  return {
    sent: [
      messages.message('minimal', 1),
      messages.message('full', 1),
      full,
      ...messages.variations().map(({ edit }) => applyEdit(full, edit)),
    ],
    broken: [null, ...messages.deviations().map(({ edit }) => applyEdit(full, edit))],
  }
}

const STRANGE = [
  null,
  true,
  0,
  -0,
  1,
  -1,
  1.5,
  1e21,
  4_294_967_296,
  '',
  'text',
  'STANDARD',
  'standard',
  'Zoë 大阪 😀',
  '\ud800',
  'a"b\\c\n',
  '2026-01-05',
  '2026-01-05T09:12:44Z',
  '2026-01-05t09:12:44.5z',
  '2024-02-29T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-01-05T09:12:44+02:00',
  '2026-01-05T09:12:44',
  '2026-01-05 09:12:44Z',
  '2026-01-05T24:00:00Z',
  '2016-12-31T23:59:60Z',
  '2017-01-01T01:59:60.25+02:00',
  '2016-12-31T23:58:60Z',
  '2016-12-31T23:59:61Z',
  [],
  [[]],
  {},
  { id: 1 },
] as const

/** Of the contract, in other places, and others. */
const NAMES = [
  'id',
  'created_at',
  'client_identifier',
  'comments',
  'order_items',
  'packing_slip_identifier',
  'extra',
  'Id',
  '__proto',
  '__proto__',
  'toString',
  'constructor',
  'a"b',
] as const

/** A body with none, one or two changes; read from a text, in which numbers and names may be written in other ways. */
function changed(body: unknown, random: Random): unknown {
  let value: unknown = body
  for (let edits = random.integer(0, 2); edits > 0; edits--) value = withChange(value, random)
  const text = JSON.stringify(value)
  switch (random.integer(0, 9)) {
    case 0: {
      // One more property of the same name, or the name written with an escape.
      return parsed(
        text.replace(/"(\w)(\w+)":/, random.pick(['"$1$2":null,"$1$2":', '"\\u00$1$2":'])),
        value,
      )
    }
    case 1: {
      return parsed(
        text.replace(
          /:(\d+)/,
          random.pick([':$1.0', ':$1e2', ':-$1', ':$1.5', ':$10000000000000000']),
        ),
        value,
      )
    }
    default: {
      return JSON.parse(text) as unknown
    }
  }
}

function parsed(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return otherwise
  }
}

/** A copy with one property or item, at a random depth, replaced, removed or added. */
function withChange(value: unknown, random: Random): unknown {
  const entries = isRecord(value) || Array.isArray(value) ? Object.entries(value) : []
  if (entries.length === 0) return strange(random)
  const [name, child] = entries[random.integer(0, entries.length - 1)]!
  const isDeep = typeof child === 'object' && child !== null && random.integer(0, 3) > 0
  const replaced = isDeep ? withChange(child, random) : strange(random)
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? replaced : item))
  switch (isDeep ? 0 : random.integer(0, 3)) {
    case 1: {
      return Object.fromEntries(entries.filter(([other]) => other !== name))
    }
    case 2: {
      return {
        ...Object.fromEntries(entries),
        [random.pick(NAMES)]: strange(random),
      }
    }
    case 3: {
      return Object.fromEntries(entries.toReversed())
    }
    default: {
      return { ...Object.fromEntries(entries), [name]: replaced }
    }
  }
}

function strange(random: Random): unknown {
  return STRANGE[random.integer(0, STRANGE.length - 1)]
}
