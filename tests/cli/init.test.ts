import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { startStub } from '../../mocks/stub/index.ts'
import { folderForFile } from '../support/folder.ts'
import { runMain } from '../support/run-main.ts'

const root = folderForFile()
const home = process.cwd()

beforeEach(() => process.chdir(mkdtempSync(join(root, 'init-'))))
afterEach(() => process.chdir(home))

const OAUTH = ['--token-url', 'https://client.example/oauth/token', '--client-id', 'me']

function written(): unknown {
  return parse(readFileSync('dropship.config.yaml', 'utf8'))
}

describe('dropship init', () => {
  it('writes addresses, authentication and partner, and says what is secret and what comes next', async () => {
    const url = 'https://client.example/webhooks'
    const args = ['init', url, '--partner', 'Acme', '--environment', 'staging', ...OAUTH]
    const { stdout, exitCode } = await runMain(args)
    expect(written()).toEqual({
      partner: 'Acme',
      environment: 'staging',
      endpoints: {
        drop_shipment_confirmation: `${url}/drop_shipment_confirmation`,
        drop_shipment_cancellation: `${url}/drop_shipment_cancellation`,
        drop_shipment_partial_cancellation: `${url}/drop_shipment_partial_cancellation`,
      },
      auth: 'oauth2',
      'token-url': 'https://client.example/oauth/token',
      'client-id': 'me',
    })
    expect(stdout).toContain('export DROPSHIP_CLIENT_SECRET=…\n  dropship certify\n')
    expect(exitCode).toBe(0)
  })

  it('asks on a terminal, and what it writes is what certify reads', async () => {
    const stub = await startStub({ auth: { scheme: 'none' } })
    try {
      const replies = `Acme\n\n${stub.url}\nnone\n`
      const stdin = Object.assign(Readable.from([replies]), { isTTY: true })
      const asked = await runMain(['init'], { stdin })
      expect(asked).toMatchObject({ exitCode: 0 })
      expect(asked.stderr).toContain('Base URL of the webhooks: ')
      expect(await runMain(['certify', '--dry-run'])).toMatchObject({ stderr: '', exitCode: 0 })
    } finally {
      await stub.close()
    }
  })

  it('adds what nobody should commit to .gitignore, once', async () => {
    writeFileSync('.gitignore', 'node_modules\n*.har')
    mkdirSync('.git')
    const first = await runMain(['init', 'http://127.0.0.1:1'])
    expect(first.stdout).toContain('.gitignore now has .dropship/, certification/, signing.pem')
    await runMain(['init', 'http://127.0.0.1:1', '--force'])
    expect(readFileSync('.gitignore', 'utf8')).toBe(
      'node_modules\n*.har\n# dropship\n.dropship/\ncertification/\nsigning.pem\n',
    )
  })

  it('leaves a folder without Git, and one that asks for it, without .gitignore', async () => {
    const { stdout } = await runMain(['init', 'http://127.0.0.1:1'])
    expect(stdout).toContain(
      'No Git repository: .gitignore was not written. Never commit .dropship/, certification/, *.har, signing.pem\n',
    )
    mkdirSync('.git')
    await runMain(['init', 'http://127.0.0.1:1', '--force', '--no-gitignore'])
    expect(existsSync('.gitignore')).toBe(false)
  })

  it('knows a folder within a repository', async () => {
    mkdirSync('.git')
    mkdirSync('packages/hooks', { recursive: true })
    const parent = process.cwd()
    process.chdir('packages/hooks')
    try {
      await runMain(['init', 'http://127.0.0.1:1'])
    } finally {
      process.chdir(parent)
    }
    expect(existsSync('packages/hooks/.gitignore')).toBe(true)
  })

  it.each([
    [[], 'No address is given, and nobody can be asked.'],
    [['ftp://client.example'], "The endpoint's URL is not one that can be called."],
    [['http://127.0.0.1:1', '--auth', 'oauth2'], '--auth oauth2 needs --token-url.'],
    [['--endpoint', 'drop_shipment_conformation=http://127.0.0.1:1'], 'drop_shipment_confirmation'],
  ])('with %j is a usage error, and writes nothing', async (args, sentence) => {
    const { stderr, exitCode } = await runMain(['init', ...args])
    expect(stderr).toContain(sentence)
    expect(exitCode).toBe(2)
    expect(existsSync('dropship.config.yaml')).toBe(false)
  })

  it('replaces no file without --force', async () => {
    writeFileSync('dropship.config.yaml', 'level: [')
    const { stderr, exitCode } = await runMain(['init', 'http://127.0.0.1:1'])
    expect(stderr).toContain('dropship.config.yaml exists already.')
    expect(exitCode).toBe(2)
    expect(await runMain(['init', 'http://127.0.0.1:1', '--force'])).toMatchObject({ exitCode: 0 })
  })
})
