import { readFileSync } from 'node:fs'
import { type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { filesOf } from '../support/authority.ts'
import { cleanUp, closeAll, http } from '../support/http-servers.ts'
import { runMain } from '../support/run-main.ts'

/** Headers that a gateway requires, and parameters that a token service requires, as a user gives them. */

afterEach(closeAll)

const SECRET = { DROPSHIP_CLIENT_SECRET: 'only-for-local-use' }

const authTo = (url: string): string[] => [
  '--client-id',
  'drop-ship-sender',
  '--token-url',
  `${url}/oauth/token`,
]

describe('additional requirements of a client', () => {
  const KEY = 'subscription-key-of-the-sender'

  /** The stub behind a gateway that wants its own header, and whose token service wants an audience. */
  async function behindGateway() {
    const running = await startStub()
    cleanUp(() => running.close())
    const missing = { header: 0, audience: 0 }
    const url = await http((incoming, outgoing) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () => {
        const body = Buffer.concat(chunks)
        const isToken = incoming.url === '/oauth/token'
        const lacksAudience = isToken && !body.includes('audience=https%3A%2F%2Fapi.test')
        const lacksHeader = !isToken && incoming.headers['ocp-apim-subscription-key'] !== KEY
        if (lacksAudience) missing.audience++
        if (lacksHeader) missing.header++
        if (lacksAudience || lacksHeader) outgoing.writeHead(403).end('{"message":"no"}')
        else pass(incoming, body, running.url, outgoing)
      })
    })
    const base = url.replace(/\/$/, '')
    const asked = ['--token-param', 'audience=https://api.test']
    const header = ['--request-header', 'Ocp-Apim-Subscription-Key: $APIM_KEY']
    const args = [base, ...authTo(base), ...asked, ...header]
    return { args, base, missing, env: { ...SECRET, APIM_KEY: KEY } }
  }

  it('headers and token parameters go with certify, and the value is in no file', async () => {
    const { args, env, missing } = await behindGateway()
    const result = await runMain(['certify', ...args, '--level', 'compatible', '--json'], { env })
    expect(JSON.parse(result.stdout)).toMatchObject({
      verdict: 'certified',
      route: { requestHeaders: ['Ocp-Apim-Subscription-Key'] },
    })
    expect(missing).toEqual({ header: 0, audience: 0 })
    expect(result.stdout).not.toContain(KEY)
  })

  it('headers and token parameters go with verify and send', async () => {
    const { args, env, missing } = await behindGateway()
    const filter = [
      '--filter',
      'confirmation: a message with (every field|an expired)|token service',
    ]
    expect(await runMain(['verify', ...args, ...filter], { env })).toMatchObject({ exitCode: 0 })
    const store = filesOf({ queue: '' }).queue.replace('queue.pem', 'queue.db')
    const sample = ['--sample', 'drop_shipment_confirmation', '--store', store]
    const sent = await runMain(['send', '--to', ...args, ...sample], { env })
    expect(sent).toMatchObject({ exitCode: 0 })
    expect(missing).toEqual({ header: 0, audience: 0 })
    expect(readFileSync(store, 'latin1')).not.toContain(KEY)
  })

  it('a report of failures has the header in its curl, as a variable', async () => {
    const { base, env } = await behindGateway()
    const wrong = ['--request-header', 'Ocp-Apim-Subscription-Key: another-key-of-somebody']
    const args = ['certify', base, '--auth', 'none', ...wrong, '--json']
    const { stdout } = await runMain(args, { env })
    expect(stdout).not.toContain('another-key-of-somebody')
    const header = await runMain(['certify', base, '--request-header', 'Host: x'], { env })
    expect(header).toMatchObject({ exitCode: 2, stdout: '' })
    expect(header.stderr).toContain('The request header Host cannot be set')
  })
})

function pass(incoming: IncomingMessage, body: Buffer, to: string, outgoing: ServerResponse): void {
  const { hostname, port } = new URL(to)
  const { method, url: path, headers } = incoming
  const onward = httpRequest({ hostname, port, method, path, headers }, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers)
    response.pipe(outgoing)
  })
  onward.on('error', () => outgoing.destroy())
  onward.end(body)
}
