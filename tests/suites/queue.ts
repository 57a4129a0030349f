import { describe, expect, it } from 'vitest'
import { ACCEPTED, deliveries, delivery, outcome, REJECTED } from '../support/deliveries.ts'
import { failureQueueSuite } from './failure-queue.ts'
import { ENDPOINT, type QueuePlace, StoreUnderTest } from './store-under-test.ts'

/** What every store must do. */
export function queueStoreSuite(makePlace: () => Promise<QueuePlace>): void {
  const test = new StoreUnderTest(makePlace)

  failureQueueSuite(test)

  describe('enqueueing', () => {
    it('is seen by a process that opens the store afterwards', async () => {
      const [first, second] = deliveries(2)
      if (first === undefined || second === undefined) return
      expect(await test.store.enqueue([first, second])).toBe(2)
      const other = await test.open()
      expect(await other.show(first.id)).toMatchObject({
        delivery: {
          id: first.id,
          state: 'due',
          spent: 0,
          endpoint: ENDPOINT,
          identifier: first.identifier,
        },
        attempts: [],
      })
    })

    it('keeps the bytes of a message as they are', async () => {
      const body = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256)
      const sent = delivery({ body, operation: 'öperation "x"; DROP TABLE delivery' })
      await test.store.enqueue([sent])
      const [held] = await test.claim()
      expect(Buffer.from(held?.delivery.body ?? []).equals(body)).toBe(true)
      expect(held?.delivery.operation).toBe(sent.operation)
    })

    it('an id that exists already changes nothing', async () => {
      const one = delivery()
      expect(await test.store.enqueue([one])).toBe(1)
      expect(await test.store.enqueue([{ ...one, body: Buffer.from('other') }, delivery()])).toBe(1)
      const history = await test.store.show(one.id)
      expect(Buffer.from(history?.body ?? [])).toEqual(Buffer.from(one.body))
    })

    it('from another process notifies the worker', async () => {
      const other = await test.open()
      const told = new Promise((resolve) => test.store.onDue(resolve))
      await other.enqueue([delivery()])
      await told
      // Two processes agree on the time to within some milliseconds only.
      await test.clock.advance(1000)
      expect(await test.claim()).toHaveLength(1)
    })

    it('a thousand deliveries at the same time loses none', async () => {
      const many = deliveries(1000)
      await Promise.all(many.map((one) => test.store.enqueue([one])))
      expect((await test.store.counts()).due).toBe(1000)
    })
  })

  describe('claiming', () => {
    it('returns the oldest first, and none twice', async () => {
      const many = deliveries(5)
      await test.store.enqueue(many)
      const first = await test.claim(3)
      const second = await test.claim(3)
      expect([...first, ...second].map(({ delivery: { id } }) => id)).toEqual(
        many.map(({ id }) => id),
      )
      expect(await test.claim(3)).toEqual([])
    })

    it('returns no delivery of another endpoint', async () => {
      await test.store.enqueue([delivery({ endpoint: 'https://other.example' }), delivery()])
      expect(await test.claim()).toHaveLength(1)
      expect(await test.store.claim('https://nobody.example', 10, 'all')).toEqual([])
      expect((await test.store.pending()).map(({ endpoint }) => endpoint).toSorted()).toEqual([
        ENDPOINT,
        'https://other.example',
      ])
    })

    it('returns released deliveries again, with no attempt counted', async () => {
      await test.store.enqueue(deliveries(2))
      const claims = await test.claim()
      await test.store.release(claims)
      const again = await test.claim()
      expect(again.map(({ delivery: { id }, spent }) => [id, spent])).toEqual(
        claims.map(({ delivery: { id } }) => [id, 0]),
      )
    })

    it('returns a released retry again', async () => {
      await test.store.enqueue([delivery()])
      await test.settleAll(await test.claim(), { state: 'waiting', dueAt: test.store.now() })
      const retries = await test.claim()
      expect(await test.claim()).toEqual([])
      await test.store.release(retries)
      expect((await test.claim()).map(({ spent }) => spent)).toEqual([1])
    })

    it('returns released deliveries before younger ones', async () => {
      const many = deliveries(700)
      for (const one of many) {
        await test.store.enqueue([one])
        await test.clock.advance(1)
      }
      const [first, second, ...rest] = await test.claim(10)
      await test.settleAll(rest, { state: 'delivered' })
      if (first === undefined || second === undefined) return
      await test.store.release([first, second])
      const again = await test.claim(3)
      expect(again.map(({ delivery: { id } }) => id)).toEqual(
        [many[0], many[1], many[10]].map((one) => one?.id),
      )
    })

    it('returns a backlog in order, and deliveries released meanwhile once', async () => {
      const many = deliveries(700)
      await test.store.enqueue(many)
      const given: string[] = []
      const released: string[] = []
      for (let claims = await test.claim(50); claims.length > 0; claims = await test.claim(50)) {
        const [last] = claims.slice(-1)
        if (released.length < 3 && last !== undefined) {
          await test.store.release([last])
          released.push(last.delivery.id)
          claims = claims.slice(0, -1)
        }
        given.push(...claims.map(({ delivery: { id } }) => id))
      }
      const ids = many.map(({ id }) => id)
      expect(given.toSorted()).toEqual(ids.toSorted())
      const others = given.filter((id) => !released.includes(id))
      expect(others).toEqual(ids.filter((id) => !released.includes(id)))
    })

    it('shows claimed deliveries as being sent', async () => {
      await test.store.enqueue(deliveries(3))
      await test.claim(2)
      expect(await test.store.counts()).toEqual({
        due: 1,
        sending: 2,
        waiting: 0,
        delivered: 0,
        failed: 0,
      })
      expect(await test.listed({ states: ['sending'] })).toHaveLength(2)
    })

    it('a stale claim settles nothing', async () => {
      await test.store.enqueue([delivery()])
      const [stale] = await test.claim()
      if (stale === undefined) return
      await test.store.release([stale])
      const [current] = await test.claim()
      expect(await test.store.settle(outcome(stale, { state: 'failed' }))).toBe(false)
      expect(current && (await test.store.settle(outcome(current, { state: 'delivered' })))).toBe(
        true,
      )
      expect((await test.store.show(stale.delivery.id))?.attempts).toHaveLength(1)
    })

    it('of a stale and a current claim that come together, the current one settles', async () => {
      await test.store.enqueue(deliveries(2))
      const [stale, other] = await test.claim()
      if (stale === undefined || other === undefined) return
      await test.store.release([stale])
      const [current] = await test.claim()
      if (current === undefined) return
      const outcomes = [stale, current, other].map((claim) =>
        test.store.settle(outcome(claim, { state: 'failed' })),
      )
      expect(await Promise.all(outcomes)).toEqual([false, true, true])
      expect((await test.store.show(current.delivery.id))?.attempts).toHaveLength(1)
    })

    it('a claim settles once', async () => {
      await test.store.enqueue([delivery()])
      const [one] = await test.claim()
      if (one === undefined) return
      const waiting = { state: 'waiting', dueAt: test.store.now() } as const
      const both = [1, 2].map(() => test.store.settle(outcome(one, waiting)))
      expect((await Promise.all(both)).filter(Boolean)).toHaveLength(1)
    })
  })

  describe('an outcome', () => {
    it('delivered is kept with its attempt', async () => {
      const one = delivery()
      await test.store.enqueue([one])
      await test.settleAll(await test.claim(), { state: 'delivered' })
      const other = await test.open()
      const history = await other.show(one.id)
      expect(history?.delivery).toMatchObject({ state: 'delivered', spent: 1, lastStatus: 200 })
      expect(history?.delivery.dueAt).toBeUndefined()
      expect(history?.attempts).toEqual([{ ...ACCEPTED, round: 0, number: 1 }])
      expect(await test.store.pending()).toEqual([])
    })

    it('waiting is due again at its millisecond, and before untried deliveries', async () => {
      await test.store.enqueue(deliveries(1))
      const [one] = await test.claim()
      if (one === undefined) return
      const dueAt = test.store.now() + 1234
      await test.settleAll([one], { state: 'waiting', dueAt })
      await test.store.enqueue(deliveries(3))
      expect(await test.store.pending()).toMatchObject([{ endpoint: ENDPOINT, nextRetryAt: dueAt }])
      expect((await test.store.show(one.delivery.id))?.delivery).toMatchObject({
        state: 'waiting',
        dueAt,
        lastError: 'server-error',
      })
      await test.clock.advance(1233)
      expect(await test.claim(10, 'retries')).toEqual([])
      await test.clock.advance(1)
      const [first] = await test.claim(2)
      expect(first).toMatchObject({ delivery: { id: one.delivery.id }, spent: 1, round: 0 })
    })

    it('failed is kept with all its attempts and their details', async () => {
      const one = delivery()
      await test.store.enqueue([one])
      for (let spent = 1; spent <= 6; spent++) {
        await test.settleAll(
          await test.claim(),
          spent < 6 ? { state: 'waiting', dueAt: test.store.now() } : { state: 'failed' },
        )
      }
      const history = await test.store.show(one.id)
      expect(history?.delivery).toMatchObject({ state: 'failed', spent: 6, lastStatus: 503 })
      expect(history?.attempts).toEqual(
        [1, 2, 3, 4, 5, 6].map((number) => ({ ...REJECTED, round: 0, number })),
      )
    })
  })

  it('retention removes what was delivered long ago, with its attempts, and never a failure', async () => {
    await test.store.enqueue(deliveries(5))
    await test.settleAll(await test.claim(), { state: 'delivered' })
    const failed = await test.fail(1)
    await test.clock.advance(1000)
    await test.store.enqueue(deliveries(1))
    await test.settleAll(await test.claim(), { state: 'delivered' })
    const before = test.store.now()
    expect(await test.store.purge(before, 3)).toBe(3)
    expect(await test.store.purge(before, 3)).toBe(2)
    expect(await test.store.purge(before, 3)).toBe(0)
    expect(await test.store.counts()).toMatchObject({ delivered: 1, failed: 1 })
    expect((await test.store.show(failed[0] ?? ''))?.attempts).toHaveLength(1)
  })

  it('a closed store opens again with everything in it', async () => {
    await test.store.enqueue(deliveries(3))
    await test.claim(1)
    await test.reopen()
    const { due, sending } = await test.store.counts()
    expect(due + sending).toBe(3)
  })
}
