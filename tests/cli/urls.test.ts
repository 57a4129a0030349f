import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore } from '../../src/queue/index.ts'
import { HarnessError, readProxySettings, Secret, systemClock } from '../../src/core/index.ts'
import { certify, createSender } from '../../src/index.ts'
import { type RunningConsole, startTestConsole } from '../support/console.ts'
import { runMain } from '../support/run-main.ts'
import { URLS, type UrlRow } from '../support/urls.ts'

/** One table of URLs, asked of every place that takes one: no request is sent, since something else stops each of them. */

const OPERATION = 'drop_shipment_confirmation'
const NOBODY = 'http://127.0.0.1:9'

/** What an error says; `undefined` where the URL was accepted. */
type Door = (url: string) => Promise<string | undefined>

let folder: string
let running: RunningConsole
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dropship-urls-'))
  const store = await openStore(join(folder, 'queue.db'), { clock: systemClock })
  await store.close()
  running = await startTestConsole()
})
afterAll(async () => {
  await running.close()
  rmSync(folder, { recursive: true })
})

/** A command line that goes wrong for another reason once its URL is accepted. */
function line(args: (url: string) => readonly string[], reason: RegExp | 'nothing'): Door {
  return async (url) => {
    const { exitCode, stdout, stderr } = await runMain(args(url))
    return told(exitCode === 0 ? 'nothing' : stderr, reason, stdout)
  }
}

function told(problem: string, reason: RegExp | 'nothing', context = ''): string | undefined {
  const isAccepted = reason === 'nothing' ? problem === 'nothing' : reason.test(problem)
  if (isAccepted) return undefined
  // What is neither the URL nor the other reason is a fault of this test.
  expect(problem, context).toMatch(/not one that can be called|cannot be read/)
  return problem
}

/** The same from a line of a configuration file. */
function configured(text: (url: string) => string, command: string): Door {
  return line((url) => {
    const file = join(folder, 'dropship.config.yaml')
    writeFileSync(file, text(JSON.stringify(url)))
    return [...command.split(' '), '--config', file, '--timeout', 'x']
  }, TIMEOUT)
}

const TIMEOUT = /"x" *$|--timeout/m

/** A call of the library that goes wrong for another reason once its URL is accepted. */
function call(made: (url: string) => unknown, reason: RegExp | 'nothing'): Door {
  return async (url) => {
    try {
      await made(url)
      return told('nothing', reason)
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error
      return told(`${error.message} ${JSON.stringify(error.details)}`, reason)
    }
  }
}

