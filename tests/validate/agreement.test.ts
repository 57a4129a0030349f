import { beforeAll, describe, expect, test } from 'vitest'
import { createAjv } from '../../src/contract/compile.ts'
import {
  type Contract,
  essenceOf,
  loadContract,
  type Operation,
  type Reading,
  READINGS,
} from '../../src/contract/index.ts'
import { createRandom, isRecord, type Random } from '../../src/core/index.ts'
import { applyEdit, createMessages } from '../../src/messages/index.ts'
import { compileWalk, type Walk } from '../../src/validate/walker/compile.ts'
import { generateWalker } from '../../src/validate/walker/generate.ts'

const MESSAGES = 100_000
const PADDING = 256

let contract: Contract
beforeAll(async () => {
  contract = await loadContract()
})

/** Every way in which this project judges a body, beside ajv without anything of ours but the formats. */
interface Paths {
  readonly operation: Operation
  readonly reading: Reading
  readonly plain: (body: unknown) => boolean
  readonly walk: Walk
}

function pathsOf(operation: Operation): Paths[] {
  return READINGS.map((reading) => {
    const schema = operation.schema(reading)
    const walk = compileWalk(generateWalker(schema))
    if (walk === undefined) throw new Error('no walker')
    return {
      operation,
      reading,
      plain: createAjv({ allErrors: true }).compile(essenceOf(schema) as object),
      walk,
    }
  })
}

function walks({ walk }: Paths, text: string): boolean {
  const length = Buffer.byteLength(text)
  const bytes = Buffer.alloc(length + PADDING)
  bytes.write(text)
  return walk(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0) === length
}

describe('the ways to judge a message agree', () => {
  test(`on ${MESSAGES} messages with random changes`, () => {
    const random = createRandom('agreement')
    const sources = contract.operations.map((operation) => ({
      paths: pathsOf(operation),
      bodies: bodiesOf(operation),
    }))
    let valid = 0
    let walked = 0
    for (let count = 0; count < MESSAGES; count++) {
      const { paths, bodies } = sources[count % sources.length]!
      const changed = changedText(bodies[random.integer(0, bodies.length - 1)], random)
      const path = paths[count % paths.length]!
      const body = parsed(changed)
      const verdict = body !== undefined && path.plain(body.value)
      if (verdict) valid++
      const isWalked = walks(path, changed)
      if (isWalked) walked++
      // A walker may doubt what is valid, and never passes what is not.
      if (isWalked && !verdict) expect.unreachable(`walked ${path.reading} ${changed}`)
      if (body === undefined) continue
      const { operation, reading } = path
      if (operation.accepts(body.value, reading) !== verdict) expect.unreachable(changed)
      if (count % 10 === 0 && (operation.validate(body.value, reading).length === 0) !== verdict) {
        expect.unreachable(changed)
      }
    }
    // Both verdicts are common, and the walker does most of its work itself.
    expect(valid).toBeGreaterThan(MESSAGES / 10)
    expect(valid).toBeLessThan(MESSAGES * 0.9)
    expect(walked).toBeGreaterThan(valid * 0.5)
  }, 120_000)

  test('on every variation and, with the deviation’s own record, on every deviation', () => {
    let judged = 0
    for (const operation of contract.operations) {
      const messages = createMessages(operation)
      const full = messages.message('full', 2)
      const [published, intended] = pathsOf(operation)
      for (const { edit, id } of messages.variations()) {
        const body = applyEdit(full, edit)
        expect([intended!.plain(body), operation.accepts(body, 'intended')], id).toEqual([
          true,
          true,
        ])
        judged++
      }
      for (const deviation of messages.deviations()) {
        const body = applyEdit(full, deviation.edit)
        const violations = operation.validate(body, 'published')
        expect(published!.plain(body), deviation.id).toBe(false)
        expect(walks(published!, JSON.stringify(body)), deviation.id).toBe(false)
        expect(
          violations.map(({ pointer, keyword }) => `${pointer} ${keyword}`),
          deviation.id,
        ).toContain(`${deviation.pointer} ${deviation.keyword}`)
        judged++
      }
    }
    expect(judged).toBeGreaterThan(500)
  })

  test('a walker passes every message that the sender sends, so that nothing is parsed twice', () => {
    for (const operation of contract.operations) {
      const messages = createMessages(operation)
      const [, intended] = pathsOf(operation)
      for (const extent of ['minimal', 'full'] as const) {
        for (const items of [1, 2, 50]) {
          const text = JSON.stringify(messages.message(extent, items))
          expect(walks(intended!, text)).toBe(true)
        }
      }
    }
  })
})

function bodiesOf(operation: Operation): unknown[] {
  const messages = createMessages(operation)
  const full = messages.message('full', 2)
  return [
    messages.message('minimal', 1),
    messages.message('full', 1),
    full,
    ...messages.variations().map(({ edit }) => applyEdit(full, edit)),
    ...messages.deviations().map(({ edit }) => applyEdit(full, edit)),
  ]
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
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
  '2016-12-31T23:59:60Z',
  [],
  [[]],
  {},
  { id: 1 },
] as const

/** The text of a body with none, one or two changes: to its values, to its layout, to its characters. */
function changedText(body: unknown, random: Random): string {
  let changed: unknown = body
  for (let edits = random.integer(0, 2); edits > 0; edits--) changed = withChange(changed, random)
  const indent = random.integer(0, 4) === 0 ? ' ' : undefined
  const text = JSON.stringify(changed, undefined, indent).replaceAll('\n', ' ')
  switch (random.integer(0, 7)) {
    case 0: {
      const at = random.integer(0, text.length)
      const piece = random.pick([
        '',
        '"',
        ',',
        ':',
        '0',
        '\\',
        '}',
        '{',
        ' ',
        'é',
        '\u0000',
        '\\u0041',
        '\\u00ag',
        '\\u00\u00110',
      ])
      return text.slice(0, at) + piece + text.slice(at + random.integer(0, 1))
    }
    case 1: {
      // One more member of the same name, or the name written with an escape.
      return text.replace(
        /"(\w)(\w+)":/,
        random.pick(['"$1$2":null,"$1$2":', '"\\u00$1$2":', '"$1$2" : ']),
      )
    }
    case 2: {
      return text.replace(
        /:(\d+)/,
        random.pick([':$1.0', ':$1e2', ':0$1', ':-$1', ':$1.5', ':$10000000000000000']),
      )
    }
    default: {
      return text
    }
  }
}

/** A copy with one member or item, at a random depth, replaced, removed or added. */
function withChange(value: unknown, random: Random): unknown {
  const entries = isRecord(value) || Array.isArray(value) ? Object.entries(value) : []
  if (entries.length === 0) return strange(random)
  const [name, child] = entries[random.integer(0, entries.length - 1)]!
  const isDeep = typeof child === 'object' && child !== null && random.integer(0, 3) > 0
  const changed = isDeep ? withChange(child, random) : strange(random)
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? changed : item))
  switch (isDeep ? 0 : random.integer(0, 3)) {
    case 1: {
      return Object.fromEntries(entries.filter(([other]) => other !== name))
    }
    case 2: {
      return {
        ...Object.fromEntries(entries),
        [random.pick(['extra', '__proto', 'Id', 'toString', 'a"b'])]: strange(random),
      }
    }
    case 3: {
      return Object.fromEntries(entries.toReversed())
    }
    default: {
      return { ...Object.fromEntries(entries), [name]: changed }
    }
  }
}

function strange(random: Random): unknown {
  return STRANGE[random.integer(0, STRANGE.length - 1)]
}
