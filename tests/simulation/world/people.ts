import type { DeliveryHistory, NewDelivery, QueueStore } from '../../../src/queue/index.ts'
import type { Errand } from '../judge/row-judge.ts'
import type { JudgedSubject } from '../judge/subject.ts'
import type { Draw } from './draw.ts'
import type { Process } from './process.ts'
import type { Workers } from './workers.ts'
import { endpointUrl, type SimulatedWorld } from './world.ts'

const OPERATION = 'drop_shipment_confirmation'
const ERRANDS = ['retry', 'redirect', 'retry all', 'discard', 'show', 'counts'] as const

/** Where somebody works: in a process that was started for it, or in a worker's. */
interface Console {
  readonly process: Process
  readonly store: QueueStore
  readonly leave: () => void
}

/** Those who enqueue deliveries and look after the failure queue. */
export class People {
  readonly #world: SimulatedWorld
  readonly #workers: Workers
  readonly #draw: Draw
  /** Enqueues that were begun or are still to come. */
  enqueuesLeft = 0

  constructor(world: SimulatedWorld, workers: Workers) {
    this.#world = world
    this.#workers = workers
    this.#draw = world.draw('people')
  }

  /** Spreads all enqueues, and the operator's visits, over the time of trouble. */
  start(): void {
    const { deliveries, batch: most, troubleMs, operatorEveryMs } = this.#world.scenario
    const { schedule } = this.#world
    for (let first = 0; first < deliveries;) {
      const batch = this.#deliveries(
        first,
        Math.min(deliveries, first + this.#draw.integer(1, most)),
      )
      first += batch.length
      this.enqueuesLeft++
      schedule.after(this.#draw.between(0, troubleMs), () => this.#enqueue(batch))
    }
    for (let at = 0; at < troubleMs; at += this.#draw.exponential(operatorEveryMs) + 1) {
      schedule.after(at, () => this.#visit())
    }
  }

  /** Retries everything in the failure queue, again and again until it was done. */
  retryAll(retried: () => void): void {
    const again = (): void => void this.#world.schedule.after(500, () => this.retryAll(retried))
    const confirmed = (): void => retried()
    this.#work('retry', 'all', (store) => store.retry({}), again).then(confirmed, again)
  }

  #deliveries(from: number, to: number): readonly NewDelivery[] {
    const { endpoints, poison } = this.#world.scenario
    return Array.from({ length: to - from }, (_, index) => {
      const number = from + index
      const url = endpointUrl(this.#draw.integer(0, endpoints - 1))
      const delivery: NewDelivery = {
        id: `msg_${number}`,
        endpoint: url,
        operation: OPERATION,
        method: 'POST',
        url,
        identifier: `order-${number}`,
        body: Buffer.from(`{"order":"${number}"}`),
      }
      this.#world.ledger.asked(delivery, this.#draw.chance(poison))
      return delivery
    })
  }

  /** Whoever is not told that it worked tries again: what is there already changes nothing. */
  #enqueue(batch: readonly NewDelivery[]): void {
    const { ledger, schedule } = this.#world
    const ids = new Set(batch.map(({ id }) => id))
    const again = (): void => void schedule.after(500, () => this.#enqueue(batch))
    const confirmed = (): void => {
      this.enqueuesLeft--
      for (const { id } of batch) {
        const subject = ledger.subjects.get(id)
        if (subject !== undefined) ledger.confirmed(subject)
      }
    }
    this.#work('enqueue', ids, (store) => store.enqueue(batch), again).then(confirmed, again)
  }

  #visit(): void {
    const chosen = this.#choose()
    const ids = new Set(chosen.map(({ delivery }) => delivery.id))
    const filter = { ids: [...ids] }
    const errand = this.#draw.pick(ERRANDS)
    this.#perform(errand, chosen, filter, ids).catch(() => undefined)
  }

  async #perform(
    errand: (typeof ERRANDS)[number],
    chosen: readonly JudgedSubject[],
    filter: { readonly ids: readonly string[] },
    ids: ReadonlySet<string>,
  ): Promise<void> {
    switch (errand) {
      case 'retry':
        await this.#work('retry', ids, (store) => store.retry(filter))
        return
      case 'redirect': {
        const url = endpointUrl(this.#draw.integer(0, this.#world.scenario.endpoints - 1))
        const redirections = [{ operation: OPERATION, endpoint: url, url }]
        await this.#work('retry', ids, (store) => store.retry(filter, redirections), undefined, url)
        return
      }
      case 'retry all':
        await this.#work('retry', 'all', (store) => store.retry({}))
        return
      case 'discard':
        if (!this.#draw.chance(0.2)) return
        await this.#work('discard', ids, (store) => store.discard(filter))
        for (const subject of chosen) subject.isGone ||= subject.isRemoved
        return
      case 'show':
        for (const subject of chosen) await this.#show(subject)
        return
      case 'counts':
        await this.#work('counts', ids, (store) => store.counts())
    }
  }

  async #show(subject: JudgedSubject): Promise<void> {
    const { id, body } = subject.delivery
    const history = await this.#work('show', new Set(), (store) => store.show(id))
    if (history === undefined) return
    if (Buffer.compare(history.body, body) !== 0) {
      this.#world.ledger.violated('same message', `${id} is shown with other bytes`)
    }
    const wrong = wrongNumbers(history)
    if (wrong !== undefined) this.#world.ledger.violated('truly recorded', `${id} ${wrong}`)
  }

  /** A few deliveries, of those that failed where there are any. */
  #choose(): readonly JudgedSubject[] {
    const { failed, all } = this.#world.ledger
    const from = failed.length > 0 ? failed : all
    return Array.from({ length: Math.min(5, from.length) }, () => this.#draw.pick(from))
  }

  /** Does something with the store, in a process of its own or in a worker's. */
  async #work<T>(
    kind: Errand['kind'] | 'show' | 'counts',
    ids: Errand['ids'],
    work: (store: QueueStore) => Promise<T>,
    onKilled: () => void = () => undefined,
    url?: string,
  ): Promise<T> {
    const { process, store, leave } = await this.#openConsole(onKilled)
    const { judge, ledger } = this.#world
    if (ledger.isTraced) {
      ledger.trace(`${process.name}: ${kind} ${ids === 'all' ? 'all' : [...ids].join(' ')}`)
    }
    const isErrand = kind === 'enqueue' || kind === 'retry' || kind === 'discard'
    const errand = url === undefined ? { ids } : { ids, url }
    const end = isErrand ? judge.begins(process, { kind, ...errand }) : () => undefined
    try {
      const result = await work(store)
      // What failed may still happen at the server.
      end()
      return result
    } finally {
      leave()
    }
  }

  async #openConsole(onKilled: () => void): Promise<Console> {
    const { running } = this.#workers
    if (running.length > 0 && this.#draw.chance(0.5)) {
      const { process, store } = this.#draw.pick(running)
      let isThere = true
      process.onEnd(() => {
        if (isThere) onKilled()
      })
      return { process, store, leave: () => (isThere = false) }
    }
    const { machines, timekeeper } = this.#world.site
    const machine = machines[0] ?? timekeeper
    const process = this.#world.startProcess('person', machine, this.#draw)
    let isThere = true
    process.onEnd(() => {
      if (isThere) onKilled()
    })
    const store = await this.#world.site.open(process)
    return {
      process,
      store,
      leave: () => {
        isThere = false
        process.end()
      },
    }
  }
}

function wrongNumbers({ attempts }: DeliveryHistory): string | undefined {
  let expected = { round: 0, number: 1 }
  for (const { round, number } of attempts) {
    if (round > expected.round) expected = { round, number: 1 }
    if (round !== expected.round || number !== expected.number) {
      return `has attempt ${number} of round ${round} instead of ${expected.number} of ${expected.round}`
    }
    expected = { round, number: number + 1 }
  }
  return undefined
}