/** A form of the console's page that goes wrong for another reason once its URL is accepted. */
function form(path: string, body: (url: string) => object, reason: RegExp): Door {
  return async (url) => {
    const response = await fetch(`${running.page.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body(url)),
    })
    return told(await response.text(), reason)
  }
}

const oauth2 = (tokenUrl: string) =>
  ({
    scheme: 'oauth2',
    tokenUrl,
    clientId: 'c',
    clientSecret: new Secret('s', '$S'),
    tokenAuth: 'form',
  }) as const
const SEND = ['send', '--sample', OPERATION]
const TOKEN = ['--client-id', 'c', '--client-secret', 's']
const NO_KEY = { scheme: 'api-key', header: 'X-Key' }
const MISSING = /api-key needs|needs \$DROPSHIP_API_KEY/

const DOORS: Readonly<Record<string, Door>> = {
  'certify URL': line((url) => ['certify', '--timeout=x', '--', url], TIMEOUT),
  'certify --endpoint': line(
    (url) => ['certify', `--endpoint=${OPERATION}=${url}`, '--timeout=x'],
    TIMEOUT,
  ),
  'certify --token-url': line(
    (url) => ['certify', NOBODY, `--token-url=${url}`, '--auth=oauth2', ...TOKEN, '--timeout=x'],
    TIMEOUT,
  ),
  'certify --state-url': line(
    (url) => [
      'certify',
      NOBODY,
      `--state-url=${url}`,
      '--other-client-id=o',
      '--other-client-secret=s',
    ],
    /needs a token service/,
  ),
  'verify URL': line((url) => ['verify', '--timeout=x', '--', url], TIMEOUT),
  'verify --endpoint': line(
    (url) => ['verify', `--endpoint=${OPERATION}=${url}`, '--timeout=x'],
    TIMEOUT,
  ),
  'verify --state-url': line(
    (url) => ['verify', NOBODY, `--state-url=${url}`, '--timeout=x'],
    TIMEOUT,
  ),
  'send --to': line((url) => [...SEND, `--to=${url}`, '--timeout=x'], TIMEOUT),
  'send --endpoint': line(
    (url) => [...SEND, `--endpoint=${OPERATION}=${url}`, '--timeout=x'],
    TIMEOUT,
  ),
  'worker --to': line((url) => ['worker', `--to=${url}`, '--timeout=x'], TIMEOUT),
  'worker --endpoint': line(
    (url) => ['worker', `--endpoint=${OPERATION}=${url}`, '--timeout=x'],
    TIMEOUT,
  ),
  'proxy --to': line((url) => ['proxy', `--to=${url}`, '--timeout=x'], TIMEOUT),
  'proxy --endpoint': line(
    (url) => ['proxy', `--endpoint=${OPERATION}=${url}`, '--timeout=x'],
    TIMEOUT,
  ),
  'queue --to': line(
    (url) => ['queue', 'list', `--to=${url}`, `--store=${folder}/queue.db`],
    'nothing',
  ),
  'queue retry --redirect-to': line(
    (url) => ['queue', 'retry', '--all', `--redirect-to=${url}`, `--store=${folder}/queue.db`],
    'nothing',
  ),
  'queue retry --endpoint': line(
    (url) => [
      'queue',
      'retry',
      '--all',
      `--endpoint=${OPERATION}=${url}`,
      `--store=${folder}/queue.db`,
    ],
    'nothing',
  ),
  'endpoints of the configuration file': configured(
    (url) => `endpoints: { ${OPERATION}: ${url} }`,
    'certify',
  ),
  'to of the configuration file': configured((url) => `to: ${url}`, SEND.join(' ')),
  'token-url of the configuration file': configured(
    (url) => `token-url: ${url}\nauth: oauth2`,
    `certify ${NOBODY} ${TOKEN.join(' ')}`,
  ),
  'state-url of the configuration file': configured(
    (url) => `state-url: ${url}`,
    `verify ${NOBODY}`,
  ),
  'certify({ url })': call(
    (url) => certify({ url, operations: ['x'] }),
    /UNKNOWN_OPERATION|no operation/i,
  ),
  'certify({ endpoints })': call(
    (url) => certify({ endpoints: { [OPERATION]: url }, operations: ['x'] }),
    /UNKNOWN_OPERATION|no operation/i,
  ),
  'certify({ stateUrl })': call(
    (stateUrl) => certify({ url: NOBODY, stateUrl, operations: ['x'] }),
    /UNKNOWN_OPERATION|no operation/i,
  ),
  'createSender({ endpoint })': call((endpoint) => createSender({ endpoint }).close(), 'nothing'),
  'createSender({ endpoints })': call(
    (url) => createSender({ endpoints: { [OPERATION]: url } }).close(),
    'nothing',
  ),
  'createSender({ credentials })': call(
    (url) => createSender({ endpoint: NOBODY, credentials: oauth2(url) }).close(),
    'nothing',
  ),
  'the form that certifies, base URL': form(
    '/api/certification',
    (url) => ({ url, auth: NO_KEY }),
    MISSING,
  ),
  'the form that certifies, URL of an operation': form(
    '/api/certification',
    (url) => ({ endpoints: { [OPERATION]: url }, auth: NO_KEY }),
    MISSING,
  ),
  'the form that sends, base URL': form(
    '/api/send',
    (to) => ({ operation: OPERATION, to, auth: NO_KEY }),
    MISSING,
  ),
  'the form that sends, URL of an operation': form(
    '/api/send',
    (endpoint) => ({ operation: OPERATION, endpoint, auth: NO_KEY }),
    MISSING,
  ),
  'the form that sends, token URL': form(
    '/api/send',
    (tokenUrl) => ({ operation: OPERATION, to: NOBODY, auth: { scheme: 'oauth2', tokenUrl } }),
    /needs --client-id|DROPSHIP_CLIENT_ID/,
  ),
}

/** Where the convention of others is followed. */
const OTHERS: Readonly<Record<string, readonly [Door, readonly UrlRow['verdict'][]]>> = {
  'verify --broker-url': [
    line((url) => ['verify', NOBODY, `--broker-url=${url}`, '--timeout=x'], TIMEOUT),
    ['credentials'],
  ],
  // What names no scheme of HTTP is a file, and there is none.
  'verify --pact': [line((url) => ['verify', NOBODY, `--pact=${url}`, '--timeout=x'], TIMEOUT), []],
  ...Object.fromEntries(
    ['http_proxy', 'HTTPS_PROXY', 'all_proxy'].map((variable) => [
      `$${variable}`,
      [
        (url: string) => {
          const { http, https } = readProxySettings({ [variable]: url })
          const proxy = http ?? https
          return Promise.resolve(proxy?.kind === 'unusable' ? proxy.problem : undefined)
        },
        ['credentials', 'no scheme', 'socks'],
      ],
    ]),
  ),
}

const DOORS_WITH_VERDICTS = [
  ...Object.entries(DOORS).map(([name, door]) => [name, door, []] as const),
  ...Object.entries(OTHERS).map(([name, [door, verdicts]]) => [name, door, verdicts] as const),
]

it.each(DOORS_WITH_VERDICTS)('%s gives each URL its verdict', async (name, door, besides) => {
  const isProxy = name.startsWith('$')
  for (const { what, url, verdict, says } of URLS) {
    // An empty text is as good as none in some places; the row is asked of the one rule.
    if (url === '') continue
    const problem = await door(url)
    const isAccepted = verdict === 'accepted' || besides.includes(verdict)
    expect(problem, `${what}: ${url.slice(0, 100)}`).toEqual(
      isAccepted ? undefined : expect.any(String),
    )
    if (problem === undefined) continue
    expect(problem).not.toMatch(/hush/)
    expect(problem.length).toBeLessThan(1000)
    // The value of a variable may hold a password, and is not shown.
    const isFile = /cannot be read/.test(problem)
    if (says !== undefined && !isProxy && !isFile) expect(problem, what).toMatch(says)
  }
})
