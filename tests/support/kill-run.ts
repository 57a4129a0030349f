import { setTimeout as delay } from 'node:timers/promises'
import { createRandom, systemClock } from '../../src/core/index.ts'
import { listAll, openStore } from '../../src/queue/index.ts'
import { startCli } from './cli.ts'
import type { CountingEndpoint } from './counting-endpoint.ts'
import { deliveries } from './deliveries.ts'

export interface KillRun {
  readonly store: string
  readonly endpoint: CountingEndpoint
  readonly deliveries: number
  readonly kills: number
  readonly concurrency: number
  /** Between these, at random, a worker lives after its first delivery. Milliseconds. */
  readonly life: readonly [number, number]
  readonly seed: number
}

export interface KillResult {
  readonly kills: number
  readonly arrived: number
  readonly lost: readonly string[]
  /** Marked delivered without having arrived, looked for after every kill. */
  readonly untrue: readonly string[]
  readonly duplicates: number
  /** Arrived, and not recorded, when workers were killed. */
  readonly inFlight: number
  readonly delivered: number
  readonly failed: number
  /** Attempts spent in the store beyond one for each delivery. */
  readonly extraAttempts: number
}

/**
 * Delivers with the built `dropship worker`, which is killed with SIGKILL at random moments and started again, and
 * compares what arrived with the store.
 */
export async function runKills(run: KillRun): Promise<KillResult> {
  const random = createRandom(run.seed)
  const open = () => openStore(run.store, { clock: systemClock })
  const first = await open()
  const sent = deliveries(run.deliveries, { endpoint: run.endpoint.url })
  await first.enqueue(sent)
  await first.close()
  const untrue: string[] = []
  let inFlight = 0
  let kills = 0
  while (kills < run.kills) {
    const before = run.endpoint.total()
    const worker = startWorker(run)
    while (run.endpoint.total() === before && !worker.hasEnded()) await delay(2)
    await delay(random.integer(...run.life))
    if (worker.hasEnded()) break
    await worker.kill()
    kills++
    const recorded = await recordedDeliveries(run.store)
    for (const id of recorded) if (!run.endpoint.arrivals.has(id)) untrue.push(id)
    inFlight += Math.max(0, run.endpoint.arrivals.size - recorded.size)
  }
  await startWorker(run).ended
  const last = await open()
  const counts = await last.counts()
  let extraAttempts = 0
  for await (const { spent } of listAll(last, {})) extraAttempts += spent - 1
  await last.close()
  const { arrivals } = run.endpoint
  return {
    kills,
    arrived: arrivals.size,
    lost: sent.map(({ id }) => id).filter((id) => !arrivals.has(id)),
    untrue,
    duplicates: run.endpoint.total() - arrivals.size,
    inFlight,
    delivered: counts.delivered,
    failed: counts.failed,
    extraAttempts,
  }
}

async function recordedDeliveries(location: string): Promise<ReadonlySet<string>> {
  const store = await openStore(location, { clock: systemClock })
  const ids = new Set<string>()
  for await (const { id } of listAll(store, { states: ['delivered'] })) ids.add(id)
  await store.close()
  return ids
}

function startWorker({ store, concurrency }: KillRun) {
  const limits = ['--concurrency', String(concurrency), '--lease', '500ms']
  const cli = startCli(['worker', '--store', store, '--until-empty', '--json', ...limits])
  let hasEnded = false
  const ended = cli.waitFor(/"durationMs"/).finally(() => {
    hasEnded = true
  })
  return {
    ended: ended.then(() => cli.stop()),
    hasEnded: () => hasEnded,
    kill: async () => {
      ended.catch(() => undefined)
      await cli.stop('SIGKILL')
    },
  }
}
