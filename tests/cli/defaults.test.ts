import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { retryingSentence } from '../../mocks/console/retrying.ts'
import { TOKEN_LIFETIME_MS } from '../../mocks/stub/index.ts'
import { DEFAULTS } from '../../src/certify/index.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { configSchema } from '../../src/cli/config/schema.ts'
import { openWarning } from '../../src/cli/options/stub.ts'
import { configuredCommand } from '../../src/cli/program.ts'
import { parseDuration, Secret, TRANSPORT_DEFAULTS, writeDuration } from '../../src/core/index.ts'
import { EXAMINE_DEFAULTS } from '../../src/examine/index.ts'
import { VERIFY_DEFAULTS } from '../../src/pact/index.ts'
import { WORKER_DEFAULTS } from '../../src/queue/index.ts'
import { DEFAULT_POLICY } from '../../src/sender/index.ts'
import { PROXY_DEFAULTS } from '../../src/validate/index.ts'
import { runMain } from '../support/run-main.ts'

const POLICY = {
  retries: DEFAULT_POLICY.retries,
  backoff: DEFAULT_POLICY.backoffMs,
  factor: DEFAULT_POLICY.factor,
  jitter: DEFAULT_POLICY.jitter,
  'max-backoff': DEFAULT_POLICY.maxBackoffMs,
  'max-retry-after': DEFAULT_POLICY.maxRetryAfterMs,
}

const DELIVERY = {
  ...POLICY,
  timeout: TRANSPORT_DEFAULTS.timeoutMs,
  'connect-timeout': TRANSPORT_DEFAULTS.connectTimeoutMs,
  concurrency: WORKER_DEFAULTS.concurrency,
  keep: WORKER_DEFAULTS.keepDeliveredMs,
  lease: WORKER_DEFAULTS.leaseMs,
}

/** What each command does by default, by the constant that the library uses: numbers, or milliseconds. */
const CONSTANTS: Readonly<Record<string, Readonly<Record<string, number | string>>>> = {
  send: DELIVERY,
  worker: { ...DELIVERY, outage: WORKER_DEFAULTS.outageMs },
  certify: {
    level: DEFAULTS.level,
    timeout: DEFAULTS.timeoutMs,
    deadline: DEFAULTS.deadlineMs,
    'latency-budget': DEFAULTS.latencyBudgetMs,
    'observer-wait': DEFAULTS.observerWaitMs,
    concurrency: DEFAULTS.concurrency,
  },
  'certify-sender': {
    level: EXAMINE_DEFAULTS.level,
    'time-scale': EXAMINE_DEFAULTS.timeScale,
    'first-wait': EXAMINE_DEFAULTS.firstWaitMs,
    'sender-timeout': EXAMINE_DEFAULTS.senderTimeoutMs,
    deadline: EXAMINE_DEFAULTS.deadlineMs,
  },
  verify: { timeout: VERIFY_DEFAULTS.timeoutMs },
  certificate: { 'observer-wait': DEFAULTS.observerWaitMs },
  proxy: { timeout: PROXY_DEFAULTS.timeoutMs },
  mock: { 'token-lifetime': TOKEN_LIFETIME_MS },
  up: { 'token-lifetime': TOKEN_LIFETIME_MS, ...POLICY },
}

/** Chosen by the command line alone: no other part has a default of its own for them. */
const COMMAND_LINE =
  /^(?:evidence|format|reading|strictness|engine|variant|state|limit|count|items|seed|store|(?:prism-)?port|host|header|region|service|provider|breaker|name|auth|share)$/

const commands = await Promise.all(
  COMMANDS.map(async (entry) => ({
    name: entry.name,
    command: configuredCommand(entry, await entry.load()),
  })),
)
const defaults = commands.flatMap(({ name, command }) =>
  command.options
    .filter(({ defaultValue, long }) => {
      const isList = Array.isArray(defaultValue)
      return defaultValue !== undefined && !isList && !COMMAND_LINE.test(long?.slice(2) ?? '')
    })
    .map((option) => [name, option.long?.slice(2) ?? '', option] as const),
)

it('every default that is printed is one that the library has, or the command line alone', () => {
  const rows = Object.entries(CONSTANTS).flatMap(([name, options]) =>
    Object.keys(options).map((option) => `${name} --${option}`),
  )
  expect(defaults.map(([name, option]) => `${name} --${option}`).toSorted()).toEqual(
    rows.toSorted(),
  )
})

it.each(defaults)('%s --%s is what the library does', async (name, option, found) => {
  const constant = CONSTANTS[name]?.[option]
  const text = String(found.defaultValue)
  const isDuration = found.flags.includes('<duration>')
  expect(isDuration ? parseDuration(text, option) : text).toBe(
    isDuration ? constant : String(constant),
  )
  const { stdout } = await runMain([name, '--help'])
  const help = stdout.replaceAll(/\s+/g, ' ')
  expect(help.slice(help.indexOf(`--${option} `))).toContain(`default: "${text}")`)
  expect(configSchema(commands)).toMatchObject({
    properties: { [name]: { properties: { [option]: { default: text } } } },
  })
})

it('the page says the waits of the policy', () => {
  const { retries, backoffMs, factor } = DEFAULT_POLICY
  const [first, second] = [backoffMs, backoffMs * factor].map(writeDuration)
  expect(retryingSentence()).toContain(`up to ${retries} times more, after ${first}, ${second}, `)
  expect(retryingSentence({ retries: 1, backoffMs: 20 })).toContain('1 time more, after 20ms, then')
  expect(retryingSentence({ retries: 0 })).toMatch(/^Sent once/)
  expect(retryingSentence({ retries: 9 })).toMatch(/9 times more, after .* and so on, then/)
})

it('the guide says how often the sender tries', () => {
  const times = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'][
    DEFAULT_POLICY.retries
  ]
  const guide = readFileSync(new URL('../../docs/guides/faults.md', import.meta.url), 'utf8')
  expect(guide).toContain(`it retries the same bytes ${times} times at growing intervals`)
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
    ['::', { scheme: 'none' as const }, /beyond this machine, and accepts all requests/],
    ['192.0.2.1', secret('own'), /beyond this machine; anyone with its credentials/],
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
