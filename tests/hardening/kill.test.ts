import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { type RunningCli, startCli } from '../support/cli.ts'
import { folderPerTest } from '../support/folder.ts'
import { post } from '../support/post.ts'
import { childrenOf, isRunning } from '../support/processes.ts'

/** A command that is killed leaves no process behind, and no file that is half written. */

const folder = folderPerTest()
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
    const line = ['proxy', '--to', stub.url, '--port', '0', '--har', 'traffic.har']
    const running = start(...line)
    const [, url = ''] = await running.waitFor(/(http:\/\/127\.0\.0\.1:\d+)/)
    let responses = 0
    const asking = (async () => {
      for (;;) {
        await post(`${url}/unknown`, { body: JSON.stringify({ text: 'x'.repeat(50_000) }) })
        responses++
      }
    })().catch(() => undefined)
    await vi.waitFor(() => expect(responses).toBeGreaterThan(20), MOMENTS)
    await running.stop('SIGKILL')
    await asking
    const { log } = JSON.parse(readFileSync(join(folder.path, 'traffic.har'), 'utf8')) as {
      readonly log: { readonly entries: readonly unknown[] }
    }
    // An exchange is written when it has ended: the last one may have been under way.
    expect(log.entries.length).toBeGreaterThanOrEqual(responses - 1)
  })
})
