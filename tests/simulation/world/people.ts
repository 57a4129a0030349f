import type { DeliveryHistory } from '../../../src/queue/index.ts'
import type { JudgedSubject } from '../judge/subject.ts'
import { Consoles } from './consoles.ts'
import type { Draw } from './draw.ts'
import type { Workers } from './workers.ts'
import { endpointUrl, OPERATION, type SimulatedWorld } from './world.ts'

const ERRANDS = ['retry', 'redirect', 'retry all', 'discard', 'show', 'counts'] as const

/** Those who look after the failure queue. */
export class People {
  readonly #world: SimulatedWorld
  readonly #consoles: Consoles
  readonly #draw: Draw

  constructor(world: SimulatedWorld, workers: Workers) {
    this.#world = world
    this.#draw = world.draw('people')
    this.#consoles = new Consoles(world, workers, this.#draw)
  }

  /** Spreads their visits over the time of trouble. */
  start(): void {
    const { troubleMs, operatorEveryMs } = this.#world.scenario
    for (let at = 0; at < troubleMs; at += this.#draw.exponential(operatorEveryMs) + 1) {
      this.#world.schedule.after(at, () => this.#visit())
    }
  }

  /** Retries everything in the failure queue, again and again until it was done. */
  retryAll(retried: () => void): void {
    const again = (): void => void this.#world.schedule.after(500, () => this.retryAll(retried))
    const confirmed = (): void => retried()
    this.#consoles.work('retry', 'all', (store) => store.retry({}), again).then(confirmed, again)
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
        await this.#consoles.work('retry', ids, (store) => store.retry(filter))
        return
      case 'redirect': {
        const url = endpointUrl(this.#draw.integer(0, this.#world.scenario.endpoints - 1))
        const redirections = [{ operation: OPERATION, endpoint: url, url }]
        await this.#consoles.work(
          'retry',
          ids,
          (store) => store.retry(filter, redirections),
          undefined,
          url,
        )
        return
      }
      case 'retry all':
        await this.#consoles.work('retry', 'all', (store) => store.retry({}))
        return
      case 'discard':
        if (!this.#draw.chance(0.2)) return
        await this.#consoles.work('discard', ids, (store) => store.discard(filter))
        for (const subject of chosen) subject.isGone ||= subject.isRemoved
        return
      case 'show':
        for (const subject of chosen) await this.#show(subject)
        return
      case 'counts':
        await this.#consoles.work('counts', ids, (store) => store.counts())
    }
  }

  async #show(subject: JudgedSubject): Promise<void> {
    const { id, body } = subject.delivery
    const history = await this.#consoles.work('show', new Set(), (store) => store.show(id))
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
