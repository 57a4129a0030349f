import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCountingEndpoint } from '../tests/support/counting-endpoint.ts'
import { runKills } from '../tests/support/kill-run.ts'
import { startPostgres } from '../tests/support/postgres.ts'
import { figure, row } from './figures.ts'
import { numberArgument, showUsage } from './usage.ts'

showUsage(`Usage: npx tsx bench/queue-kill.ts [deliveries] [kills]     after npm run build; default 10000 100

Deliveries while the built worker is killed with SIGKILL at random moments and started again, on both stores.`)

const deliveries = numberArgument(0, 10_000)
const kills = numberArgument(1, 100)
const CONCURRENCY = 16

async function measure(name: string, store: string): Promise<void> {
  const endpoint = await startCountingEndpoint(5)
  const began = performance.now()
  try {
    const result = await runKills({
      store,
      endpoint,
      deliveries,
      kills,
      concurrency: CONCURRENCY,
      life: [1, 60],
      seed: 7,
    })
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    figure(`${name}: ${deliveries} deliveries, ${result.kills} kills`, `${seconds} s`)
    row(
      `${name}: arrived at least once`,
      String(result.arrived),
      `= ${deliveries}`,
      result.arrived === deliveries,
    )
    row(`${name}: lost`, String(result.lost.length), '= 0', result.lost.length === 0)
    row(
      `${name}: marked delivered without arriving`,
      String(result.untrue.length),
      '= 0',
      result.untrue.length === 0,
    )
    row(
      `${name}: delivered in the store`,
      String(result.delivered),
      `= ${deliveries}`,
      result.delivered === deliveries,
    )
    row(
      `${name}: attempts spent by crashes`,
      String(result.extraAttempts),
      '= 0',
      result.extraAttempts === 0,
    )
    const most = Math.min(result.inFlight, result.kills * CONCURRENCY)
    row(`${name}: duplicates`, String(result.duplicates), `<= ${most}`, result.duplicates <= most)
  } finally {
    await endpoint.close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'dropship-kill-'))
try {
  await measure('SQLite', join(folder, 'queue.db'))
} finally {
  rmSync(folder, { recursive: true })
}
const postgres = await startPostgres({ fsync: true })
try {
  await measure('PostgreSQL', await postgres.emptySchema())
} finally {
  await postgres.stop()
}
