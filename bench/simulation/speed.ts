import { createSigner } from '../../src/auth/index.ts'
import { type Clock, createRandom, systemClock } from '../../src/core/index.ts'
import { createWorker, type NewDelivery } from '../../src/queue/index.ts'
import { createAttempter } from '../../src/sender/index.ts'
import { runCampaign } from '../../tests/simulation/campaign.ts'
import { median, report } from '../figures.ts'
import { INSTANT_ENDPOINT, instantStore } from './instant.ts'

const ROUNDS = 2
/** The same in each round. The first round warms up. */
const SEEDS = { from: 1, seeds: 40 }
const ALONE = 100_000

/** Microseconds of CPU per delivery. */
interface Round {
  readonly simulated: number
  readonly alone: number
}

async function cpuUs(work: () => Promise<number>): Promise<number> {
  const before = process.cpuUsage()
  const deliveries = await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / deliveries
}

async function simulated(): Promise<number> {
  const { deliveries, failed } = await runCampaign({ ...SEEDS, now: () => 0 })
  const [found] = failed
  if (found !== undefined) throw new Error(`seed ${found.seed} fails: run npm run simulate`)
  return deliveries
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
for (let round = 0; round <= ROUNDS; round++) {
  const measured = { simulated: await cpuUs(simulated), alone: await cpuUs(workerAlone) }
  if (round > 0) rounds.push(measured)
}
const perSecond = (us: number): number => 1e6 / us
report({
  what: 'simulated deliveries per second of one core',
  value: perSecond(median(rounds.map((round) => round.simulated))),
  unit: '/s',
  digits: 0,
  goal: { atLeast: 100_000 },
})
report({
  what: 'the same worker with nothing around it',
  value: perSecond(median(rounds.map(({ alone }) => alone))),
  unit: '/s',
  digits: 0,
})
report({
  what: 'simulation / worker with nothing around it',
  value: median(rounds.map((round) => round.alone / round.simulated)),
})
