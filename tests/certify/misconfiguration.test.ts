import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { certify } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { Secret, systemClock } from '../../src/core/index.ts'
import { tokens } from '../endpoints/authority.ts'
import {
  json,
  correctBehaviour,
  type RunningEndpoint,
  startEndpoint,
} from '../endpoints/endpoint.ts'
import { certifyBehaviour } from '../support/certifying.ts'

const contract = await loadContract()
let endpoint: RunningEndpoint | undefined

afterEach(async () => {
  await endpoint?.close()
  endpoint = undefined
})

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('the preflight tells configuration from faults', () => {
  it('an endpoint at which nothing listens is unreachable, and no check runs', async () => {
    const port = await freePort()
    const report = await certify({
      contract,
      url: `http://127.0.0.1:${port}`,
      credentials: { scheme: 'none' },
      clock: systemClock,
    })
    expect(report).toMatchObject({ verdict: 'inconclusive', problem: { kind: 'unreachable' } })
    expect(report.summary).toMatchObject({ failed: 0, passed: 0 })
    expect(report.problem?.next).toBe('check host and port, and that the endpoint is running')
  })

  it('a host name that does not resolve is reported as such', async () => {
    const report = await certify({
      contract,
      url: 'http://no-such-host.invalid',
      credentials: { scheme: 'none' },
      clock: systemClock,
    })
    expect(report.problem).toMatchObject({
      kind: 'unreachable',
      next: 'check the host name in the URL',
    })
  })

  it('an incorrect client secret is a misconfiguration', async () => {
    endpoint = await startEndpoint(correctBehaviour())
    const credentials = {
      ...endpoint.credentials,
      clientSecret: new Secret('wrong-secret', '$SECRET'),
    }
    const report = await certify({
      contract,
      url: endpoint.url,
      credentials,
      clock: systemClock,
    })
    expect(report).toMatchObject({ verdict: 'inconclusive', problem: { kind: 'token' } })
    expect(report.problem?.next).toContain('--client-secret')
  })

  it('missing credentials are a misconfiguration', async () => {
    const report = await certifyBehaviour(correctBehaviour(), { credentials: { scheme: 'none' } })
    expect(report.problem).toMatchObject({
      kind: 'credentials',
      next: expect.stringContaining('--auth'),
    })
  })

  it('404 on every operation means another base URL', async () => {
    endpoint = await startEndpoint(correctBehaviour())
    const report = await certify({
      contract,
      url: `${endpoint.url}/wrong`,
      credentials: endpoint.credentials,
      clock: systemClock,
    })
    expect(report.problem).toMatchObject({ kind: 'base-url' })
  })

  it('a token service that fails for correct credentials is a defect, reported once', async () => {
    const report = await certifyBehaviour(
      correctBehaviour(tokens({ respond: () => json(503, {}) })),
    )
    expect(report.verdict).toBe('not certified')
    expect(report.checks.filter(({ status }) => status === 'failed').map(({ id }) => id)).toEqual([
      'token/response',
    ])
    expect(report.reason).toContain('token service')
  })
})
