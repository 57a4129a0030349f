import { describe, expect, it } from 'vitest'
import { defined } from '../../src/core/index.ts'
import type { DeliveryFilter } from '../../src/queue/index.ts'
import { deliveries } from '../support/deliveries.ts'
import { ENDPOINT, type StoreUnderTest } from './store-under-test.ts'

/** Failed deliveries: shown, filtered, retried by hand, discarded. */
export function failureQueueSuite(test: StoreUnderTest): void {
  describe('a retry by hand', () => {
    it('counts attempts from zero under the same id and keeps the history', async () => {
      const [id] = await test.fail(1)
      if (id === undefined) return
      const before = await test.store.show(id)
      expect(await test.store.retry({ ids: [id] })).toBe(1)
      const [again] = await test.claim()
      expect(again).toMatchObject({ delivery: { id }, spent: 0, round: 1 })
      expect(Buffer.from(again?.delivery.body ?? [])).toEqual(Buffer.from(before?.body ?? []))
      if (again !== undefined) await test.settleAll([again], { state: 'delivered' })
      const history = await test.store.show(id)
      expect(history?.delivery).toMatchObject({ state: 'delivered', retriedByHand: 1 })
      expect(history?.attempts.map(({ round, number }) => [round, number])).toEqual([
        [0, 1],
        [1, 1],
      ])
    })

    it('requested twice is done once, from two processes too', async () => {
      const ids = await test.fail(20)
      const other = await test.open()
      const [here, there] = await Promise.all([test.store.retry({ ids }), other.retry({ ids })])
      expect(here + there).toBe(20)
      expect(await test.store.retry({})).toBe(0)
      expect((await test.store.show(ids[0] ?? ''))?.delivery.retriedByHand).toBe(1)
    })

    it('does not change deliveries that did not fail', async () => {
      await test.store.enqueue(deliveries(2))
      await test.settleAll(await test.claim(1), { state: 'delivered' })
      expect(await test.store.retry({})).toBe(0)
    })

    it('keeps the address a delivery was enqueued for, unless it is sent elsewhere', async () => {
      const cancellation = {
        operation: 'drop_shipment_cancellation',
        url: `${ENDPOINT}/cancel?code=1`,
      }
      const [kept = ''] = await test.fail(1)
      const [moved = ''] = await test.fail(1, cancellation)
      const there = { endpoint: 'https://b.example/x', url: 'https://b.example/x' }
      const redirections = [{ operation: cancellation.operation, ...there }]
      expect(await test.store.retry({}, redirections)).toBe(2)
      expect(await test.claim()).toMatchObject([
        { delivery: { id: kept, url: `${ENDPOINT}/drop_shipment_confirmation` } },
      ])
      const claims = await test.store.claim(there.endpoint, 10, 'all')
      expect(claims).toMatchObject([
        { delivery: { id: moved, url: there.url }, endpoint: there.endpoint },
      ])
      const shown = async (id: string) => (await test.store.show(id))?.delivery
      expect(await shown(kept)).not.toHaveProperty('enqueuedFor')
      expect(await shown(moved)).toMatchObject({ ...there, enqueuedFor: cancellation.url })
      await test.settleAll(claims, { state: 'failed' })
      // Once more to where it is already, and then to a third place: the first address stays known.
      await test.store.retry({ ids: [moved] }, redirections)
      await test.settleAll(await test.store.claim(there.endpoint, 10, 'all'), { state: 'failed' })
      const third = { endpoint: 'https://c.example', url: 'https://c.example/y' }
      await test.store.retry({ ids: [moved] }, [{ operation: cancellation.operation, ...third }])
      expect(await shown(moved)).toMatchObject({ ...third, enqueuedFor: cancellation.url })
    })

    it('from another process notifies the worker', async () => {
      await test.fail(1)
      const other = await test.open()
      const told = new Promise((resolve) => test.store.onDue(resolve))
      await other.retry({})
      await told
      // Two processes agree on the time to within some milliseconds only.
      await test.clock.advance(1000)
      expect(await test.claim()).toHaveLength(1)
    })
  })

  describe('the failure queue', () => {
    it('discards the chosen deliveries only', async () => {
      const [gone, kept] = [await test.fail(1), await test.fail(1)]
      await test.store.enqueue(deliveries(1))
      expect(await test.store.discard({ ids: [...gone, 'msg_unknown'] })).toBe(1)
      expect(await test.store.show(gone[0] ?? '')).toBeUndefined()
      expect(await test.listed({ states: ['failed'] })).toEqual(kept)
      expect((await test.store.counts()).due).toBe(1)
    })

    it('is filtered by operation, status, error, time, identifier, endpoint and state', async () => {
      const [first] = await test.fail(1, { operation: 'drop_shipment_cancellation' })
      await test.clock.advance(60_000)
      const border = test.store.now()
      const [second] = await test.fail(1, { identifier: "it's 100%" })
      const [third] = await test.fail(1, {
        endpoint: 'https://other.example',
        url: 'https://other.example/hooks/?code=1',
      })
      await test.store.enqueue(deliveries(1))
      const cases: readonly (readonly [DeliveryFilter, readonly (string | undefined)[]])[] = [
        [{ operation: 'drop_shipment_cancellation' }, [first]],
        [{ identifier: "it's 100%" }, [second]],
        [{ endpoint: 'https://other.example' }, [third]],
        [{ endpoint: 'https://other.example/' }, [third]],
        [{ endpoint: 'https://other.example/hooks' }, [third]],
        [{ endpoint: 'https://other.example/hooks/?code=1' }, [third]],
        [{ endpoint: 'https://other.example/hooks/?code=2' }, []],
        [{ endpoint: 'https://other.example/hook' }, []],
        [{ endpoint: `${ENDPOINT}/drop_shipment_confirmation`, identifier: "it's 100%" }, [second]],
        [{ lastStatus: 503 }, [first, second, third]],
        [{ lastStatus: 500 }, []],
        [{ lastError: 'server-error', since: border }, [second, third]],
        [{ until: border }, [first]],
        [{ ids: [] }, []],
        [{ ids: [second ?? '', first ?? ''] }, [first, second]],
        [{ states: [] }, []],
        [{ identifier: "' OR 1=1 --" }, []],
      ]
      for (const [filter, ids] of cases) {
        const found = await test.listed({ states: ['failed'], ...filter })
        expect({ filter, found }).toEqual({ filter, found: ids })
      }
    })

    it('is listed in pages', async () => {
      const ids = await test.fail(25)
      const page = await test.store.list({ states: ['failed'] }, { limit: 10 })
      expect(page.deliveries.map(({ id }) => id)).toEqual(ids.slice(0, 10))
      const rest = await test.store.list(
        { states: ['failed'] },
        { limit: 15, ...defined({ after: page.next }) },
      )
      expect(rest.deliveries.map(({ id }) => id)).toEqual(ids.slice(10))
      expect(await test.listed({ states: ['failed'] })).toEqual(ids)
    })
  })
}
