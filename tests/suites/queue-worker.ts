import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../../src/core/index.ts'
import {
  createWorker,
  type QueueStore,
  type WorkerEvent,
  type WorkerOptions,
} from '../../src/queue/index.ts'
import type { Attempt, Attempter, AttemptResult, Delivery } from '../../src/sender/index.ts'
import { ACCEPTED, deliveries, delivery } from '../support/deliveries.ts'
import { ENDPOINT, type QueuePlace, StoreUnderTest } from './store-under-test.ts'

const DOWN: Attempt = {
  startedAt: 0,
  durationMs: 1,
  renewed: false,
  error: { kind: 'connection-refused', message: 'nothing accepts connections' },
}
const observed = (attempt: Attempt): AttemptResult => ({ observed: true, attempt })
const noJitter: Random = { ...createRandom(1), next: () => 0 }

/** Lets real input and output happen until a condition is met. */
async function until(isMet: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!isMet()) {
    if (performance.now() > deadline) throw new Error('it never came to hold')
    await setImmediate()
  }
}

/** What a worker must do on every store. */
export function queueWorkerSuite(makePlace: () => Promise<QueuePlace>): void {
  const test = new StoreUnderTest(makePlace)

  /** A worker over the store, with its events; `send` is what the network does. */
  function work(
    send: (delivery: Delivery, count: number, signal?: AbortSignal) => Promise<AttemptResult>,
    options: Partial<WorkerOptions> = {},
  ) {
    const events: WorkerEvent[] = []
    const sentAt: number[] = []
    const attempt: Attempter = (one, signal) => {
      sentAt.push(test.store.now())
      return send(one, sentAt.length, signal)
    }
    const worker = createWorker({
      store: test.store,
      clock: test.clock,
      random: noJitter,
      attempt,
      onEvent: (event) => events.push(event),
      ...options,
    })
    return { worker, events, sentAt }
  }

  /** Lets time go on no faster than the store works, so that it does not run away from a slow one. */
  async function passSomeTime(): Promise<void> {
    await test.store.counts()
    await test.clock.advance(500)
  }

  it('delivers everything once and ends when nothing is left', async () => {
    const many = deliveries(200)
    await test.store.enqueue(many)
    const arrived: string[] = []
    const { worker, events } = work((one) => {
      arrived.push(one.id)
      return Promise.resolve(observed(ACCEPTED))
    })
    const summary = await worker.run({ until: 'empty' })
    expect(arrived.toSorted()).toEqual(many.map(({ id }) => id).toSorted())
    expect(summary).toMatchObject({ attempts: 200, delivered: 200, failed: 0, retried: 0, lost: 0 })
    expect(summary.latency?.p50Ms).toBeCloseTo(ACCEPTED.durationMs, -1)
    expect(events.filter(({ type }) => type === 'attempt')).toHaveLength(200)
    expect((await test.store.counts()).delivered).toBe(200)
  })

  it('follows the waits to the millisecond, then fails the delivery', async () => {
    await test.store.enqueue([delivery()])
    const { worker, sentAt, events } = work(() => Promise.resolve(observed(DOWN)))
    const done = worker.run({ until: 'empty' })
    for (const [index, wait] of [1000, 2000, 4000, 8000, 16_000].entries()) {
      await until(() => events.length === index + 1)
      await test.clock.advance(wait)
    }
    const summary = await done
    const [first = 0] = sentAt
    expect(sentAt.map((at) => at - first)).toEqual([0, 1000, 3000, 7000, 15_000, 31_000])
    expect(summary).toMatchObject({ attempts: 6, failed: 1, retried: 1, delivered: 0 })
  })

  it('delivers what is enqueued while it runs', async () => {
    const stop = new AbortController()
    const { worker, sentAt } = work(() => Promise.resolve(observed(ACCEPTED)))
    const done = worker.run({ signal: stop.signal })
    await test.store.enqueue(deliveries(3))
    await until(() => sentAt.length === 3)
    await test.store.enqueue(deliveries(2))
    await until(() => sentAt.length === 5)
    stop.abort()
    expect((await done).delivered).toBe(5)
  })

  it('limits concurrent deliveries to one endpoint without delaying others', async () => {
    await test.store.enqueue([
      ...deliveries(30),
      ...deliveries(3, { endpoint: 'https://other.example' }),
    ])
    const running = new Map<string, number>()
    let most = 0
    const { worker } = work(
      async ({ url }) => {
        const host = new URL(url).host
        running.set(host, (running.get(host) ?? 0) + 1)
        most = Math.max(most, running.get(host) ?? 0)
        await setImmediate()
        running.set(host, (running.get(host) ?? 0) - 1)
        return observed(ACCEPTED)
      },
      { concurrency: 4 },
    )
    expect((await worker.run({ until: 'empty' })).delivered).toBe(33)
    expect(most).toBe(4)
  })

  it('limits the deliveries started per second', async () => {
    await test.store.enqueue(deliveries(30))
    const { worker, sentAt, events } = work(() => Promise.resolve(observed(ACCEPTED)), {
      ratePerSecond: 10,
    })
    const done = worker.run({ until: 'empty' })
    for (let recorded = 1; recorded <= 30; recorded++) {
      await until(() => events.length >= recorded)
      await test.clock.advance(100)
    }
    await done
    const [first = 0] = sentAt
    for (const [index, at] of sentAt.entries()) {
      expect(index).toBeLessThanOrEqual(((at - first) / 1000) * 10 + 1)
    }
  })

  it('keeps its pace when the clock is set back', async () => {
    await test.store.enqueue(deliveries(5))
    const { worker, events } = work(() => Promise.resolve(observed(ACCEPTED)), {
      ratePerSecond: 10,
    })
    const done = worker.run({ until: 'empty' })
    await until(() => events.length === 1)
    test.clock.setBack(3_600_000)
    for (let recorded = 1; recorded <= 5; recorded++) {
      await until(() => events.length >= recorded)
      await test.clock.advance(100)
    }
    expect((await done).delivered).toBe(5)
  })

  it.each([
    ['a day ahead', -86_400_000],
    ['a minute back', 60_000],
  ])('loses nothing and repeats nothing when the clock jumps %s', async (_, ms) => {
    await test.store.enqueue(deliveries(5))
    const { worker, sentAt, events } = work((_delivery, count) =>
      Promise.resolve(observed(count <= 5 ? DOWN : ACCEPTED)),
    )
    const done = worker.run({ until: 'empty' })
    await until(() => sentAt.length === 5)
    test.clock.setBack(ms)
    while (events.length < 10) await passSomeTime()
    expect(await done).toMatchObject({ attempts: 10, delivered: 5, failed: 0 })
  })

  it('sends due retries before a backlog', async () => {
    const [early] = deliveries(1)
    if (early === undefined) return
    await test.store.enqueue([early])
    await test.settleAll(await test.claim(), { state: 'waiting', dueAt: test.store.now() + 100 })
    await test.store.enqueue(deliveries(500))
    await test.clock.advance(100)
    const order: string[] = []
    const { worker } = work(
      (one) => {
        order.push(one.id)
        return Promise.resolve(observed(ACCEPTED))
      },
      { concurrency: 2 },
    )
    await worker.run({ until: 'empty' })
    expect(order.indexOf(early.id)).toBeLessThan(2)
  })

  describe('stopped', () => {
    it('lets attempts in flight end, and starts no more', async () => {
      await test.store.enqueue(deliveries(20))
      const stop = new AbortController()
      const { worker, sentAt } = work(
        async () => {
          stop.abort()
          await setImmediate()
          return observed(ACCEPTED)
        },
        { concurrency: 5 },
      )
      const summary = await worker.run({ signal: stop.signal })
      expect(sentAt.length).toBeLessThanOrEqual(5)
      expect(summary.delivered).toBe(sentAt.length)
      const { due, sending, delivered } = await test.store.counts()
      expect({ due, sending, delivered }).toEqual({
        due: 20 - sentAt.length,
        sending: 0,
        delivered: sentAt.length,
      })
    })

    it('aborts attempts that do not end, without counting them', async () => {
      const [one] = deliveries(1)
      await test.store.enqueue(one === undefined ? [] : [one])
      const stop = new AbortController()
      const { worker, sentAt } = work(
        (_, __, signal) =>
          new Promise((resolve) => {
            signal?.addEventListener('abort', () => resolve({ observed: false }))
          }),
        { graceMs: 5000 },
      )
      const done = worker.run({ signal: stop.signal })
      await until(() => sentAt.length === 1)
      stop.abort()
      await test.clock.advance(5000)
      expect(await done).toMatchObject({ attempts: 0, delivered: 0 })
      expect((await test.store.show(one?.id ?? ''))?.delivery).toMatchObject({
        state: 'due',
        spent: 0,
      })
    })

    it('before it started does nothing', async () => {
      await test.store.enqueue(deliveries(1))
      const { worker, sentAt } = work(() => Promise.resolve(observed(ACCEPTED)))
      await worker.run({ signal: AbortSignal.abort() })
      expect(sentAt).toEqual([])
    })
  })

  it('holds back fresh deliveries while the endpoint is down, without spending their attempts', async () => {
    await test.store.enqueue(deliveries(50))
    let isUp = false
    const { worker, sentAt, events } = work(
      () => Promise.resolve(observed(isUp ? ACCEPTED : DOWN)),
      {
        concurrency: 2,
        policy: { backoffMs: 10_000, retries: 5 },
        breaker: { threshold: 4, cooldownMs: 500, factor: 2, maxCooldownMs: 1000 },
      },
    )
    const delivered = (): number =>
      events.filter((event) => event.type === 'attempt' && event.settlement.state === 'delivered')
        .length
    const down = (): boolean => events.some(({ type }) => type === 'endpoint-down')
    const done = worker.run({ until: 'empty' })
    await until(down)
    expect(events.find(({ type }) => type === 'endpoint-down')).toMatchObject({ pauseMs: 500 })
    await until(() => events.filter(({ type }) => type === 'attempt').length === sentAt.length)
    const before = sentAt.length
    expect(before).toBeLessThanOrEqual(6)
    await test.clock.advance(500)
    await until(() => sentAt.length === before + 1)
    isUp = true
    await test.clock.advance(1000)
    await until(() => events.some(({ type }) => type === 'endpoint-up'))
    await until(() => delivered() === 50 - before - 1)
    expect((await test.store.counts()).waiting).toBe(before + 1)
    const ended = new AbortController()
    void done.finally(() => ended.abort())
    while (!ended.signal.aborted) await passSomeTime()
    expect(await done).toMatchObject({ delivered: 50, failed: 0, retried: before + 1 })
  })

  it('does not deliver to endpoints that it was not started for', async () => {
    await test.store.enqueue([
      ...deliveries(2),
      ...deliveries(2, { endpoint: 'https://b.example' }),
    ])
    const { worker, events } = work(() => Promise.resolve(observed(ACCEPTED)), {
      accepts: (endpoint) => endpoint === ENDPOINT,
    })
    expect((await worker.run({ until: 'empty' })).delivered).toBe(2)
    expect(events).toContainEqual({ type: 'endpoint-rejected', endpoint: 'https://b.example' })
    expect((await test.store.counts()).due).toBe(2)
  })

  it('removes what was delivered long ago', async () => {
    await test.store.enqueue(deliveries(3))
    await test.settleAll(await test.claim(), { state: 'delivered' })
    await test.clock.advance(10_000)
    const { worker } = work(() => Promise.resolve(observed(ACCEPTED)), { keepDeliveredMs: 5000 })
    await worker.run({ until: 'empty' })
    expect((await test.store.counts()).delivered).toBe(0)
  })

  it('ends with the error of a store that fails, and records nothing incorrect', async () => {
    await test.store.enqueue(deliveries(10))
    const broken = new Proxy(test.store, {
      get: (store, name: keyof QueueStore) => {
        if (name === 'settle') return () => Promise.reject(new Error('disk full'))
        const value: unknown = store[name]
        return typeof value === 'function' ? value.bind(store) : value
      },
    })
    const { worker } = work(() => Promise.resolve(observed(ACCEPTED)), { store: broken })
    await expect(worker.run({ until: 'empty' })).rejects.toThrow('disk full')
    expect((await test.store.counts()).delivered).toBe(0)
  })
}
