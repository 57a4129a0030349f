import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { loadContract } from '../../src/contract/index.ts'
import { createMessages } from '../../src/messages/index.ts'
import { createJudge } from '../../src/validate/judge.ts'
import { checkNdjson, type LineWalkers, walkersFor } from '../../src/validate/ndjson.ts'
import type { Problem } from '../../src/validate/problem.ts'
import type { ByteSource } from '../../src/validate/source.ts'
import { Tally } from '../../src/validate/tally.ts'

const contract = await loadContract()
const judged = { reading: 'intended' } as const
/** A thread takes its time to start on a machine that is busy. */
const PATIENCE = { timeout: 15_000 }

/** A thousand lines: every tenth breaks a rule, some are no JSON, some are blank. */
function lines(): string {
  const all = contract.operations.map((operation) => createMessages(operation))
  return Array.from({ length: 1000 }, (_, index) => {
    const messages = all[index % all.length] ?? createMessages(contract.operations[0]!)
    const body: unknown = messages.message('full', 1 + (index % 3))
    if (index % 97 === 0) return ''
    if (index % 31 === 0) return `{"operation": ${index}`
    return JSON.stringify({
      operation: messages.operation.id,
      body: index % 10 === 0 ? { ...(body as object), stray: index } : body,
    })
  }).join('\n')
}

const sourceOf = (text: string): ByteSource => {
  const bytes = Buffer.from(text)
  let at = 0
  return {
    read: (buffer, from) => {
      const count = bytes.copy(buffer, from, at)
      at += count
      return Promise.resolve(count)
    },
    close: () => Promise.resolve(),
  }
}

async function check(text: string, walkers: LineWalkers) {
  const problems: Problem[] = []
  const tally = new Tally((problem) => problems.push(problem))
  const judge = createJudge(contract, judged)
  const file = 'lines.ndjson'
  await checkNdjson(sourceOf(text), { file, judge, walkers, tally }, { blockBytes: 8192 })
  return { summary: tally.summary(), problems }
}

let threaded: LineWalkers
const handedOver = vi.spyOn(Worker.prototype, 'postMessage')

beforeAll(async () => {
  threaded = walkersFor(contract, judged, { threads: 2, aloneFor: 0 })
  const blank = Buffer.from(new SharedArrayBuffer(512))
  await vi.waitUntil(async () => {
    await threaded.walk(blank, 0)
    return handedOver.mock.calls.length > 0
  }, PATIENCE)
  handedOver.mockClear()
})
afterAll(async () => {
  handedOver.mockRestore()
  await threaded.close()
})

test('threads find what one thread finds, at the same places and in the same order', async () => {
  const text = lines()
  const alone = await check(text, walkersFor(contract, judged, { threads: 0 }))
  expect(alone.problems.length).toBeGreaterThan(100)
  expect(await check(text, threaded)).toEqual(alone)
  expect(handedOver.mock.calls.length).toBeGreaterThan(10)
})

test('a thread that fails ends the check with its error', async () => {
  const broken = walkersFor(contract, judged, { threads: 1, aloneFor: 0 })
  const started = vi.fn<() => void>()
  handedOver.mockImplementation(function post(this: Worker) {
    started()
    this.emit('error', new Error('out of memory'))
  })
  await vi.waitFor(async () => {
    await expect(check(lines(), broken)).rejects.toThrow('out of memory')
  }, PATIENCE)
  expect(started).toHaveBeenCalled()
  await broken.close()
})
