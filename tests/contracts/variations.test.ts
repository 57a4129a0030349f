import { describe, expect, it } from 'vitest'
import { selfTest } from '../../src/certify/index.ts'
import type { Contract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { compileFiles, compileText, rejectionOf } from '../support/contracts.ts'
import { acceptingEverything, certifyMock } from '../support/own-mock.ts'
import { OPERATIONS } from './variations/operations.ts'
import { REFERENCES } from './variations/references.ts'
import { REJECTED } from './variations/rejected.ts'
import { STRUCTURES } from './variations/structures.ts'
import { OF_THREE_ZERO, VALUES } from './variations/values.ts'

const VARIATIONS = Object.entries({
  ...VALUES,
  ...OF_THREE_ZERO,
  ...STRUCTURES,
  ...REFERENCES,
  ...OPERATIONS,
})

describe.each(VARIATIONS)('a document with %s', (_name, variation) => {
  const { valid = [], invalid = [], notTested = [], excluded = [], unsentSchemes = [] } = variation
  let contract: Contract

  it('is loaded, and its bodies are judged as the specification says', async () => {
    contract = await compileFiles(variation.files)
    const [operation] = contract.operations
    const judged = [...valid, ...invalid].map((body) => operation?.accepts(body, 'published'))
    expect(judged).toEqual([...valid.map(() => true), ...invalid.map(() => false)])
    expect(contract.excluded.map(({ id }) => id)).toEqual(excluded)
  })

  it('certifies its own mock, with every rule tested or known to be out of reach', async () => {
    const report = await certifyMock(contract)
    const failed = report.checks.filter(({ status }) => status === 'failed' || status === 'errored')
    expect(failed.map(({ id, actual }) => `${id}: ${actual}`)).toEqual([])
    expect(report.verdict).toBe('certified')
    const lines = report.excluded ?? []
    expect(lines).toHaveLength(excluded.length + unsentSchemes.length)
    const named = lines.flatMap((line) => /^The security scheme (\S+)/.exec(line)?.[1] ?? [])
    expect(named.toSorted()).toEqual(unsentSchemes.toSorted())
    const untested = report.rules?.notTested.map(({ pointer, keyword }) => `${pointer} ${keyword}`)
    expect(untested).toEqual(notTested)
  })

  it('does not certify what accepts every body, at any operation that has a rule', async () => {
    const report = await certifyMock(
      contract,
      { contract: acceptingEverything(contract) },
      { only: ['DS-REF-*'] },
    )
    const failing = report.checks.flatMap(({ status, operation }) =>
      status === 'failed' ? [operation] : [],
    )
    const ruled = contract.operations
      .map(({ id }) => id)
      .filter((id) => variation.withoutRules?.includes(id) !== true)
    expect(new Set(failing)).toEqual(new Set(ruled))
  })
})

/** Of each document: all of them take minutes. */
const STUBS = 2

it.each(Object.entries(STRUCTURES))(
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
