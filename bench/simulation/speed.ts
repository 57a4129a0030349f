import { createSigner } from '../../src/auth/index.ts'
import { type Clock, createRandom, systemClock } from '../../src/core/index.ts'
import { createWorker, type NewDelivery } from '../../src/queue/index.ts'
import { createAttempter } from '../../src/sender/index.ts'
import { runCampaign } from '../../tests/simulation/campaign.ts'
import { scenarioOf } from '../../tests/simulation/world/scenario.ts'
import { median, report } from '../figures.ts'
import { INSTANT_ENDPOINT, instantStore } from './instant.ts'

/** The first takes twice the time of the third, in which most code is compiled. */
const WARM_UP = 2
const ROUNDS = 3
/** The same in each round. */
const SEEDS = { from: 1, to: 20 }
const ALONE = 100_000

/** Microseconds of CPU per delivery. */
interface Round {
  readonly mix: number
  /** Of seeds that have a bulk, and of those that have none. */
  readonly bulks: number
  readonly dense: number
  readonly alone: number
}

interface Spent {
  readonly us: number
  readonly deliveries: number
}

async function spent(work: () => Promise<number>): Promise<Spent> {
  const before = process.cpuUsage()
  const deliveries = await work()
  const { user, system } = process.cpuUsage(before)
  return { us: user + system, deliveries }
}

function usEach(all: readonly Spent[]): number {
  const us = all.reduce((sum, one) => sum + one.us, 0)
  return us / all.reduce((sum, { deliveries }) => sum + deliveries, 0)
}

async function simulated(seed: number): Promise<number> {
  const { deliveries, failed } = await runCampaign({ from: seed, seeds: 1, now: () => 0 })
  if (failed.length > 0) throw new Error(`seed ${seed} fails: run npm run simulate`)
  return deliveries
}

async function runRound(): Promise<Round> {
  const bulks: Spent[] = []
  const dense: Spent[] = []
  for (let seed = SEEDS.from; seed <= SEEDS.to; seed++) {
    const isBulky = scenarioOf(seed).bulk !== undefined
    const all = isBulky ? bulks : dense
    all.push(await spent(() => simulated(seed)))
  }
  const alone = [await spent(workerAlone)]
  return {
    mix: usEach([...bulks, ...dense]),
    bulks: usEach(bulks),
    dense: usEach(dense),
    alone: usEach(alone),
  }
}

async function workerAlone(): Promise<number> {
  const endpoint = 'https://client.example/drop_shipment_confirmation'
  const body = Buffer.from('{}')
  const deliveries = Array.from({ length: ALONE }, (_, index): NewDelivery => {
    const operation = 'drop_shipment_confirmation'
    return { id: `msg_${index}`, endpoint, operation, method: 'POST', url: endpoint, body }
  })
  const transport = INSTANT_ENDPOINT
  const clock: Clock = systemClock
  const signer = createSigner({ scheme: 'none' }, { transport, clock })
  const { delivered } = await createWorker({
    store: instantStore(deliveries),
    clock,
    random: createRandom(1),
    attempt: createAttempter({ transport, signer, clock }),
  }).run({ until: 'empty' })
  if (delivered !== ALONE) throw new Error(`${delivered} of ${ALONE} were delivered`)
  return delivered
}

const rounds: Round[] = []
for (let round = 0; round < WARM_UP + ROUNDS; round++) {
  const measured = await runRound()
  if (round >= WARM_UP) rounds.push(measured)
}
const perSecond = (part: keyof Round): number => 1e6 / median(rounds.map((round) => round[part]))
report({
  what: 'simulated deliveries per second of one core',
  value: perSecond('mix'),
  unit: '/s',
  digits: 0,
  goal: { atLeast: 100_000 },
})
report({
  what: 'the same of seeds with a bulk',
  value: perSecond('bulks'),
  unit: '/s',
  digits: 0,
})
report({
  what: 'the same of seeds with dense faults alone',
  value: perSecond('dense'),
  unit: '/s',
  digits: 0,
})
report({
  what: 'the same worker with nothing around it',
  value: perSecond('alone'),
  unit: '/s',
  digits: 0,
})
report({
  what: 'simulation / worker with nothing around it',
  value: median(rounds.map((round) => round.alone / round.mix)),
})
