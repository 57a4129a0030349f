import { afterEach, beforeEach } from 'vitest'
import type { Claim, DeliveryFilter, QueueStore, Settlement } from '../../src/queue/index.ts'
import { listAll } from '../../src/queue/index.ts'
import { deliveries, type delivery, outcome } from '../support/deliveries.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'

/** An empty place for a queue; `open` opens it as one more process would. */
export interface QueuePlace {
  open(clock: FakeClock): Promise<QueueStore>
  remove(): Promise<void>
}

export const ENDPOINT = 'https://client.example'

/** A fresh store for each test of a suite, registered as a worker, with what the tests do to it over and over. */
export class StoreUnderTest {
  #place: QueuePlace | undefined
  #opened: QueueStore[] = []
  clock: FakeClock = createFakeClock()

  constructor(makePlace: () => Promise<QueuePlace>) {
    beforeEach(async () => {
      this.#place = await makePlace()
      this.clock = createFakeClock()
      await (await this.open()).startWork()
    })
    afterEach(async () => {
      for (const one of this.#opened.splice(0)) await one.close()
      await this.#place?.remove()
    })
  }

  get store(): QueueStore {
    const [first] = this.#opened
    if (first === undefined) throw new Error('the store is not open')
    return first
  }

  /** Opens the same store once more, as another process would. */
  async open(): Promise<QueueStore> {
    if (this.#place === undefined) throw new Error('there is no place to open')
    const another = await this.#place.open(this.clock)
    this.#opened.push(another)
    return another
  }

  /** Closes the store and opens it again, registered as a worker. */
  async reopen(): Promise<void> {
    for (const one of this.#opened.splice(0)) await one.close()
    await (await this.open()).startWork()
  }

  claim(limit = 100, which: 'all' | 'retries' = 'all'): Promise<readonly Claim[]> {
    return this.store.claim(ENDPOINT, limit, which)
  }

  async settleAll(claims: readonly Claim[], settlement: Settlement): Promise<void> {
    const settled = claims.map((one) => this.store.settle(outcome(one, settlement)))
    if ((await Promise.all(settled)).includes(false)) throw new Error('a claim was lost')
  }

  /** Puts deliveries straight into the failure queue and returns their ids. */
  async fail(count: number, changes: Parameters<typeof delivery>[0] = {}): Promise<string[]> {
    const failing = deliveries(count, changes)
    await this.store.enqueue(failing)
    const claims = await this.store.claim(changes.endpoint ?? ENDPOINT, count, 'all')
    await this.settleAll(claims, { state: 'failed' })
    return failing.map(({ id }) => id)
  }

  async listed(filter: DeliveryFilter = {}): Promise<string[]> {
    const ids: string[] = []
    for await (const { id } of listAll(this.store, filter)) ids.push(id)
    return ids
  }
}
