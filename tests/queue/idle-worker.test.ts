import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/core/index.ts'
import { createWorker, type QueueStore, type WorkerOptions } from '../../src/queue/index.ts'
import type { Attempter } from '../../src/sender/index.ts'
import { instantHost } from '../simulation/stores/instant-host.ts'
import { SqliteFile } from '../simulation/stores/sqlite-file.ts'
import { SqliteStoreModel } from '../simulation/stores/sqlite-store.ts'
import { ACCEPTED, delivery } from '../support/deliveries.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const never = new Promise<never>(() => undefined)
const accept: Attempter = () => Promise.resolve({ observed: true, attempt: ACCEPTED })
const reject: Attempter = () =>
  Promise.resolve({
    observed: true,
    attempt: {
      startedAt: 0,
      durationMs: 1,
      renewed: false,
      error: { kind: 'connection-refused', message: 'nothing accepts connections' },
    },
  })

/** A worker with one delivery, which counts what it asks the store for and how often it sets its timer. */
async function working(
  attempt: Attempter,
  options: Partial<WorkerOptions> = {},
  changes: Partial<QueueStore> = {},
) {
  const clock = createFakeClock()
  const store: QueueStore = new SqliteStoreModel(new SqliteFile(), instantHost(clock))
  await store.enqueue([delivery()])
  const asked = { claims: 0, looks: 0 }
  const claim = store.claim.bind(store)
  const pending = store.pending.bind(store)
  Object.assign(store, {
    claim: (...values: Parameters<QueueStore['claim']>) => {
      asked.claims++
      return claim(...values)
    },
    pending: () => {
      asked.looks++
      return pending()
    },
    ...changes,
  })
  const worker = createWorker({ store, clock, random: createRandom(1), attempt, ...options })
  const stopping = new AbortController()
  void worker.run({ signal: stopping.signal })
  const pass = async (ms: number) => {
    const before = { ...asked, sleeps: clock.sleeps.length }
    for (let passed = 0; passed < ms; passed++) {
      await clock.advance(1)
      for (let turn = 0; turn < 3; turn++) await setImmediate()
    }
    return {
      claims: asked.claims - before.claims,
      looks: asked.looks - before.looks,
      sleeps: clock.sleeps.length - before.sleeps,
    }
  }
  await pass(100)
  return { pass, stop: () => stopping.abort() }
}

describe('a worker that has nothing to do', () => {
  it('polls once a second', async () => {
    const { pass, stop } = await working(accept)
    const { claims, looks, sleeps } = await pass(2000)
    expect(claims).toBe(0)
    expect(looks).toBe(2)
    expect(sleeps).toBeLessThan(5)
    stop()
  })

  it('sleeps while the store responds slowly', async () => {
    let looks = 0
    const nothing = (): Promise<readonly never[]> => (++looks > 1 ? never : Promise.resolve([]))
    const { pass, stop } = await working(accept, {}, { pending: nothing })
    expect((await pass(3000)).sleeps).toBeLessThan(5)
    expect(looks).toBe(2)
    stop()
  })

  it('sleeps while it waits for its last attempt to end', async () => {
    const { pass, stop } = await working(() => never)
    stop()
    expect((await pass(2500)).sleeps).toBeLessThan(5)
  })

  it('does not claim more often for a rate-limited endpoint than for another while nothing is due', async () => {
    const nothing = { claim: () => Promise.resolve([]) }
    const rated = await working(accept, { ratePerSecond: 500 }, nothing)
    const unrated = await working(accept, {}, nothing)
    const [one, other] = [await rated.pass(1000), await unrated.pass(1000)]
    expect(one).toEqual(other)
    // A look every 20 ms.
    expect(one.looks).toBeLessThan(60)
    rated.stop()
    unrated.stop()
  })

  it('claims nothing while an endpoint that was down may be tried again and nothing is due', async () => {
    const { pass, stop } = await working(reject, {
      policy: { backoffMs: 60_000 },
      breaker: { threshold: 1, cooldownMs: 200, factor: 1, maxCooldownMs: 200 },
    })
    await pass(200)
    const { claims, looks } = await pass(2000)
    expect(claims).toBe(0)
    expect(looks).toBe(2)
    stop()
  })
})
