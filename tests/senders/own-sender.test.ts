import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Report } from '../../src/certify/index.ts'
import { BIN, runCli } from '../support/cli.ts'
import { folderForFile } from '../support/folder.ts'
import { EXAMPLES } from './examining.ts'

const folder = folderForFile()
const messages = join(folder, 'messages.ndjson')
const SCALE = 25

/** Our own sender as a user runs it: `send`, after a stop `worker`, and `queue retry` by hand. */
const DROPSHIP = `"${process.execPath}" "${BIN}"`
const STORE = '--store "$DROPSHIP_EXAM_STATE/queue.db"'
const DELIVERING = [
  '--to "$DROPSHIP_EXAM_URL" --token-url "$DROPSHIP_EXAM_TOKEN_URL"',
  '--client-id "$DROPSHIP_EXAM_CLIENT_ID" --client-secret "$DROPSHIP_EXAM_CLIENT_SECRET"',
  `${STORE} --backoff ${1000 / SCALE}ms --timeout ${30_000 / SCALE}ms`,
].join(' ')
const WORK = `${DROPSHIP} worker --until-empty --quiet ${DELIVERING}`
const COMMAND = `if [ "$DROPSHIP_EXAM_RESTART" ]; then exec ${WORK}; fi; exec ${DROPSHIP} send "${messages}" --quiet ${DELIVERING}`
const RETRY = `${DROPSHIP} queue retry --all ${STORE} && exec ${WORK}`

it('our own sender, as separate processes, is certified at the highest level', async () => {
  const lines = Object.entries(EXAMPLES).map(([operation, body]) =>
    JSON.stringify({ operation, body }),
  )
  writeFileSync(messages, `${lines.join('\n')}\n`)
  const { exitCode, stdout, stderr } = await runCli([
    'certify-sender',
    ...optionsOf({
      level: 'resilient',
      'time-scale': String(SCALE),
      'first-wait': '6s',
      'start-within': '30s',
      command: COMMAND,
      'retry-trigger': RETRY,
    }),
    '--json',
  ])
  expect(stderr).toBe('')
  const { checks, verdict, durationMs, timelines = [] } = JSON.parse(stdout) as Report
  // A busy machine delays some attempts, which makes the next waits shorter: correct-senders.test.ts has jitter in virtual time.
  const others = checks.filter(({ id, status }) => status !== 'passed' && id !== 'waits/jitter')
  expect(others.map(({ id, actual }) => `${id}: ${actual}`)).toEqual([])
  expect(verdict).toBe('certified')
  expect(exitCode).toBe(0)
  // Less than 20 s on two idle cores, 23 s beside fourteen busy processes: correct-senders.test.ts has the time without them.
  expect(durationMs).toBeLessThan(60_000)
  const sum = timelines.reduce((total, timeline) => total + timeline.durationMs, 0)
  expect(durationMs).toBeLessThan(sum / 3)
}, 120_000)

function optionsOf(options: Readonly<Record<string, string>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
}
