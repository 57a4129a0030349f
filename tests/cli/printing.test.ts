import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderStepSummary, renderTerminal } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { escapeHtml, HarnessError, isRecord, renderError } from '../../src/core/index.ts'
import { createMessages } from '../../src/messages/index.ts'
import { renderVerification } from '../../src/pact/index.ts'
import { sampleReport } from '../support/reports.ts'
import { runMain } from '../support/run-main.ts'
import { UNPRINTABLE } from '../support/unprintable.ts'

/** Every command that prints, with text from outside that would control a terminal, reverse a line or hide. */

/** All that is unprintable, but for what no file name can hold. */
const HOSTILE = UNPRINTABLE.map(([, char]) => char).filter(
  (char) => !['\u0000', '\ud83d'].includes(char),
)
const TEXT = `a${HOSTILE.join('x')}b`
const RAW =
  /(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u200b\u2060\ufeff\u00ad\u3164\u{e0041}]/u

const operation = (await loadContract()).operation('drop_shipment_confirmation')

let folder: string
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dropship-printing-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A valid message whose identifier is hostile. */
function hostileMessage(): unknown {
  const message = createMessages(operation).message('full')
  const own = isRecord(message) && isRecord(message.shipment) ? message.shipment : {}
  return { shipment: { ...own, client_identifier: TEXT } }
}

const shipment = (more: object): string => JSON.stringify({ shipment: more })
const AS = ['--as', 'drop_shipment_confirmation']

/** Command lines, each made when the folder is there. */
const LINES: Readonly<Record<string, () => readonly string[]>> = {
  'an unknown command': () => [TEXT],
  'an unknown option': () => ['validate', `--${TEXT}`],
  'a file that is not there': () => ['validate', `${TEXT}.json`],
  'an unknown operation': () => ['sample', TEXT],
  'the URL of an endpoint': () => ['certify', `ht tp://${TEXT}`],
  'a file that is wrong, by its name': () => [
    'validate',
    file(`${TEXT.replaceAll('/', '')}.json`, shipment({ carrier: 7 })),
    ...AS,
  ],
  'values and names of a message': () => [
    'validate',
    file(
      'message.json',
      `{"shipment":{"carrier":${JSON.stringify([TEXT])},${JSON.stringify(TEXT)}:1}}`,
    ),
    ...AS,
  ],
  'the same as JSON': () => ['validate', join(folder, 'message.json'), ...AS, '--json'],
  'the same for GitHub': () => [
    'validate',
    join(folder, 'message.json'),
    ...AS,
    '--format',
    'github',
  ],
  'text that is not JSON': () => ['validate', file('broken.json', `{"a": ${TEXT}}`), ...AS],
  'a contract': () => [
    'lint',
    '--contract',
    file('contract.yaml', `openapi: 3.1.0\ninfo: ${JSON.stringify(TEXT)}\n`),
  ],
  'a configuration': () => [
    'mock',
    '--config',
    file('config.yaml', `${JSON.stringify(TEXT)}: 1\n`),
  ],
  'a scenario': () => [
    'mock',
    '--scenario',
    file('scenario.yaml', `steps: [{ ${JSON.stringify(TEXT)}: 1 }]\n`),
  ],
  'a pact': () => ['lint', '--no-mocks', '--pact', file('pact.json', TEXT)],
  waivers: () => [
    'certify',
    'http://127.0.0.1:9',
    '--waivers',
    file('waivers.yaml', `- ${JSON.stringify(TEXT)}\n`),
  ],
  'a certificate': () => [
    'certificate',
    'show',
    file('certificate.json', JSON.stringify({ a: TEXT })),
  ],
  'a message that is delivered nowhere': () => [
    'send',
    file('queued.json', JSON.stringify(hostileMessage())),
    ...AS,
    '--to',
    'http://127.0.0.1:9',
    '--auth',
    'none',
    '--backoff',
    '1ms',
    '--retries',
    '0',
    '--store',
    join(folder, 'queue.db'),
  ],
}

