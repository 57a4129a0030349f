import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { type RunningCli, startCli } from '../support/cli.ts'
import { folderPerTest } from '../support/folder.ts'
import { post } from '../support/post.ts'
import { childrenOf, isRunning } from '../support/processes.ts'
import { runMain } from '../support/run-main.ts'

/** A command that is killed leaves no process behind, and no file that is half written. */

const folder = folderPerTest()
/** Of requests side by side. */
const SENDERS = 4
const JSON_TYPE = { 'content-type': 'application/json' }
const MOMENTS = { timeout: 20_000, interval: 2 }

let stub: Stub
beforeAll(async () => {
  stub = await startStub({ auth: { scheme: 'none' } })
})
afterAll(() => stub.close())

const start = (...args: string[]): RunningCli => startCli(args, { cwd: folder.path })

function childOf(running: RunningCli): Promise<number> {
  return vi.waitFor(() => {
    const [child] = childrenOf(running.pid)
    if (child === undefined) throw new Error('no process was started')
    return child
  }, MOMENTS)
}

describe('SIGKILL leaves no process of', () => {
  it.each([
    [
      'up: Prism ends',
      () => ['up', '--port', '0', '--admin-port', '0', '--prism-port', '0', '--no-console'],
    ],
    ['verify: the verifier of Pact ends', () => ['verify', stub.url]],
  ])('%s', async (_, line) => {
    const running = start(...line())
    const child = await childOf(running)
    await running.stop('SIGKILL')
    await vi.waitFor(() => expect(isRunning(child)).toBe(false), MOMENTS)
  })
})

/** The reports that have their names. */
function reportsIn(out: string): string[] {
  return readdirSync(out).filter((file) => /\.(?:json|html|xml)$/.test(file))
}

describe('SIGKILL leaves no half-written', () => {
  it('report of certify', async () => {
    const line = ['certify', stub.url, '--auth', 'none', '--only', 'accept/*', '--out']
    for (const lifeMs of [0, 3, 12]) {
      const out = join(folder.path, `after-${lifeMs}`)
      const running = start(...line, out)
      await vi.waitFor(() => expect(reportsIn(out).length).toBeGreaterThan(0), MOMENTS)
      await delay(lifeMs)
      await running.stop('SIGKILL')
      for (const file of reportsIn(out)) {
        const text = readFileSync(join(out, file), 'utf8').trimEnd()
        expect(text).toMatch(file.endsWith('.json') ? /\}$/ : /<\/(?:html|testsuites|testsuite)>$/)
      }
    }
  })

  it('capture of proxy', async () => {
    for (const [moment, bytes] of [50_000, 200_000, 500_000].entries()) {
      const name = `traffic-${moment}.har`
      const file = join(folder.path, name)
      const running = start('proxy', '--to', stub.url, '--port', '0', '--har', name)
      const [, url = ''] = await running.waitFor(/(http:\/\/127\.0\.0\.1:\d+)/)
      let responses = 0
      const body = JSON.stringify({ text: 'x'.repeat(bytes) })
      const ask = async (): Promise<void> => {
        for (;;) {
          await post(`${url}/drop_shipment_confirmation`, { body, headers: JSON_TYPE })
          responses++
        }
      }
      const asking = Promise.all(
        Array.from({ length: SENDERS }, () => ask().catch(() => undefined)),
      )
      await vi.waitFor(() => expect(responses).toBeGreaterThan(20), MOMENTS)
      // Amid a write, as often as not: the file has begun to grow.
      const size = statSync(file).size
      await vi.waitFor(() => expect(statSync(file).size).not.toBe(size), MOMENTS)
      await running.stop('SIGKILL')
      await asking
      // What was cut is one record that is said to be so; all before it are whole.
      const { stdout, stderr, exitCode } = await runMain(['validate', file, '--json'])
      expect(exitCode, `${stdout.slice(-300)}${stderr}`).toBe(1)
      // An exchange is written when it has ended and is judged, while its sender goes on with the next.
      const entries = readFileSync(file, 'utf8').split('"startedDateTime"').length - 1
      expect(entries).toBeGreaterThanOrEqual(responses - 2 * SENDERS)
    }
  })
})
