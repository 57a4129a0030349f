import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { curlCommand, type ShownRequest } from '../../mocks/console/curl-command.ts'
import { startScriptedEndpoint } from '../support/scripted-endpoint.ts'

const run = promisify(execFile)

const request = (changes: Partial<ShownRequest> = {}): ShownRequest => {
  const body = changes.body ?? '{"a":1}'
  return {
    method: 'POST',
    url: 'http://127.0.0.1:9/hook',
    headers: [['Content-Type', 'application/json']],
    bodyBytes: Buffer.byteLength(body),
    isForm: false,
    ...changes,
    body,
  }
}

/** What arrives where the command is run by a shell. */
async function arrived(changes: Partial<ShownRequest>, env: Record<string, string> = {}) {
  const endpoint = await startScriptedEndpoint(() => ({ status: 200 }))
  try {
    const command = curlCommand(request({ url: `${endpoint.url}/hook?a=b`, ...changes }))
    // Typed into a shell: as its argument, it could not be long.
    const shell = run('sh', [], { env: { ...process.env, ...env } })
    shell.child.stdin?.end(command)
    await shell
    return endpoint.received[0]
  } finally {
    await endpoint.close()
  }
}

describe('a request as a curl command', () => {
  it.each([
    ['quotes, dollars and backslashes', `{"a":"it's $HOME \\\\ \`id\` $DROPSHIP_ACCESS_TOKEN"}`],
    ['several lines and other scripts', '{\r\n "a": "日本 \u202e"\n}\n'],
    ['more than an argument may have', JSON.stringify({ a: "x'".repeat(100_000) })],
    ['a leading at sign', '@/etc/passwd'],
  ])('sends a body with %s byte for byte', async (_what, body) => {
    const sent = await arrived({ body }, { DROPSHIP_ACCESS_TOKEN: 'never' })
    expect(sent?.body.toString()).toBe(body)
  })

  it('has variables in place of secrets, which the shell fills in', async () => {
    const headers = [
      ['Host', 'elsewhere.example'],
      ['Content-Length', '7'],
      ['Authorization', 'Bearer [secret]'],
      ['X-Api-Key', '[secret]'],
      ['Content-Type', 'application/json'],
    ] as const
    const command = curlCommand(request({ headers, url: 'http://127.0.0.1:9/h?code=[secret]&n=1' }))
    expect(command).not.toMatch(/\[secret\]|elsewhere|Content-Length/i)
    expect(command).toContain('Bearer $DROPSHIP_ACCESS_TOKEN')
    const sent = await arrived(
      { headers },
      { DROPSHIP_ACCESS_TOKEN: 'tok-1', DROPSHIP_X_API_KEY: 'key-1' },
    )
    expect(sent?.headers).toMatchObject({ authorization: 'Bearer tok-1', 'x-api-key': 'key-1' })
  })

  it('gives user name and password of HTTP Basic to curl', async () => {
    const headers = [['Authorization', 'Basic [secret]']] as const
    const pair = { DROPSHIP_USERNAME: 'me', DROPSHIP_PASSWORD: 'it’s: "$x"' }
    const sent = await arrived({ headers }, pair)
    const encoded = Buffer.from('me:it’s: "$x"').toString('base64')
    expect(sent?.headers.authorization).toBe(`Basic ${encoded}`)
  })

  it('fills in the fields of a form, and says where the body is not shown as it was', async () => {
    const form = {
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'grant_type=client_credentials&client_secret=[secret]',
      bodyBytes: 61,
      isForm: true,
    } as const
    expect(curlCommand(request(form))).toMatch(/^# The body had 61 bytes; secrets/)
    const sent = await arrived(form, { DROPSHIP_CLIENT_SECRET: 'hush' })
    expect(sent?.body.toString()).toBe('grant_type=client_credentials&client_secret=hush')
  })
})
