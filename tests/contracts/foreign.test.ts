import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compileContract } from '../../src/contract/index.ts'
import { compileText, posting, withPaths } from '../support/contracts.ts'
import { acceptingEverything, certifyMock } from '../support/own-mock.ts'

const FOLDER = fileURLToPath(new URL('foreign/', import.meta.url))
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))

/** Rules of these cannot be broken: what accepts everything is right. */
const WITHOUT_RULES = new Set(['unreadable-pattern.yaml'])

describe.each(FILES)('%s', (name) => {
  it('certifies its own mock', async () => {
    const contract = await compileContract(`${FOLDER}${name}`, { shownAs: name })
    const report = await certifyMock(contract)
    const failed = report.checks.filter(({ status }) => status === 'failed' || status === 'errored')
    expect(failed.map(({ id, actual }) => `${id}: ${actual}`)).toEqual([])
    expect(report.verdict).toBe('certified')
    expect(report.excluded ?? []).toHaveLength(contract.excluded.length)
  })
})

describe.each(FILES.filter((name) => !WITHOUT_RULES.has(name)))('%s', (name) => {
  it('does not certify what accepts every body, at any operation that has a rule', async () => {
    const contract = await compileContract(`${FOLDER}${name}`, { shownAs: name })
    const report = await certifyMock(contract, { contract: acceptingEverything(contract) })
    expect(report.verdict).toBe('not certified')
    const failing = new Set(
      report.checks.flatMap(({ status, operation, requirement }) =>
        status === 'failed' && requirement.startsWith('DS-REF-') ? [operation] : [],
      ),
    )
    expect(failing).toEqual(new Set(contract.operations.map(({ id }) => id)))
  })
})

describe('what is documented and not sent', () => {
  it('is listed in the report of a certification, with its reason', async () => {
    const contract = await compileContract(`${FOLDER}out-of-reach.yaml`)
    const { excluded } = await certifyMock(contract, { contract }, { only: ['accept/*'] })
    expect(excluded).toEqual([
      'GET /shelves/{number} (read) is out of reach: a GET request carries no message.',
      'POST /pictures (picture) is out of reach: its body is multipart/form-data, not JSON.',
    ])
  })

  it('is filled in where it is a parameter, from what was given, the example, or the schema', async () => {
    const contract = await compileContract(`${FOLDER}parameters.yaml`)
    const { checks } = await certifyMock(
      contract,
      { contract },
      { only: ['accept/*/full*', 'accept/shelf/*'], parameters: { hall: '17' } },
    )
    const urls = new Set(checks.flatMap(({ request }) => request?.url ?? []))
    expect([...urls].every((url) => /\/halls\/17\/shelves\?trial=(?:true|false)$/.test(url))).toBe(
      true,
    )
    await expect(
      certifyMock(contract, { contract }, { parameters: { hall: 'x' } }),
    ).rejects.toMatchObject({
      message: 'The parameter hall of shelf must be an integer, and is "x".',
    })
    await expect(
      certifyMock(contract, { contract }, { parameters: { hal: '1' } }),
    ).rejects.toMatchObject({ details: { next: 'did you mean hall?' } })
  })

  it('is named where no value of a parameter is known, until one is given', async () => {
    const parameter = {
      in: 'query',
      name: 'code',
      required: true,
      schema: { type: 'string', pattern: '^(?=.*q7w9e2)[a-z0-9]{12}$' },
    }
    const contract = await compileText(
      withPaths({
        '/shelves': posting({ type: 'object' }, { operationId: 'shelf', parameters: [parameter] }),
        '/halls': posting({ type: 'object' }, { operationId: 'hall' }),
      }),
    )
    const { verdict, excluded } = await certifyMock(contract, { contract }, { only: ['accept/*'] })
    expect(excluded).toEqual([
      expect.stringMatching(/shelf.*out of reach.*the query parameter "code"/) as string,
    ])
    expect(verdict).not.toBe('not certified')
    const given = { only: ['accept/*'], parameters: { code: 'aaaq7w9e2aaa' } }
    expect((await certifyMock(contract, { contract }, given)).excluded).toBeUndefined()
  })

  it('a documented 201 is correct, and another 2xx is not documented', async () => {
    const contract = await compileContract(`${FOLDER}created.yaml`)
    const plain = await compileText(
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'Plain', version: '1' },
        paths: {
          '/shelves': {
            post: {
              operationId: 'shelf',
              requestBody: { content: { 'application/json': { schema: {} } } },
              responses: { '202': { description: 'accepted' } },
            },
          },
        },
      }),
    )
    const only = ['answer/*/success-is-200', 'accept/*']
    const own = await certifyMock(contract, { contract }, { only })
    const other = await certifyMock(contract, { contract: plain }, { only })
    const resultOf = (report: typeof own) =>
      report.checks.find(({ id }) => id.endsWith('success-is-200'))
    expect(resultOf(own)).toMatchObject({
      status: 'passed',
      title: 'responds with 201 to what it accepts',
    })
    expect(resultOf(other)).toMatchObject({
      status: 'warned',
      expected: '201, the only success that the contract documents',
    })
  })

  it('is asked to be rejected where it is a parameter, and its rules are listed with their lines', async () => {
    const file = `${FOLDER}parameters.yaml`
    const contract = await compileContract(file, { shownAs: 'parameters.yaml' })
    const only = { only: ['refuse/shelf/parameters/*'] }
    const made = ({ checks }: typeof right): typeof checks =>
      checks.filter(({ id }) => id.startsWith('refuse/shelf/parameters/'))
    const right = await certifyMock(contract, { contract }, only)
    expect(made(right).map(({ id, status }) => `${id} ${status}`)).toEqual([
      'refuse/shelf/parameters/path/hall/invalid passed',
      'refuse/shelf/parameters/header/X-Site/missing passed',
      'refuse/shelf/parameters/header/X-Site/invalid passed',
      'refuse/shelf/parameters/query/trial/missing passed',
      'refuse/shelf/parameters/query/trial/invalid passed',
    ])
    const without = contract.operations.map((operation) => ({ ...operation, parameters: [] }))
    const wrong = await certifyMock(
      contract,
      { contract: { ...contract, operations: without } },
      only,
    )
    expect(made(wrong).map(({ status }) => status)).toEqual(
      Array.from({ length: 5 }, () => 'failed'),
    )
    const nothing = await certifyMock(contract, { contract }, { only: ['accept/*'] })
    expect(
      nothing.rules?.notTested.map(({ pointer, keyword, rule }) => `${pointer} ${keyword} ${rule}`),
    ).toEqual(expect.arrayContaining(['query parameter trial required parameters.yaml:15']))
  })
})
