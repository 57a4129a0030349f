import { beforeAll, describe, expect, it } from 'vitest'
import { certify } from '../../src/certify/index.ts'
import type { Contract } from '../../src/contract/index.ts'
import { HarnessError, systemClock } from '../../src/core/index.ts'
import { compileText, withPaths } from '../support/contracts.ts'

/** Two rules a property: its type and its length. */
const PROPERTIES = 400
const OPERATIONS = 8

function wide(index: number, count = PROPERTIES): object {
  const properties = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`p${at}`, { type: 'string', minLength: 1 }]),
  )
  return {
    operationId: `wide${index}`,
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { type: 'object', properties } } },
    },
    responses: { 204: { description: 'accepted' } },
  }
}

describe('a contract with more rules than one run can test', () => {
  let contract: Contract
  beforeAll(async () => {
    const paths = Array.from({ length: OPERATIONS }, (_, index) => [
      `/wide/${index}`,
      { post: wide(index) },
    ])
    contract = await compileText(withPaths(Object.fromEntries(paths) as Record<string, object>))
  })

  it('is rejected before anything is derived or sent, with operations that fit', async () => {
    const rejected: unknown = await certify({
      contract,
      url: 'http://127.0.0.1:9',
      credentials: { scheme: 'none' },
      clock: systemClock,
    }).catch((error: unknown) => error)
    expect(rejected).toBeInstanceOf(HarnessError)
    expect(rejected).toMatchObject({
      code: 'INVALID_OPTION',
      details: {
        expected: 'operations with 2,000 rules at most, together',
        found: '6,408 rules',
        next: expect.stringMatching(/--operations wide0,wide1$/) as string,
      },
    })
  })
})

it('an operation that has too many rules alone is rejected before its schema is compiled', async () => {
  const contract = await compileText(withPaths({ '/wide': { post: wide(0, 2000) } }))
  const rejected = certify({
    contract,
    url: 'http://127.0.0.1:9',
    credentials: { scheme: 'none' },
    clock: systemClock,
  })
  await expect(rejected).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: 'wide0 has too many rules to be certified.',
    details: { found: '4,001 rules' },
  })
})
