import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileContract, loadContract } from '../../src/contract/index.ts'
import { mayBeSlow } from '../../src/contract/slow-patterns.ts'
import { folderForFile } from '../support/folder.ts'
import { runMeasured } from '../support/measured-cli.ts'
import { runMain } from '../support/run-main.ts'

/** What a contract of a stranger may cost: memory, time, and the files that it may read. */

const folder = folderForFile()
let written = 0

function write(name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

/** A contract with one operation whose body has this schema. */
function contractOf(schema: string, schemas = ''): string {
  return write(
    `contract-${(written += 1)}.yaml`,
    `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /x:
    post:
      operationId: op
      requestBody:
        required: true
        content: { application/json: { schema: ${schema} } }
      responses: { '200': { description: ok } }
${schemas === '' ? '' : `components:\n  schemas:\n${schemas}\n`}`,
  )
}

const range = (length: number): number[] => Array.from({ length }, (_, index) => index)
const ref = (name: string): string => `{ $ref: '#/components/schemas/${name}' }`

/** Each schema refers to the one before twice: what they describe doubles with every level. */
const dag = (levels: number): string =>
  contractOf(
    ref(`A${levels}`),
    [
      '    A0: { type: object, properties: { x: { type: string } } }',
      ...range(levels).map(
        (level) =>
          `    A${level + 1}: { type: object, properties: { l: ${ref(`A${level}`)}, r: ${ref(`A${level}`)} } }`,
      ),
    ].join('\n'),
  )

const flat = (properties: number): string =>
  contractOf(
    ref('Flat'),
    `    Flat:\n      type: object\n      properties:\n${range(properties)
      .map((index) => `        p${index}: { type: string }`)
      .join('\n')}`,
  )

const chain = (length: number): string =>
  contractOf(
    ref('C0'),
    range(length)
      .map((index) => `    C${index}: { type: object, properties: { x: ${ref(`C${index + 1}`)} } }`)
      .concat(`    C${length}: { type: string }`)
      .join('\n'),
  )

/** Each schema is composed of the one before. */
const composed = (levels: number): string =>
  contractOf(
    ref(`A${levels}`),
    [
      '    A0: { type: object, properties: { x: { type: string } } }',
      ...range(levels).map((level) => `    A${level + 1}: { allOf: [${ref(`A${level}`)}] }`),
    ].join('\n'),
  )

/** Milliseconds: what is bounded is CPU time, which a busy machine gives late. */
const BUSY = { timeout: 180_000 }

describe.concurrent('a contract that would grow without bound', BUSY, () => {
  it.each([
    ['doubles 12 times', dag(12), /more than 5000 schemas when its references are resolved/],
    ['doubles 60 times', dag(60), /more than 5000 schemas when its references are resolved/],
    ['has 20,000 properties', flat(20_000), /more than 5000 schemas/],
    ['refers on 3,000 times', chain(3000), /more than 200 schemas deep/],
    [
      'is nested 100,000 deep',
      contractOf(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      /thousands deep|is not valid YAML/,
    ],
  ])('is rejected with its line when it %s', async (_title, contract, sentence) => {
    const run = await runMeasured(['sample', 'op', '--contract', contract], { maxMiB: 250 })
    expect(run.output).toMatch(sentence)
    expect(run.output).toMatch(/contract-\d+\.yaml/)
    expect(run.exitCode).toBe(3)
    expect(run.peakMiB).toBeLessThan(250)
  })

  it.each([
    ['doubles ten times', dag(10)],
    ['has 4,000 properties', flat(4000)],
    ['has 50 levels of allOf', composed(50)],
  ])('is compiled within 300 MiB when it only %s', async (_title, contract) => {
    const run = await runMeasured(['sample', 'op', '--contract', contract], { maxMiB: 300 })
    expect(run.exitCode).toBe(0)
  })

  it.each([
    'minItems: 1000000000',
    'items: { type: array, minItems: 100000, items: { type: array, minItems: 100000 } }, minItems: 9999',
    'items: { type: string, minLength: 500000000, maxLength: 1000000000 }, minItems: 1',
    'items: { type: string, pattern: "^(?:(?:a{1000}){1000}){1000}$" }, minItems: 1',
    'items: { type: string, maxLength: 1000000000 }, maxItems: 1000000000',
  ])(
    'has messages of a bounded size or says that it has none, for a list with %s',
    async (rules) => {
      const bounded = rules.includes('items:') ? rules : `items: { type: string }, ${rules}`
      const contract = contractOf(`{ type: array, ${bounded} }`)
      const run = await runMeasured(['sample', 'op', '--contract', contract], { maxMiB: 300 })
      expect(run.output).toMatch(/^\[|No valid message of op can be made from its schema/)
      expect(run.exitCode).toBeOneOf([0, 3])
    },
  )
})

const SLOW = [
  '^(a+)+$',
  '^(a|a)*$',
  '(a*)*b',
  '^(a?){30}a{30}$',
  '^a*a*a*a*a*a*b$',
  'a*b',
  '(?=(a+)+$)',
  '^(\\w+)\\1$',
]
const QUICK = ['^a+$', '^[A-Z]{2}$', '^\\d{5}(-\\d{4})$', '^\\+?[0-9]{1,15}$', 'Z$', '^\\[[^\\]]*$']

describe('a pattern of a contract', () => {
  it.each(SLOW)('%s is watched', (pattern) => expect(mayBeSlow(pattern)).toBe(true))
  it.each(QUICK)('%s is not watched, and costs nothing more', (pattern) => {
    expect(mayBeSlow(pattern)).toBe(false)
  })

  it.each(SLOW.slice(0, 5))('%s ends within 100 ms of CPU time, and says so', async (pattern) => {
    const contract = await loadContract(
      contractOf(`{ type: object, properties: { p: { type: string, pattern: '${pattern}' } } }`),
    )
    const operation = contract.operation('op')
    operation.validate({ p: 1 }, 'published')
    const before = process.cpuUsage()
    const found = operation.validate({ p: `${'a'.repeat(50_000)}!` }, 'published')
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(150)
    expect(found).toHaveLength(1)
    expect(found[0]?.message).toMatch(
      /^(?:the body must match the contract's patterns within|p must)/,
    )
    expect(operation.validate({ p: 'aaa' }, 'published').length).toBeLessThan(2)
  })

  it('is watched in the names of properties, too', async () => {
    const patterns = "{ '^(a+)+$': { type: string } }"
    const contract = await loadContract(
      contractOf(`{ type: object, patternProperties: ${patterns} }`),
    )
    const body = { [`${'a'.repeat(40)}!`]: 1 }
    expect(contract.operation('op').accepts(body, 'published')).toBe(false)
  })
})

describe('a reference', () => {
  const outside = write('outside/part.yaml', 'type: object\n')
  const pointing = (file: string): string =>
    write(
      'inside/contract.yaml',
      `openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /x: { post: { operationId: op, requestBody: { content: { application/json: { schema: { $ref: '${file}' } } } }, responses: { default: { description: any } } } } }
`,
    )

  it.each(['../outside/part.yaml', '/etc/passwd', '/dev/zero', '%2e%2e/outside/part.yaml'])(
    'to %s does not leave the folder of the document',
    async (file) => {
      const { exitCode, stderr } = await runMain(['sample', 'op', '--contract', pointing(file)])
      expect(stderr).toContain('is outside the folder of the document')
      expect(stderr).toContain('--refs-within')
      expect(stderr).not.toContain('root:')
      expect(exitCode).toBe(3)
    },
  )

  it('does not leave it through a link either', async () => {
    const contract = pointing('link.yaml')
    symlinkSync(outside, join(folder, 'inside/link.yaml'))
    await expect(compileContract(contract)).rejects.toMatchObject({ code: 'CONTRACT_BROKEN' })
  })

  it('leads wherever --refs-within allows', async () => {
    const contract = pointing('../outside/part.yaml')
    const asked = ['sample', 'op', '--contract', contract, '--refs-within']
    expect((await runMain([...asked, folder])).exitCode).toBe(0)
    expect((await runMain([...asked, join(folder, 'inside')])).exitCode).toBe(3)
    const examining = ['certify-sender', '--list', '--contract', contract, '--refs-within']
    expect((await runMain([...examining, folder])).exitCode).toBe(0)
    expect((await runMain([...examining, join(folder, 'inside')])).exitCode).toBe(3)
    const loaded = await loadContract(contract, { refsWithin: folder })
    expect(loaded.refsWithin).toBe(folder)
  })
})
