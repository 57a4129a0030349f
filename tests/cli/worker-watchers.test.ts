import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import { openStore, type QueueStore } from '../../src/queue/index.ts'
import { startCli } from '../support/cli.ts'
import { deliveries } from '../support/deliveries.ts'
import { folderPerTest } from '../support/folder.ts'
import { runMain } from '../support/run-main.ts'
import { type ScriptedEndpoint, startScriptedEndpoint } from '../support/scripted-endpoint.ts'

const folder = folderPerTest()
let location: string
let store: QueueStore
let client: ScriptedEndpoint
/** What the endpoint responds to each request, counted from 0. */
let statusOf: (index: number) => number

beforeEach(async () => {
  location = join(folder.path, 'queue.db')
  store = await openStore(location, { clock: systemClock })
  statusOf = () => 503
  client = await startScriptedEndpoint((_, index) => ({ status: statusOf(index) }))
  await store.enqueue(deliveries(3, { endpoint: client.url }))
})
afterEach(async () => {
  await store.close()
  await client.close()
})

const worker = (...args: readonly string[]) =>
  runMain(
    ['worker', '--until-empty', '--store', location, '--retries', '0', '--breaker', '0', ...args],
    { env: { PATH: process.env.PATH ?? '' } },
  )

describe('worker --on-failure', () => {
  it('gives a command the failure report of what was given up', async () => {
    const file = join(folder.path, 'told.md')
    await worker('--on-failure', `echo "$DROPSHIP_FAILED failed" > '${file}'; cat >> '${file}'`)
    const told = readFileSync(file, 'utf8')
    expect(told).toMatch(/^3 failed\n# Delivery failures\n\n3 deliveries failed/)
  })

  it('shows what the command prints on standard error, since standard output is its own', async () => {
    const { stdout, stderr } = await worker('--json', '--on-failure', 'head -1; echo noted')
    expect(stderr).toContain('# Delivery failures\nnoted\n')
    expect(JSON.parse(stdout)).toMatchObject({ failed: 3 })
  })

  it('sends a URL the same report as JSON', async () => {
    const pager = await startScriptedEndpoint(() => ({ status: 204 }))
    try {
      await worker('--on-failure', `${pager.url}/page`)
      const [first] = pager.received
      expect(pager.received).toHaveLength(1)
      expect(JSON.parse(String(first?.body))).toMatchObject({ schemaVersion: 1, deliveries: 3 })
    } finally {
      await pager.close()
    }
  })

  it.each([
    ['exit 7', 'it ended with 7'],
    ['http://127.0.0.1:9/page', 'ECONNREFUSED'],
  ])('that fails (%s) is said, and changes nothing else', async (target, reason) => {
    const { stderr, exitCode } = await worker('--on-failure', target)
    expect(stderr).toMatch(new RegExp(`--on-failure could not be told: .*${reason}`))
    expect(exitCode).toBe(1)
    expect(await store.counts()).toMatchObject({ failed: 3 })
  })
})

it('worker --breaker says once that an endpoint is down, for how long it waits, and that it is up again', async () => {
  statusOf = (index) => (index < 2 ? 503 : 200)
  const { stderr } = await worker('--breaker', '1', '--concurrency', '1', '--backoff', '200ms')
  const said = stderr.split('\n').filter((line) => /down|is up/.test(line))
  expect(said).toEqual([
    expect.stringMatching(
      / seems to be down: new deliveries are paused for (199|200) ms, and again/,
    ),
    `${client.url} is up again`,
  ])
})

it('queue list names its parts on a terminal, and only there', async () => {
  await worker()
  const list = ['queue', 'list', '--store', location]
  const [lines, shown] = [await runMain(list), await runMain(list, { isTerminal: true })]
  expect(lines.stdout).toMatch(/^20\S+Z {2}failed/)
  expect(shown.stdout).toMatch(/^last changed {14}state {6}last outcome .*\n20/)
  expect(shown.stdout.split('\n').slice(1).join('\n')).toBe(lines.stdout)
})

it('queue counts the attempts since a retry by hand beside all of them', async () => {
  await worker()
  await runMain(['queue', 'retry', '--all', '--store', location])
  await worker()
  const { stdout } = await runMain(['queue', 'list', '--store', location])
  const [id = ''] = /msg_\S+/.exec(stdout) ?? []
  expect(stdout.match(/ {2}503 {3}1× since retry 1 by hand {2}/g)).toHaveLength(3)
  const shown = await runMain(['queue', 'show', id, '--store', location])
  expect(shown.stdout).toMatch(
    /\n {4}1: 20.*503.*\n(?: {7}.*\n)*? {4}2 \(1 since retry 1 by hand\): 20.*503/,
  )
})

it('queue retry says what a filter that matches nothing passed over', async () => {
  await worker()
  const retry = (...filter: string[]) => runMain(['queue', 'retry', '--store', location, ...filter])
  expect((await retry('--error', 'connection-refused')).stdout).toBe(
    '0 due again; 3 other deliveries in the failure queue do not match\n',
  )
  expect((await retry('--all')).stdout).toBe('3 due again\n')
  expect((await retry('--all')).stdout).toBe('0 due again; the failure queue is empty\n')
})

it('worker --metrics-port counts attempts, outcomes and the queue for Prometheus', async () => {
  await store.close()
  const args = ['worker', '--store', location, '--retries', '0', '--metrics-port', '0']
  const running = startCli(args)
  try {
    const [, url = ''] = await running.waitFor(/metrics: (http:\S+)/)
    const text = async (): Promise<string> => (await fetch(url)).text()
    await expect.poll(text, { timeout: 20_000 }).toContain('settled_total{state="failed"} 3')
    const metrics = await text()
    expect(metrics).toContain('dropship_worker_attempts_total{outcome="503"} 3')
    expect(metrics).toContain('dropship_queue_deliveries{state="failed"} 3')
    expect(metrics).toContain('dropship_worker_attempt_duration_seconds_bucket{le="+Inf"} 3')
    expect((await fetch(new URL('/', url))).status).toBe(404)
  } finally {
    await running.stop('SIGTERM')
    store = await openStore(location, { clock: systemClock })
  }
})
