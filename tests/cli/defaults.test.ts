import { describe, expect, it } from 'vitest'
import { TOKEN_LIFETIME_MS } from '../../mocks/stub/index.ts'
import { DEFAULTS } from '../../src/certify/index.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { openWarning } from '../../src/cli/options/stub.ts'
import { configuredCommand } from '../../src/cli/program.ts'
import { parseDuration, Secret, TRANSPORT_DEFAULTS, writeDuration } from '../../src/core/index.ts'
import { WORKER_DEFAULTS } from '../../src/queue/index.ts'
import { DEFAULT_POLICY } from '../../src/sender/index.ts'
import { runMain } from '../support/run-main.ts'

const DELIVERY = {
  retries: DEFAULT_POLICY.retries,
  backoff: DEFAULT_POLICY.backoffMs,
  factor: DEFAULT_POLICY.factor,
  jitter: DEFAULT_POLICY.jitter,
  'max-backoff': DEFAULT_POLICY.maxBackoffMs,
  'max-retry-after': DEFAULT_POLICY.maxRetryAfterMs,
  timeout: TRANSPORT_DEFAULTS.timeoutMs,
  'connect-timeout': TRANSPORT_DEFAULTS.connectTimeoutMs,
  concurrency: WORKER_DEFAULTS.concurrency,
  keep: WORKER_DEFAULTS.keepDeliveredMs,
}

/** What each command does by default, by the constant that the library uses: numbers, or milliseconds. */
const CONSTANTS: Readonly<Record<string, Readonly<Record<string, number | string>>>> = {
  send: DELIVERY,
  worker: DELIVERY,
  certify: {
    level: DEFAULTS.level,
    timeout: DEFAULTS.timeoutMs,
    deadline: DEFAULTS.deadlineMs,
    'latency-budget': DEFAULTS.latencyBudgetMs,
    concurrency: DEFAULTS.concurrency,
  },
  mock: { 'token-lifetime': TOKEN_LIFETIME_MS },
  up: { 'token-lifetime': TOKEN_LIFETIME_MS },
}

const rows = Object.entries(CONSTANTS).flatMap(([command, options]) =>
  Object.entries(options).map(([option, constant]) => [command, option, constant] as const),
)

it.each(rows)('%s --%s is what the library does: %s', async (name, option, constant) => {
  const entry = COMMANDS.find((each) => each.name === name)
  if (entry === undefined) throw new Error(`no command ${name}`)
  const command = configuredCommand(entry, await entry.load())
  const found = command.options.find(({ long }) => long === `--${option}`)
  const text = String(found?.defaultValue)
  const isDuration = found?.flags.includes('<duration>') === true
  expect(isDuration ? parseDuration(text, option) : text).toBe(
    isDuration ? constant : String(constant),
  )
  const { stdout } = await runMain([name, '--help'])
  const help = stdout.replaceAll(/\s+/g, ' ')
  expect(help.slice(help.indexOf(`--${option} `))).toContain(`default: "${text}")`)
})

it.each([1, 100, 1000, 1500, 60_000, 90_000, 3_600_000, 25 * 3_600_000])(
  '%i ms are written as they are read',
  (ms) => {
    expect(parseDuration(writeDuration(ms), '--x')).toBe(ms)
  },
)

describe('a stub that others can reach', () => {
  const secret = (text: string) => ({
    scheme: 'oauth2' as const,
    clientId: 'c',
    clientSecret: new Secret(text, '$X'),
  })
  it.each([
    ['127.0.0.1', secret('only-for-local-use'), undefined],
    ['::1', { scheme: 'none' as const }, undefined],
    ['0.0.0.0', secret('only-for-local-use'), /beyond this machine, with the default credentials/],
    ['::', { scheme: 'none' as const }, /beyond this machine, and accepts requests from anybody/],
    ['192.0.2.1', secret('own'), /beyond this machine; whoever has its credentials/],
  ])('on %s causes its warning', (host, auth, warning) => {
    const said = openWarning({ host, auth })
    if (warning === undefined) expect(said).toBeUndefined()
    else expect(said).toMatch(warning)
  })

  it('says so when it starts', async () => {
    const { stderr } = await runMain(
      ['mock', '--host', '0.0.0.0', '--port', '0', '--client-secret', 'only-for-local-use'],
      { signal: AbortSignal.abort() },
    )
    expect(stderr).toMatch(
      /^Warning: the stub listens on 0\.0\.0\.0, beyond this machine, with the default credentials/m,
    )
  })
})
