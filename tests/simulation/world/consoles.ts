import type { QueueStore } from '../../../src/queue/index.ts'
import type { Errand } from '../judge/row-judge.ts'
import type { Draw } from './draw.ts'
import type { Process } from './process.ts'
import type { Workers } from './workers.ts'
import type { SimulatedWorld } from './world.ts'

/** Where somebody works: in a process that was started for it, or in a worker's. */
interface Console {
  readonly process: Process
  readonly store: QueueStore
  readonly leave: () => void
}

/** Lets people do something with the store. */
export class Consoles {
  readonly #world: SimulatedWorld
  readonly #workers: Workers
  readonly #draw: Draw

  constructor(world: SimulatedWorld, workers: Workers, draw: Draw) {
    this.#world = world
    this.#workers = workers
    this.#draw = draw
  }

  /** Does something with the store, in a process of its own or in a worker's. */
  async work<T>(
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
