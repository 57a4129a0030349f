import type { RequestListener } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { certify, type CertificationOptions, type Report } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { defined, systemClock } from '../../src/core/index.ts'
import { closeAll, cleanUp, http } from '../support/http-servers.ts'

afterEach(closeAll)

/** The checks of expired tokens on a stub whose tokens live for 25 hours. @param clockUrl by its admin API */
async function expiredTokens(
  clockUrl: (adminUrl: string) => string | undefined,
  more: Partial<CertificationOptions> = {},
): Promise<Report> {
  const stub = await startStub({ adminPort: 0 })
  cleanUp(() => stub.close())
  const url = clockUrl(String(stub.adminUrl))
  return certify({
    contract: await loadContract(),
    url: stub.url,
    credentials: stub.credentials,
    level: 'compatible',
    clock: systemClock,
    ...defined({ clockUrl: url }),
    ...more,
  })
}

const ONLY = { only: ['*/expired-token'] }
const AND_REUSE = {
  level: 'resilient',
  only: ['*/expired-token', '*/token-reuse', '*/new-token'],
} as const

function results({ checks }: Report): string[] {
  return checks
    .filter(({ id }) => id.endsWith('/expired-token'))
    .map(({ status, actual, fix = '' }) => `${status}: ${actual}; ${fix}`)
}

const responding =
  (status: number): RequestListener =>
  (request, response) => {
    request.resume().on('end', () => response.writeHead(status).end())
  }

it('a token of 25 hours has expired once the endpoint’s clock was set forward, and the run goes on', async () => {
  const report = await expiredTokens((admin) => `${admin}/clock`, AND_REUSE)
  expect(results(report)).toHaveLength(3)
  for (const result of results(report)) expect(result).toMatch(/^passed: status 401/)
  const others = report.checks.filter(({ id }) => /token-reuse|new-token/.test(id))
  expect(others.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'passed'))
})

it('without a clock these checks are skipped, and say what would allow them', async () => {
  for (const result of results(await expiredTokens(() => undefined, ONLY)))
    expect(result).toMatch(/^skipped: .*valid for 25 h; .*--clock-url/)
})

it('a token that is still accepted then is found', async () => {
  const url = await http(responding(204))
  for (const result of results(await expiredTokens(() => url, ONLY)))
    expect(result).toMatch(/^failed: 422|^failed: 200/)
})

it('a clock that fails leaves these checks open', async () => {
  const url = await http(responding(500))
  const report = await expiredTokens(() => url, ONLY)
  for (const result of results(report)) expect(result).toMatch(/^skipped: .*the clock .* with 500/)
  expect(report.verdict).toBe('inconclusive')
})

it('a clock URL that cannot be called is an error before anything is sent', async () => {
  await expect(expiredTokens(() => 'clock')).rejects.toThrow('The clock URL is not one')
})
