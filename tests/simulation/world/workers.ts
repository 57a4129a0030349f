import { createSigner } from '../../../src/auth/index.ts'
import { type Clock, HarnessError } from '../../../src/core/index.ts'
import type { QueueStore } from '../../../src/queue/index.ts'
import { createWorker, patientStore } from '../../../src/queue/index.ts'
import { createAttempter } from '../../../src/sender/index.ts'
import { watchedStore } from '../judge/watched-store.ts'
import { WorkerWatch } from '../judge/worker-watch.ts'
import type { Draw } from './draw.ts'
import { Network } from './network.ts'
import type { Process } from './process.ts'
import type { SimulatedWorld } from './world.ts'

/** After so long, who was told that another one works already looks again. Milliseconds. */
const REJECTED_MS = 15_000

/** How long a patient worker waits for its store. Milliseconds. */
const OUTAGE_MS = 60_000

/** A worker that runs, and what somebody else may do with it. */
export interface RunningWorker {
  readonly process: Process
  readonly store: QueueStore
  readonly watch: WorkerWatch
  readonly stop: () => void
}

/** Starts workers, and starts them again when they end, whatever they ended of. */
export class Workers {
  readonly #world: SimulatedWorld
  readonly #draw: Draw
  readonly #running = new Map<number, RunningWorker>()
  /** Places that have a process, whether or not its worker runs already. */
  #processes = 0
  #isClosing = false

  constructor(world: SimulatedWorld) {
    this.#world = world
    this.#draw = world.draw('workers')
  }

  get running(): readonly RunningWorker[] {
    return [...this.#running.values()]
  }

  get areGone(): boolean {
    return this.#processes === 0
  }

  start(): void {
    this.#isClosing = false
    for (let place = 0; place < this.#world.scenario.workers; place++) this.#startSoon(place)
  }

  /** Every worker is told to stop, and none is started any more. */
  close(): void {
    this.#isClosing = true
    for (const { stop } of this.running) stop()
  }

  #startSoon(place: number, ms = this.#draw.between(1, 1000)): void {
    this.#world.schedule.after(ms, () => {
      if (!this.#isClosing) this.#startNow(place)
    })
  }

  #startNow(place: number): void {
    const world = this.#world
    const { machines } = world.site
    const machine = machines[place % machines.length] ?? world.site.timekeeper
    const process = world.startProcess('worker', machine, this.#draw)
    this.#processes++
    let isRejected = false
    process.onEnd(() => {
      this.#processes--
      this.#running.delete(place)
      this.#startSoon(place, isRejected ? REJECTED_MS : undefined)
    })
    this.#run(place, process).then(
      () => process.end(),
      (error: unknown) => {
        world.ledger.trace(`${process.name} fails: ${String(error)}`)
        isRejected = error instanceof HarnessError && error.code === 'WORKER_ALREADY_RUNNING'
        process.end()
      },
    )
  }

  async #run(place: number, process: Process): Promise<void> {
    const { ledger, scenario, site, judge, tokenService } = this.#world
    ledger.trace(`${process.name} starts`)
    const store = await site.open(process)
    const { kind, settings, trouble } = scenario
    const watch = new WorkerWatch({
      ledger,
      process,
      settings,
      kind,
      storeNow: () => store.now(),
      clockError: () => store.now() - site.timekeeper.now(),
      areTripsShort:
        trouble.storeDelays === 0 && !trouble.kinds.includes('freeze') && !this.#isPatient,
      areClocksRight: () => this.#world.areClocksRight,
      tokenFailures: () => tokenService.failures,
      isPatient: this.#isPatient,
    })
    judge.works(process, watch)
    const stopping = new AbortController()
    const { clock } = process
    const { signal } = stopping
    const asked = this.#isPatient
      ? patientStore(store, { clock, signal, limitMs: OUTAGE_MS })
      : store
    const watched = watchedStore(asked, watch)
    const stop = (): void =>
      process.later(0, () => {
        ledger.trace(`${process.name} is told to stop`)
        watch.isStopping = true
        stopping.abort()
      })
    this.#running.set(place, { process, store: watched, watch, stop })
    if (this.#isClosing) stop()
    try {
      const worker = this.#createWorker(watched, process, watch)
      const summary = await worker.run({ signal: stopping.signal })
      watch.finished(summary)
      ledger.trace(`${process.name} has stopped`)
    } finally {
      await store.close()
    }
  }

  /** In every other seed workers outlast what fails, as those of the command line do. */
  get #isPatient(): boolean {
    return this.#world.scenario.seed % 2 === 1
  }

  #createWorker(store: QueueStore, process: Process, watch: WorkerWatch) {
    const { scenario, schedule, endpoints, tokenUrl, tokenService, credentials } = this.#world
    const { settings } = scenario
    const { timeoutMs } = settings
    const clock: Clock = {
      ...process.clock,
      sleep: (ms, signal) => {
        watch.acting()
        return process.clock.sleep(ms, signal)
      },
    }
    const areTogether = (): boolean => this.#world.calm !== 'none'
    const network = { schedule, endpoints, tokenUrl, tokenService, timeoutMs, areTogether }
    const transport = new Network(network, process, watch)
    const signer = createSigner(credentials, { transport, clock })
    const attempt = createAttempter({ transport, signer, clock, timeoutMs })
    return createWorker({
      ...settings,
      store,
      clock,
      random: this.#draw.random,
      attempt: (delivery, signal) => {
        watch.starting(delivery)
        return attempt(delivery, signal)
      },
    })
  }
}
