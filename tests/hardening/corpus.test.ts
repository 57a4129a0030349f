import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptInputs } from './fuzz/corpus.ts'
import { fixedSeed, fuzz } from './fuzz/fuzz.ts'
import { type Judged, judged } from './fuzz/measured.ts'
import { READERS } from './fuzz/readers.ts'
import { exchange, SERVERS } from './fuzz/servers.ts'
import { type FuzzTarget, writeJson } from './fuzz/target.ts'

/** The inputs that once failed, and the fuzzer that found them (`npm run fuzz`). */

const TARGETS = [...SERVERS, ...READERS]

describe.each(TARGETS)('the $name', (target) => {
  const kept = keptInputs().filter((input) => input.target === target.name)
  let subject: Judged
  beforeAll(async () => {
    subject = await judged(target)
    for (const base of target.bases) await subject.judge(target.write(base))
  })
  afterAll(() => subject.close())

  it.each(kept)('bears $file', async ({ bytes }) => {
    expect(await subject.judge(bytes)).toBeUndefined()
  })

  it('bears the first inputs of the fuzzer', async () => {
    const seed = fixedSeed(target)
    const result = await fuzz(target, { seed, forMs: 20_000, maxInputs: 12 })
    expect(result).toEqual({ target: target.name, seed, inputs: 12 })
  })
})

it('every kept input names a target', () => {
  const names = new Set(TARGETS.map(({ name }) => name))
  expect(keptInputs().filter(({ target }) => !names.has(target))).toEqual([])
  expect(keptInputs().length).toBeGreaterThan(0)
})

it('what the servers are given reaches them: unchanged, it is accepted', async () => {
  const rejected: string[] = []
  for (const target of SERVERS) {
    const running = await target.start()
    for (const base of target.bases) {
      const bytes = target.write(base)
      const [status = 'no response'] = (await exchange(running.url ?? '', bytes)).split('\r\n')
      if (!/ 20[04] /.test(status)) rejected.push(`${target.name}: ${status}`)
    }
    await running.close()
  }
  // A path that is unknown, and credentials that nobody has.
  expect(rejected).toEqual([
    'stub: HTTP/1.1 404 Not Found',
    'token service: HTTP/1.1 400 Bad Request',
    'token service: HTTP/1.1 401 Unauthorized',
  ])
})

/** A target that errs on an input with this text. */
function erring(what: (text: string) => unknown): FuzzTarget {
  return {
    name: 'erring',
    bases: [{ a: [1, 'x'], b: { c: 'text' } }],
    write: writeJson,
    maxCpuMs: 10,
    start: () =>
      Promise.resolve({
        read: async (bytes) => {
          const complaint = await what(bytes.toString('latin1'))
          return typeof complaint === 'string' ? complaint : undefined
        },
        close: () => Promise.resolve(),
      }),
  }
}

function burn(ms: number): void {
  const { user } = process.cpuUsage()
  while (process.cpuUsage().user - user < ms * 1000);
}

describe('the fuzzer finds', () => {
  it.each([
    [
      'an incorrect response',
      (text: string) => (text.includes('__proto__') ? 'wrong' : undefined),
      /wrong/,
    ],
    [
      'an error that nobody catches',
      (text: string) => {
        if (text.includes('__proto__'))
          queueMicrotask(() => void Promise.reject(new Error('stray')))
        return new Promise((resolve) => setTimeout(resolve, 5))
      },
      /nobody caught: Error: stray/,
    ],
    ['a stall', (text: string) => text.includes('__proto__') && burn(15), /ms of CPU time, of 10/],
  ])('%s, and makes its input small', async (_, what, complaint) => {
    const { failure } = await fuzz(erring(what), { seed: 1, forMs: 20_000 })
    expect(failure?.complaint).toMatch(complaint)
    expect(failure?.bytes.length).toBeLessThan(200)
  })
})
