import { beforeAll, describe, expect, it } from 'vitest'
import { type Report, selfTest } from '../../src/certify/index.ts'
import type { Contract, Operation } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { compileFiles, compileText, rejectionOf } from '../support/contracts.ts'
import { acceptingEverything, certifyMock } from '../support/own-mock.ts'
import { OPERATIONS } from './variations/operations.ts'
import { PARAMETERS } from './variations/parameters.ts'
import { PRESENCE } from './variations/presence.ts'
import { REFERENCES } from './variations/references.ts'
import { REJECTED } from './variations/rejected.ts'
import { STRUCTURES } from './variations/structures.ts'
import { OF_THREE_ZERO } from './variations/three-zero.ts'
import { VALUES } from './variations/values.ts'
import { together } from './variations/variation.ts'

/** Documents of which only the schemas of bodies are unusual: judged as operations of one, which takes half as long. */
const SCHEMAS = [
  ['values', VALUES, undefined],
  ['values of 3.0', OF_THREE_ZERO, '3.0.3'],
  ['structures', STRUCTURES, undefined],
  ['properties', PRESENCE, undefined],
] as const

describe.each(SCHEMAS)('a document with %s', (_kind, table, version) => {
  let contract: Contract
  let own: Report
  let accepting: Report
  beforeAll(async () => {
    contract = await compileFiles(together(table, version).files)
    own = await certifyMock(contract)
    accepting = await certifyAccepting(contract)
  }, 300_000)

  it('is certified as a whole', () => {
    expect(failuresOf(own)).toEqual([])
    expect(own.verdict).toBe('certified')
  })

  it.each(
    [...Object.entries(table).entries()].map(
      ([index, [name, each]]) => [name, index, each] as const,
    ),
  )(
    'such as %s judges bodies as the specification says, tests every rule, and finds what accepts everything',
    (_name, index, { valid = [], invalid = [], notTested = [], withoutRules = [] }) => {
      const id = `shelf_${index}`
      expect(judgedBy(contract.operation(id), [...valid, ...invalid])).toEqual([
        ...valid.map(() => true),
        ...invalid.map(() => false),
      ])
      expect(untestedIn(own, id)).toEqual(notTested)
      const isFailing = accepting.checks.some(
        (check) => check.status === 'failed' && check.operation === id,
      )
      expect(isFailing).toBe(withoutRules.length === 0)
    },
  )
})

const DOCUMENTS = Object.entries({ ...REFERENCES, ...OPERATIONS, ...PARAMETERS })

describe.each(DOCUMENTS)('a document with %s', (_name, variation) => {
  const { valid = [], invalid = [], notTested = [], excluded = [], unsentSchemes = [] } = variation
  let contract: Contract

  it('is loaded, and its bodies are judged as the specification says', async () => {
    contract = await compileFiles(variation.files)
    expect(judgedBy(contract.operations[0], [...valid, ...invalid])).toEqual([
      ...valid.map(() => true),
      ...invalid.map(() => false),
    ])
    expect(contract.excluded.map(({ id }) => id)).toEqual(excluded)
  })

  it('certifies its own mock, with every rule tested or known to be out of reach', async () => {
    const report = await certifyMock(contract)
    expect(failuresOf(report)).toEqual([])
    expect(report.verdict).toBe('certified')
    const lines = report.excluded ?? []
    expect(lines).toHaveLength(excluded.length + unsentSchemes.length)
    const named = lines.flatMap((line) => /^The security scheme (\S+)/.exec(line)?.[1] ?? [])
    expect(named.toSorted()).toEqual(unsentSchemes.toSorted())
    expect(untestedIn(report)).toEqual(notTested)
  })

  it('does not certify what accepts every body, at any operation that has a rule', async () => {
    const report = await certifyAccepting(contract)
    const failing = report.checks.flatMap(({ status, operation }) =>
      status === 'failed' ? [operation] : [],
    )
    const ruled = contract.operations
      .map(({ id }) => id)
      .filter((id) => variation.withoutRules?.includes(id) !== true)
    expect(new Set(failing)).toEqual(new Set(ruled))
  })
})

function judgedBy(operation: Operation | undefined, bodies: readonly unknown[]): unknown[] {
  return bodies.map((body) => operation?.accepts(body, 'published'))
}

function certifyAccepting(contract: Contract): Promise<Report> {
  return certifyMock(contract, { contract: acceptingEverything(contract) }, { only: ['DS-REF-*'] })
}

function failuresOf({ checks }: Report): string[] {
  return checks
    .filter(({ status }) => status === 'failed' || status === 'errored')
    .map(({ id, actual }) => `${id}: ${actual}`)
}

/** `POINTER KEYWORD` of the rules that were not tested. @param operation default: all */
function untestedIn({ rules }: Report, operation?: string): string[] | undefined {
  return rules?.notTested
    .filter((rule) => operation === undefined || rule.operation === operation)
    .map(({ pointer, keyword }) => `${pointer} ${keyword}`)
}

/** Of each document: all of them take minutes. */
const STUBS = 2

it.each(Object.entries({ ...STRUCTURES, ...PRESENCE }))(
  'the self-test names what is wrong with stubs of a document with %s',
  async (_name, { files, missed: known = [] }) => {
    const contract = await compileFiles(files)
    const { missed } = await selfTest({ contract, clock: systemClock, most: STUBS, seed: '1' })
    expect(missed.map(({ name }) => name)).toEqual(known)
  },
)

it.each(Object.entries(REJECTED))(
  'a document with %s is rejected for that fault',
  async (_name, [text, line, reason]) => {
    const { code, message, details } = await rejectionOf(compileText(text))
    expect(code).toBe('CONTRACT_BROKEN')
    expect(`${message} ${details.found}`).toMatch(reason)
    expect(details.where).toBe(`contract.yaml:${line}`)
  },
)
