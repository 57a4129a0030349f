import type { NewDelivery } from '../../../src/queue/index.ts'
import { IdRange, idOf, numberIn } from '../ids.ts'
import { Consoles } from './consoles.ts'
import type { Draw } from './draw.ts'
import type { Workers } from './workers.ts'
import { ENDPOINT_URLS, endpointUrl, OPERATION, type SimulatedWorld } from './world.ts'

/** How often it is looked whether the bulk may go on. Milliseconds. */
const LOOK_EVERY_MS = 20
const AGAIN_MS = 500

/** So many messages differ: who confuses two seldom confuses two that are the same, and a processor's caches hold them. */
const MESSAGES = 1000

const BODIES = Array.from({ length: MESSAGES }, (_, number) => Buffer.from(`{"order":"${number}"}`))

/** By endpoint and number: all seeds that one process simulates enqueue the same ones. */
const DELIVERIES = ENDPOINT_URLS.map((): (NewDelivery | undefined)[] => [])

function deliveryOf(number: number, endpoint: number): NewDelivery {
  const known = DELIVERIES[endpoint]
  if (known === undefined) throw new Error(`there is no endpoint ${endpoint}`)
  // Without holes: an array that has some is slower for good.
  while (known.length <= number) known.push(undefined)
  return (known[number] ??= newDelivery(number, endpoint))
}

function newDelivery(number: number, endpoint: number): NewDelivery {
  const url = endpointUrl(endpoint)
  const message = number % MESSAGES
  const body = BODIES[message] ?? Buffer.alloc(0)
  const [id, identifier] = [idOf(number), `order-${message}`]
  return { id, endpoint: url, operation: OPERATION, method: 'POST', url, identifier, body }
}

/** Those who enqueue deliveries. */
export class Enqueuers {
  readonly #world: SimulatedWorld
  readonly #consoles: Consoles
  readonly #draw: Draw
  /** Enqueues that were begun or are still to come. */
  left = 0

  constructor(world: SimulatedWorld, workers: Workers) {
    this.#world = world
    this.#draw = world.draw('enqueuers')
    this.#consoles = new Consoles(world, workers, this.#draw)
  }

  /** Spreads what the scenario enqueues over the time of trouble. */
  start(): void {
    const { deliveries, batch: most, troubleMs, poison } = this.#world.scenario
    for (let first = 0; first < deliveries;) {
      const count = Math.min(deliveries - first, this.#draw.integer(1, most))
      first += count
      this.left++
      this.#world.schedule.after(this.#draw.between(0, troubleMs), () =>
        this.#enqueue(this.#deliveries(count, poison)),
      )
    }
  }

  /** Enqueues the scenario's bulk, each part when most of the one before it has been delivered. */
  startBulk(ended: () => void): void {
    const { ledger, scenario, schedule } = this.#world
    const { deliveries, batch } = scenario.bulk ?? { deliveries: 0, batch: 0 }
    const [before, leftBefore] = [ledger.pending, this.left]
    let toCome = deliveries
    const look = (): void => {
      if (toCome > 0 && this.left <= leftBefore && ledger.pending - before < batch) {
        const count = Math.min(toCome, batch)
        toCome -= count
        this.left++
        this.#enqueue(this.#deliveries(count, 0))
      }
      if (toCome === 0 && this.left <= leftBefore) ended()
      else schedule.after(LOOK_EVERY_MS, look)
    }
    look()
  }

  #deliveries(count: number, poison: number): readonly NewDelivery[] {
    const { ledger, scenario } = this.#world
    const { endpoints } = scenario
    const deliveries: NewDelivery[] = []
    for (let made = 0; made < count; made++) {
      const endpoint = this.#draw.integer(0, endpoints - 1)
      const delivery = deliveryOf(ledger.all.length, endpoint)
      ledger.asked(delivery, this.#draw.chance(poison))
      deliveries.push(delivery)
    }
    return deliveries
  }

  /** Whoever is not told that it worked tries again: what is there already changes nothing. */
  #enqueue(batch: readonly NewDelivery[]): void {
    const { ledger, schedule } = this.#world
    const ids = new IdRange(numberIn(batch[0]?.id ?? ''), batch.length)
    const again = (): void => void schedule.after(AGAIN_MS, () => this.#enqueue(batch))
    const confirmed = (): void => {
      this.left--
      for (const { id } of batch) {
        const subject = ledger.subject(id)
        if (subject !== undefined) ledger.confirmed(subject)
      }
    }
    this.#consoles
      .work('enqueue', ids, (store) => store.enqueue(batch), again)
      .then(confirmed, again)
  }
}
