import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCountingEndpoint } from '../tests/support/counting-endpoint.ts'
import { runKills } from '../tests/support/kill-run.ts'
import { startPostgres } from '../tests/support/postgres.ts'
import { report } from './figures.ts'
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
    const most = Math.min(result.inFlight, result.kills * CONCURRENCY)
    console.log(`${name}: ${deliveries} deliveries, ${result.kills} kills, ${seconds} s`)
    const none = { goal: { atMost: 0 } } as const
    const all = { goal: { atLeast: deliveries } } as const
    report({ what: `${name}: arrived at least once`, value: result.arrived, ...all })
    report({ what: `${name}: lost`, value: result.lost.length, ...none })
    report({ what: `${name}: marked, not arrived`, value: result.untrue.length, ...none })
    report({ what: `${name}: delivered in the store`, value: result.delivered, ...all })
    report({ what: `${name}: attempts spent by crashes`, value: result.extraAttempts, ...none })
    report({ what: `${name}: duplicates`, value: result.duplicates, goal: { atMost: most } })
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