it('an error that ends a command is an annotation in GitHub Actions, on one line', async () => {
  const args = ['lint', join(folder, 'nothing.yaml')]
  const { stderr, exitCode } = await runMain(args, { env: { GITHUB_ACTIONS: 'true' } })
  const lines = stderr.split('\n').filter((line) => line.startsWith('::'))
  expect(lines).toEqual([expect.stringMatching(/^::error title=dropship.*::.*nothing\.yaml/)])
  expect(exitCode).toBe(3)
  expect((await runMain(args)).stderr).not.toContain('::error')
})

describe('in GitHub Actions no text of others is a command to the runner', () => {
  const COMMANDS = `\n::set-output name=a::b\n  ::stop-commands::c\n##[add-mask]d\n::error::e`
  const GITHUB = { env: { GITHUB_ACTIONS: 'true' } }
  const foreign = (text: string): string[] =>
    text
      .split('\n')
      .filter((line) =>
        /^\s*::(?!(?:error|warning) [^:]*::)|##\[/.test(line.replace(/^::.*$/, own)),
      )
  const own = (line: string): string => (/^::(?:error|warning) /.test(line) ? '' : line)

  it.each<[what: string, line: () => readonly string[]]>([
    ['a file that is not there', () => ['validate', `${COMMANDS}.json`]],
    ['an unknown command', () => [COMMANDS]],
    ['the text of a payload', () => ['validate', file('runner.json', COMMANDS), ...AS]],
    ['a contract', () => ['lint', '--contract', file('runner.yaml', `a: b\n${COMMANDS}\n{`)]],
    ['names of a message', () => ['validate', file('n.json', shipment({ [COMMANDS]: 1 })), ...AS]],
  ])('%s', async (_what, line) => {
    const { stdout, stderr } = await runMain(line(), GITHUB)
    expect(stdout + stderr).not.toBe('')
    expect(foreign(stdout + stderr)).toEqual([])
  })

  it('and elsewhere it stays as it is', async () => {
    const { stderr } = await runMain(['validate', '##[group].json'])
    expect(stderr).toContain('##[group].json')
    const { stderr: escaped } = await runMain(['validate', '##[group].json'], GITHUB)
    expect(escaped).toContain(String.raw`##\u005bgroup].json`)
  })
})

describe('the command line prints nothing raw of', () => {
  it.each(Object.entries(LINES))('%s', async (_what, line) => {
    const { stdout, stderr } = await runMain(line())
    expect(stdout + stderr).not.toBe('')
    expect(RAW.exec(stdout + stderr)).toBeNull()
  })

  it('messages in the queue', async () => {
    const store = ['--store', join(folder, 'queue.db')]
    for (const action of [['list'], ['list', '--json'], ['report'], ['report', '--json']]) {
      const { stdout, stderr } = await runMain(['queue', ...action, ...store])
      expect(RAW.exec(stdout + stderr)).toBeNull()
      expect(stdout).toMatch(action[0] === 'report' && action.length === 1 ? /u202e/ : /\\u202e/)
    }
  })
})

const renderers: Readonly<Record<string, () => string>> = {
  'an error': () =>
    renderError(new HarnessError('INTERNAL', TEXT, { found: TEXT, where: TEXT, next: TEXT })),
  'a report at a terminal': () =>
    renderTerminal(
      { ...sampleReport(), endpoint: TEXT, reason: TEXT },
      { color: false, full: true },
    ),
  'a report for GitHub': () =>
    renderStepSummary({ ...sampleReport(), endpoint: TEXT, reason: TEXT }),
  'a verification': () =>
    renderVerification(
      {
        enabled: [{ operation: TEXT, url: `http://h/${TEXT}`, isOwn: true, path: '/' }],
        notEnabled: [TEXT],
        secrets: [],
      },
      [
        {
          consumer: TEXT,
          provider: TEXT,
          interactions: [{ description: TEXT, states: [TEXT], status: 'failed', causes: [TEXT] }],
        },
      ] as unknown as Parameters<typeof renderVerification>[1],
    ),
  HTML: () => escapeHtml(TEXT),
}

it.each(Object.entries(renderers))('%s contains nothing raw', (_what, render) => {
  expect(render()).not.toBe('')
  expect(RAW.exec(render())).toBeNull()
})
