import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { defined } from '../../src/core/index.ts'
import { writeStepReport } from '../support/step-report.ts'
import { bundleSimulation } from './bundle.ts'
import type { SimulationResult, CampaignTotals } from './campaign.ts'
import { RULES } from './judge/rules.ts'

const USAGE = `Simulates deliveries, the time too: the real worker and policy, on models of both stores, where everything goes wrong.

npm run simulate                          a minute of new seeds
npm run simulate -- --seconds 120         two minutes, of which seeds with a bulk get half at most
npm run simulate -- --seeds 500 --from 1  seeds 1 to 500
npm run simulate -- --seed 42             one seed
npm run simulate -- --seed 42 --trace     with everything that happens in it

The result is also written to the file that $TEST_RESULTS names, as vitest reports its tests.
`
const DEFAULT_SECONDS = 60
const HOUR_MS = 3_600_000

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string' },
    seconds: { type: 'string' },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

function whole(name: 'seed' | 'seeds' | 'from' | 'seconds'): number | undefined {
  const text = values[name]
  if (text === undefined) return undefined
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new Error(`--${name}: a whole number was expected, found ${JSON.stringify(text)}`)
}

const now = (): number => performance.now()

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(USAGE)
    return
  }
  const seed = whole('seed')
  const totals = seed === undefined ? await runMany() : await runOne(seed)
  report(totals)
  writeResults(totals)
  if (totals.failed.length > 0) process.exitCode = 1
}

async function runMany(): Promise<CampaignTotals> {
  const from = whole('from') ?? Math.floor(Math.random() * 1e9)
  const seeds = whole('seeds')
  const seconds = whole('seconds') ?? (seeds === undefined ? DEFAULT_SECONDS : undefined)
  process.stdout.write(`seeds from ${from}\n`)
  const { runCampaign } = await bundleSimulation()
  return runCampaign({
    from,
    now,
    ...defined({ seeds }),
    ...(seconds === undefined ? {} : { limitMs: seconds * 1000 }),
    onProgress: (totals) => process.stdout.write(`${summary(totals)}\n`),
  })
}

async function runOne(seed: number): Promise<CampaignTotals> {
  const { simulate } = await bundleSimulation()
  const startedAt = now()
  const onEvent = (at: number, text: string): void => {
    process.stdout.write(`${(at / 1000).toFixed(6).padStart(15)}  ${text}\n`)
  }
  const result = await simulate(seed, values.trace ? { onEvent } : {})
  if (values.trace) process.stdout.write(`${JSON.stringify(result.scenario, undefined, 2)}\n`)
  const { deliveries, attempts, steps, lastedMs, violation } = result
  return {
    seeds: 1,
    passedOver: 0,
    deliveries,
    attempts,
    steps,
    simulatedMs: lastedMs,
    lastedMs: now() - startedAt,
    failed: violation === undefined ? [] : [result],
  }
}

function report(totals: CampaignTotals): void {
  for (const { seed, violation } of totals.failed) {
    if (violation === undefined) continue
    const { rule, detail, at } = violation
    process.stdout.write(
      `seed ${seed}, after ${Math.round(at)} simulated ms: ${detail}\n` +
        `  rule   ${rule}: ${RULES[rule]}\n` +
        `  again  npm run simulate -- --seed ${seed} --trace\n`,
    )
  }
  process.stdout.write(`${summary(totals)}\n`)
}

function summary({
  seeds,
  passedOver,
  deliveries,
  attempts,
  simulatedMs,
  lastedMs,
  failed,
}: CampaignTotals): string {
  const perSecond = Math.round((deliveries / lastedMs) * 1000)
  return [
    `${count(seeds, 'seed')}, ${failed.length} failed`,
    ...(passedOver === 0 ? [] : [`${count(passedOver, 'seed')} with a bulk passed over`]),
    `${count(deliveries, 'delivery', 'deliveries')} with ${count(attempts, 'attempt')}`,
    `${(simulatedMs / HOUR_MS).toFixed(1)} simulated hours in ${(lastedMs / 1000).toFixed(1)} s`,
    `${perSecond.toLocaleString('en')} deliveries per second`,
  ].join('; ')
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

function writeResults({ seeds, failed }: CampaignTotals): void {
  const failures = failed.map(
    ({ seed, violation }: SimulationResult) => `the simulation of seed ${seed}: ${violation?.rule}`,
  )
  const passed = failures.length === 0 ? [`the simulation of ${seeds} seeds`] : []
  writeStepReport('tests/simulation', passed, failures)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
