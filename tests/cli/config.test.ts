import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { CONFIG_SCHEMA_FILE } from '../../src/cli/config/read.ts'
import { configSchema } from '../../src/cli/config/schema.ts'
import { configuredCommand } from '../../src/cli/program.ts'
import { type CliResult, runCli } from '../support/cli.ts'

const root = mkdtempSync(join(tmpdir(), 'dropship-config-'))
afterAll(() => rmSync(root, { recursive: true }))
let folders = 0

/** Runs the bin in a folder of its own with this configuration. */
function run(
  config: string,
  args: readonly string[],
  { env = {}, name = 'dropship.config.yaml' }: { env?: Record<string, string>; name?: string } = {},
): Promise<CliResult> {
  const cwd = mkdtempSync(join(root, `${folders++}-`))
  writeFileSync(join(cwd, name), config)
  return runCli(args, { cwd, env })
}

const SAMPLE = ['sample', 'drop_shipment_confirmation']

describe('dropship.config.yaml', () => {
  it('has a JSON Schema for editors that names every option of every command: npx vitest run tests/cli/config.test.ts -u', async () => {
    const commands = await Promise.all(
      COMMANDS.filter(({ isConfigurable }) => isConfigurable !== false).map(async (entry) => ({
        name: entry.name,
        command: configuredCommand(entry, await entry.load()),
      })),
    )
    const schema = `${JSON.stringify(configSchema(commands), null, 2)}\n`
    // `npx vitest run tests/cli/config.test.ts -u` writes it anew.
    await expect(schema).toMatchFileSnapshot(`../../${CONFIG_SCHEMA_FILE}`)
  })

  it('gives a command its options, which the command line overrides', async () => {
    const config = 'seed: 7\nsample:\n  count: 2\n'
    const [configured, given, overridden] = await Promise.all([
      run(config, SAMPLE),
      run('{}', [...SAMPLE, '--seed', '7', '--count', '2']),
      run(config, [...SAMPLE, '--count=1', '--seed', '8']),
    ])
    expect(configured).toEqual({ ...given, exitCode: 0, stderr: '' })
    expect(configured.stdout.trim().split('\n')).toHaveLength(2)
    expect(overridden.stdout).not.toContain(configured.stdout.slice(0, 80))
  })

  it('says more below the name of a command than above', async () => {
    const { stdout } = await run('count: 5\nsample: { count: 3 }\n', SAMPLE)
    expect(stdout.trim().split('\n')).toHaveLength(3)
  })

  it('is read from where --config says', async () => {
    const { stdout } = await run('count: 4', [...SAMPLE, '--config', 'other.yaml'], {
      name: 'other.yaml',
    })
    expect(stdout.trim().split('\n')).toHaveLength(4)
  })

  it('accepts a required option, secrets by the name of their variable, and the environment first', async () => {
    const config = [
      'to: http://127.0.0.1:1',
      'token-url: nowhere',
      'client-id: from-the-file',
      'client-secret: $MY_SECRET',
    ].join('\n')
    const { stderr, exitCode } = await run(
      config,
      ['send', '--sample', 'drop_shipment_confirmation'],
      { env: { MY_SECRET: 'hush' } },
    )
    expect(stderr).toContain('The token URL is not one that can be called.')
    expect(stderr).not.toContain('hush')
    expect(exitCode).toBe(2)
  })

  it.each<[string, string, RegExp, RegExp]>([
    ['an unknown option', 'ok: 1\n', /Unknown option "ok"/, /where: +dropship\.config\.yaml:1/],
    ['a misspelt option', 'seed: 1\nconut: 2\n', /Unknown option "conut"/, /did you mean count\?/],
    ['a misspelt command', 'certifi: {}\n', /Unknown option "certifi"/, /did you mean certify\?/],
    [
      'an option that the command does not have',
      'sample:\n  level: strict\n',
      /Unknown option "level"/,
      /dropship\.config\.yaml:2/,
    ],
    ['a wrong type', 'count: 1\nquiet: maybe\n', /quiet is invalid/, /config\.yaml:2[^]*a boolean/],
    [
      'an unknown choice',
      'certify:\n  auth: oauth\n',
      /certify\.auth is invalid/,
      /did you mean oauth2\?/,
    ],
    ['a list instead of options', '- count\n', /configuration is invalid/, /a mapping/],
    ['what is not valid YAML', 'a: [\n', /cannot be read/, /dropship\.config\.yaml:/],
    [
      'the value of a request header as it is',
      'request-header:\n  - "X-A: $A"\n  - "X-Key: hush"\n',
      /request-header has a secret/,
      /yaml:3[^]*Name: \$VARIABLE/,
    ],
    [
      'a secret as it is',
      'client-secret: hush\n',
      /client-secret is a secret/,
      /\$DROPSHIP_CLIENT_SECRET/,
    ],
  ])('with %s is rejected with the line', async (_what, config, sentence, detail) => {
    const { stderr, exitCode, stdout } = await run(config, SAMPLE)
    expect(stderr).toMatch(sentence)
    expect(stderr).toMatch(detail)
    expect(stderr).not.toContain('hush')
    expect(stdout).toBe('')
    expect(exitCode).toBe(2)
  })

  it('that needs a variable which is not set is rejected with its name', async () => {
    const { stderr, exitCode } = await run('client-secret: ${NOT_SET_ANYWHERE}\n', [
      'certify',
      'http://127.0.0.1:1',
    ])
    expect(stderr).toContain('The configuration needs $NOT_SET_ANYWHERE.')
    expect(exitCode).toBe(2)
  })

  it('has options of one scheme; --auth takes the place of all of them', async () => {
    const target = ['certify', 'http://127.0.0.1:1']
    const mixed = 'auth: basic\nusername: a\npassword: $P\nheader: X-Key\n'
    const env = { P: 'pass-word' }
    const [rejected, replaced] = await Promise.all([
      run(mixed, target, { env }),
      run('auth: basic\nusername: a\npassword: $P\n', [...target, '--auth', 'none'], { env }),
    ])
    expect(rejected.exitCode).toBe(2)
    expect(rejected.stderr).toContain('--header belongs to api-key, and the scheme is basic.')
    expect(replaced.stderr).not.toContain('belongs to')
    expect(replaced.exitCode).toBe(3)
  })

  it('has the key of a client certificate, which is not that of a signed certificate', async () => {
    const { stderr, exitCode } = await run('cert: c.pem\nkey: k.pem\n', [
      'certificate',
      'verify',
      'certificate.json',
    ])
    expect(stderr).toContain('The public key of the signer is missing.')
    expect(exitCode).toBe(2)
  })

  it('that --config names and that is not there is a usage error; help is shown all the same', async () => {
    const { stderr, exitCode } = await run('', [...SAMPLE, '--config', 'missing.yaml'])
    expect(stderr).toMatch(/missing\.yaml cannot be read[^]*ENOENT/)
    expect(exitCode).toBe(2)
    const help = await run('nonsense', ['sample', '--help'])
    expect(help.exitCode).toBe(0)
    expect(help.stdout).toContain('--config <file>')
  })
})
