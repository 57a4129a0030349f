import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { certify, type Report } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { Secret, systemClock } from '../../src/core/index.ts'

const ENDPOINT = fileURLToPath(new URL('../support/clustered-endpoint.mjs', import.meta.url))

async function certifyClustered(): Promise<Report> {
  const endpoint = spawn(process.execPath, [ENDPOINT], { stdio: ['pipe', 'pipe', 'inherit'] })
  try {
    const [port] = await once(endpoint.stdout.setEncoding('utf8'), 'data')
    const url = `http://127.0.0.1:${String(port).trim()}`
    return await certify({
      contract: await loadContract(),
      url,
      credentials: {
        scheme: 'oauth2',
        tokenUrl: `${url}/oauth/token`,
        clientId: 'optoro',
        clientSecret: new Secret('a-secret', '$DROPSHIP_CLIENT_SECRET'),
        tokenAuth: 'form',
      },
      level: 'compatible',
      only: ['DS-AUTH-09', 'DS-ACC-01'],
      clock: systemClock,
      timeoutMs: 5000,
    })
  } finally {
    const ended = once(endpoint, 'exit')
    endpoint.stdin.end()
    await ended
  }
}

it('tokens that only the process which issued them knows are named as that, in a cluster of real processes', async () => {
  const { checks, problem } = await certifyClustered()
  expect(problem).toBeUndefined()
  const failed = checks.filter(({ status }) => status === 'failed')
  expect(failed.map(({ id }) => id)).toEqual(['authenticate/token-on-new-connections'])
  expect(failed[0]?.actual).toMatch(/^one token, \d of 10 requests got 401 and \d were accepted/)
  expect(failed[0]?.fix).toContain('between all workers and instances')
  // What is asked afterwards is judged as if the tokens were known everywhere.
  const accepting = checks.filter(({ requirement }) => requirement === 'DS-ACC-01')
  expect(new Set(accepting.map(({ status }) => status))).toEqual(new Set(['passed']))
})
