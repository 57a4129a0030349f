import { startPostgres } from '../tests/support/postgres.ts'
import { bundled, runPlain } from './queue/plain.ts'
import { numberArgument, showUsage } from './usage.ts'

showUsage(`Usage: npx tsx bench/queue.ts [rounds] [deliveries]     default 9 5000; about 90 s

Durable deliveries per second, end to end, against undici alone to the same local server in the same round, on both
stores, and what 100,000 waiting deliveries cost the next. PostgreSQL runs with its commits on disk. Medians of the
rounds' ratios.`)

const [rounds, deliveries] = [numberArgument(0, 9), numberArgument(1, 5000)]
await bundled(new URL('queue/server.ts', import.meta.url).pathname)
const postgres = await startPostgres({ fsync: true })
try {
  const settings = [postgres.url, String(rounds), String(deliveries)]
  await runPlain(new URL('queue/throughput.ts', import.meta.url), settings)
} finally {
  await postgres.stop()
}
