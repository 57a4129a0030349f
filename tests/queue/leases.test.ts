import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/core/index.ts'
import { createWorker, type QueueStore, type WorkerOptions } from '../../src/queue/index.ts'
import type { AttemptResult } from '../../src/sender/index.ts'
import { SimulatedPostgres } from '../simulation/stores/postgres-server.ts'
import { openPostgresModel } from '../simulation/stores/postgres-store.ts'
import { instantHost } from '../simulation/stores/instant-host.ts'
import { ACCEPTED, deliveries } from '../support/deliveries.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const LEASE_MS = 3000

/** Lets everything happen that happens at this time. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await setImmediate()
}

/** A worker with one delivery in flight and other claims; `end` accepts the delivery in flight. */
async function holding(changes: Partial<QueueStore> = {}, options: Partial<WorkerOptions> = {}) {
  const clock = createFakeClock()
  const host = instantHost(clock)
  const server = new SimulatedPostgres({ now: () => clock.now(), later: host.later })
  const store = await openPostgresModel(server, host, { leaseMs: LEASE_MS })
  const many = deliveries(4)
  await store.enqueue(many)
  const sent: string[] = []
  const ends: ((result: AttemptResult) => void)[] = []
  const worker = createWorker({
    store: Object.assign(store, changes),
    clock,
    random: createRandom(1),
    concurrency: 1,
    attempt: ({ id }) => {
      sent.push(id)
      return new Promise((resolve) => ends.push(resolve))
    },
    ...options,
  })
  const stopped = new AbortController()
  const done = worker.run({ signal: stopped.signal })
  await quiet()
  return {
    clock,
    many,
    sent,
    other: await openPostgresModel(server, host, { leaseMs: LEASE_MS }),
    end: async () => {
      ends.pop()?.({ observed: true, attempt: ACCEPTED })
      await quiet()
    },
    stop: async () => {
      stopped.abort()
      ends.pop()?.({ observed: false })
      return done
    },
  }
}

describe('a worker whose leases ran out', () => {
  it('sends claims whose lease was extended', async () => {
    const { clock, sent, many, end, stop } = await holding()
    for (let third = 0; third < 9; third++) {
      await clock.advance(LEASE_MS / 3)
      await quiet()
    }
    await end()
    expect(sent).toEqual([many[0]?.id, many[1]?.id])
    await stop()
  })

  it('sends nothing that another worker may have claimed meanwhile', async () => {
    const never = new Promise<never>(() => undefined)
    const { clock, sent, many, other, end, stop } = await holding({ extend: () => never })
    await clock.advance(LEASE_MS)
    const taken = await other.claim(many[0]?.endpoint ?? '', 10, 'all')
    expect(taken).toHaveLength(4)
    await end()
    expect(sent).toEqual([many[0]?.id])
    expect(await stop()).toMatchObject({ attempts: 1, lost: 1 })
  })

  it('releases all of them at once, however slowly it may send', async () => {
    const released: number[] = []
    const { clock, sent, many, stop } = await holding(
      {
        extend: () => new Promise(() => undefined),
        release: (claims) => {
          released.push(claims.length)
          return Promise.resolve()
        },
      },
      { concurrency: 4, ratePerSecond: 0.25 },
    )
    await clock.advance(4000)
    await quiet()
    expect(released).toEqual([3])
    expect(sent).toEqual([many[0]?.id])
    await stop()
  })

  it('releases claims that another worker owns according to the store', async () => {
    const released: string[] = []
    const { clock, sent, many, end, stop } = await holding({
      extend: () => Promise.resolve([]),
      release: (claims) => {
        released.push(...claims.map(({ delivery: { id } }) => id))
        return Promise.resolve()
      },
    })
    await clock.advance(LEASE_MS / 3)
    await quiet()
    await end()
    expect(sent).toEqual([many[0]?.id, many[2]?.id])
    expect(released).toEqual([many[1]?.id])
    expect(await stop()).toMatchObject({ delivered: 1 })
  })
})
