import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Report } from '../../src/certify/index.ts'
import { type RunningCli, startCli } from '../support/cli.ts'
import { runMain } from '../support/run-main.ts'
import { EXAMPLES } from './examining.ts'

const COMMAND = 'certify-sender'
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Sends one message of each operation, with a token, as a sender of one situation. */
async function sendAll(variables: Readonly<Record<string, string | undefined>>): Promise<number[]> {
  const response = await fetch(variables.DROPSHIP_EXAM_TOKEN_URL ?? '', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: variables.DROPSHIP_EXAM_CLIENT_ID ?? '',
      client_secret: variables.DROPSHIP_EXAM_CLIENT_SECRET ?? '',
    }),
  })
  const { access_token: token } = (await response.json()) as { access_token: string }
  return Promise.all(
    Object.entries(EXAMPLES).map(async ([operation, body]) => {
      const { status } = await fetch(`${variables.DROPSHIP_EXAM_URL}/${operation}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return status
    }),
  )
}

const QUICK = ['--only', 'accepted', '--first-wait', '50ms', '--json']

describe('certify-sender', () => {
  it('asks a running sender by a URL, which receives the variables as JSON', async () => {
    const server = createServer((request, response) => {
      let text = ''
      request.on('data', (piece: Buffer) => (text += piece.toString()))
      request.on('end', () => {
        response.writeHead(204).end()
        void sendAll(JSON.parse(text) as Record<string, string>)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => server.close())
    const { port } = server.address() as AddressInfo
    const { stdout, exitCode } = await runMain([
      COMMAND,
      ...QUICK,
      '--trigger',
      `http://127.0.0.1:${port}`,
    ])
    const { summary } = JSON.parse(stdout) as Report
    expect(summary).toMatchObject({ failed: 0, requests: 4 })
    expect(summary.passed).toBeGreaterThan(0)
    // One situation is not an examination.
    expect(exitCode).toBe(3)
  })

  it('prints where to point a sender that nobody starts, and with what', async () => {
    const cli: RunningCli = startCli([COMMAND, '--only', 'accepted', '--first-wait', '50ms'])
    closing.push(() => cli.stop('SIGKILL'))
    const [, baseUrl = '', tokenUrl = ''] = await cli.waitFor(
      /^accepted {2}(\S+) {2}\(tokens: (\S+)\)$/m,
    )
    const variable = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(cli.output())?.[1]
    const statuses = await sendAll({
      DROPSHIP_EXAM_URL: baseUrl,
      DROPSHIP_EXAM_TOKEN_URL: tokenUrl,
      DROPSHIP_EXAM_CLIENT_ID: variable('DROPSHIP_EXAM_CLIENT_ID'),
      DROPSHIP_EXAM_CLIENT_SECRET: variable('DROPSHIP_EXAM_CLIENT_SECRET'),
    })
    expect(statuses).toEqual([200, 200, 200])
    await cli.waitFor(/INCONCLUSIVE/)
    expect(cli.output()).toContain('0 failed')
  })

  it.each<[string, string[], number, RegExp]>([
    [
      'a command that does not exist',
      ['--command', 'no-such-program-here', ...QUICK],
      3,
      /could not be run/,
    ],
    [
      'a command that fails',
      ['--command', 'echo broken >&2; exit 4', ...QUICK],
      3,
      /exit code 4: broken/,
    ],
    [
      'a trigger that fails',
      ['--trigger', 'exit 3', '--start-within', '100ms', ...QUICK],
      3,
      /exit code 3/,
    ],
    ['a situation that does not exist', ['--only', 'acepted'], 2, /did you mean accepted/],
    ['--command beside --trigger', ['--command', 'a', '--trigger', 'b'], 2, /exclude each other/],
    ['a scale below one', ['--time-scale', '0.5'], 2, /--time-scale/],
    ['--sign without --out', ['--command', 'a', '--sign', 'key.pem'], 2, /needs a folder/],
  ])('tells what is wrong with %s', async (_what, options, code, said) => {
    const { exitCode, stdout, stderr } = await runMain([COMMAND, ...options])
    expect(`${stdout}${stderr}`).toMatch(said)
    expect(exitCode).toBe(code)
  })

  it('lists situations, requirements and checks without starting anything', async () => {
    const { stdout, exitCode } = await runMain([COMMAND, '--list', '--level', 'resilient'])
    expect(stdout).toContain('unauthorized-once')
    expect(stdout).toContain(
      'DS-SND-PACE-01  strict  MUST  The waits between retries grow exponentially.',
    )
    expect(stdout).toContain('retries/server-error/five-times')
    expect(exitCode).toBe(0)
  })
})
