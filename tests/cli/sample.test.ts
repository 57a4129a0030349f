import { describe, expect, it } from 'vitest'
import { type Operation, shippedContract } from '../../src/contract/index.ts'
import { runMain } from '../support/run-main.ts'

const OPERATIONS = shippedContract().operations.map(({ id }) => id)
const [FIRST = ''] = OPERATIONS

/** One parsed value for each line that the command prints. */
async function lines(...args: readonly string[]): Promise<unknown[]> {
  const { stdout, stderr, exitCode } = await runMain(['sample', ...args])
  expect(stderr).toBe('')
  expect(exitCode).toBe(0)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

async function whole(...args: readonly string[]): Promise<string> {
  const { stdout, exitCode } = await runMain(['sample', ...args])
  expect(exitCode).toBe(0)
  return stdout
}

interface Shown {
  readonly id: string
  readonly operation: string
  readonly kind: string
  readonly pointer: string
  readonly rulePointer: string
  readonly sentence: string
  readonly body: unknown
  readonly keyword?: string
}

function violationsOf(operation: Operation, body: unknown): unknown[] {
  return operation.validate(body, 'intended')
}

/** The deepest list in a body. */
function listIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value)
    .map(listIn)
    .reduce((longest, list) => (list.length > longest.length ? list : longest), [])
}

describe.each(OPERATIONS)('dropship sample %s', (id) => {
  const operation = shippedContract().operation(id)

  it.each(['full', 'minimal', 'example'])('--variant %s prints a valid message', async (name) => {
    const body: unknown = JSON.parse(await whole(id, '--variant', name))
    expect(violationsOf(operation, body)).toEqual([])
  })

  it('--count prints so many valid messages, one a line, each with identifiers of its own', async () => {
    const bodies = await lines(id, '--count', '3')
    expect(bodies).toHaveLength(3)
    for (const body of bodies) expect(violationsOf(operation, body)).toEqual([])
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(3)
  })

  it('--variants prints valid messages only, each with what it is', async () => {
    const variants = (await lines(id, '--variants')) as Shown[]
    expect(variants.length).toBeGreaterThan(20)
    expect(new Set(variants.map((variant) => variant.id)).size).toBe(variants.length)
    for (const variant of variants) {
      expect(violationsOf(operation, variant.body), variant.id).toEqual([])
      expect(variant.operation).toBe(id)
      expect(variant.sentence).not.toBe('')
    }
    const [one] = variants
    const body: unknown = JSON.parse(await whole(id, '--variant', one?.id ?? ''))
    expect(violationsOf(operation, body)).toEqual([])
  })

  it('--deviations prints invalid messages only, each breaking the rule it names', async () => {
    const deviations = (await lines(id, '--deviations')) as Shown[]
    expect(deviations.length).toBeGreaterThan(20)
    for (const deviation of deviations) {
      const found = operation.validate(deviation.body, 'published')
      expect(
        found.map(({ keyword }) => keyword),
        deviation.id,
      ).toContain(deviation.keyword)
      // A wrong type is outside an enum too: more rules may be named, but at no other place.
      expect(new Set(found.map(({ pointer }) => pointer))).toEqual(new Set([deviation.pointer]))
    }
  })

  it('--items decides how long lists are', async () => {
    const body: unknown = JSON.parse(await whole(id, '--items', '4'))
    expect(listIn(body)).toHaveLength(4)
    expect(violationsOf(operation, body)).toEqual([])
  })
})

describe('dropship sample', () => {
  it('prints the same for the same seed, and other identifiers for another', async () => {
    const [first, again, other] = await Promise.all(
      ['7', '7', '8'].map((seed) => whole(FIRST, '--seed', seed)),
    )
    expect(first).toBe(again)
    expect(first).not.toBe(other)
  })

  it('prints a single message over several lines, for people', async () => {
    expect((await whole(FIRST)).split('\n').length).toBeGreaterThan(10)
  })

  it.each([
    ['--count', '3'],
    ['--variants', undefined],
    ['--deviations', undefined],
  ])('%s prints one JSON document with --json, of what it prints without', async (flag, value) => {
    const args = [FIRST, flag, ...(value === undefined ? [] : [value])]
    expect(JSON.parse(await whole(...args, '--json'))).toEqual(await lines(...args))
  })

  it.each(['--variants', '--deviations'])('%s has lists as long as --items says', async (flag) => {
    const shown = (await lines(FIRST, flag, '--items', '4')) as Shown[]
    expect(Math.max(...shown.map((each) => listIn(each.body).length))).toBeGreaterThanOrEqual(4)
  })

  it('takes messages from another contract', async () => {
    const body: unknown = JSON.parse(
      await whole('issue_token', '--contract', 'openapi/client-auth.yaml', '--variant', 'minimal'),
    )
    expect(body).toEqual({ grant_type: 'client_credentials' })
  })

  it.each<[readonly string[], RegExp, RegExp]>([
    [[], /The operation is missing/, /run dropship sample/],
    [['drop_shipment_confirmatoin'], /no operation/, /did you mean drop_shipment_confirmation\?/],
    [[FIRST, '--variant', 'ful'], /Unknown variant "ful"/, /did you mean "full"\?/],
    [[FIRST, '--count', '0'], /--count/, /"0"/],
    [[FIRST, '--count', 'many'], /--count/, /"many"/],
    [[FIRST, '--items=-1'], /--items/, /"-1"/],
    [[FIRST, '--count', '1e9'], /--count/, /"1e9"/],
    [[FIRST, '--deviations', '--count', '3'], /'--deviations' cannot be used with/, /--help/],
    [[FIRST, '--deviations', '--variant', 'full'], /'--deviations' cannot be used with/, /--help/],
    [[FIRST, '--variants', '--deviations'], /'--variants' cannot be used with/, /--help/],
    [[FIRST, '--variants', '--count', '3'], /'--variants' cannot be used with/, /--help/],
  ])('%j is a usage error', async (args, sentence, detail) => {
    const { exitCode, stdout, stderr } = await runMain(['sample', ...args])
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(sentence)
    expect(stderr).toMatch(detail)
  })
})
