import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { certify, type Report } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { tokens } from '../endpoints/authority.ts'
import { json, correctBehaviour } from '../endpoints/endpoint.ts'
import { certifyBehaviour } from '../support/certifying.ts'

/** One cause is reported once, with the number of checks that it explains. */

const contract = await loadContract()

const failedIds = (report: Report): string[] =>
  report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id)

it('an endpoint that always responds with 500 has one failure for each operation', async () => {
  const report = await certifyBehaviour({
    ...correctBehaviour(),
    intercept: ({ response }) => {
      response.writeHead(500).end()
      return true
    },
  })
  expect(report.verdict).toBe('not certified')
  expect(failedIds(report)).toEqual(contract.operations.map(({ id }) => `accept/${id}/full`))
  const first = report.checks.find(({ status }) => status === 'failed')
  expect(first?.actual).toMatch(/; \d{2,} other checks skipped because of it$/)
})

it('what an operation does correctly although it accepts no message is still checked', async () => {
  const report = await certifyBehaviour({
    ...correctBehaviour(),
    invented: () => json(422, { message: 'never', errors: [{ field: 'x', code: 'invalid' }] }),
  })
  const passed = report.checks.filter(({ status }) => status === 'passed').map(({ id }) => id)
  expect(passed).toContain('authenticate/drop_shipment_confirmation/none')
})

it('an operation that never responds costs a few time limits, and the others are checked', async () => {
  const report = await certifyBehaviour(
    {
      ...correctBehaviour(),
      intercept: ({ operation }) => operation.id === 'drop_shipment_confirmation',
    },
    { timeoutMs: 350, level: 'compatible', only: ['accept/*', 'duplicate/*', 'survive/*'] },
  )
  expect(report.verdict).toBe('not certified')
  expect(failedIds(report)).toEqual(['accept/drop_shipment_confirmation/full'])
  const silent = report.checks.filter(
    ({ operation, status }) => operation === 'drop_shipment_confirmation' && status === 'skipped',
  )
  expect(silent.length).toBeGreaterThan(60)
})

it('a token service that issues no token is one failure, whatever it returns for wrong secrets', async () => {
  const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }
  const report = await certifyBehaviour(
    correctBehaviour(tokens({ respond: () => page, checksSecret: false })),
  )
  expect(failedIds(report)).toEqual(['token/response'])
})

it('a token service that works at the second attempt certifies nothing', async () => {
  let asked = 0
  const flaky = tokens({ respond: (response) => (++asked === 1 ? json(500, {}) : response) })
  const report = await certifyBehaviour(correctBehaviour(flaky), { level: 'compatible' })
  expect(report).toMatchObject({ verdict: 'inconclusive', levels: { compatible: 'not run' } })
})

it('an endpoint that stops fails no check for its silence, and no level passes', async () => {
  let seen = 0
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.end('{}')
      if (++seen !== 40) return
      server.close()
      server.closeAllConnections()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const report = await certify({
    contract,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { scheme: 'none' },
    clock: systemClock,
  })
  expect(report.verdict).toBe('inconclusive')
  expect(report.reason).toMatch(/^the endpoint went away during the run/)
  expect(report.levels).toMatchObject({ compatible: 'not run' })
  expect(report.summary.requests).toBeLessThan(50)
})
