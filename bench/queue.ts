import { startPostgres } from '../tests/support/postgres.ts'
import { bundled, runPlain } from './queue/plain.ts'

/**
 * Durable deliveries per second against undici alone, on both stores, and what a backlog costs.
 * PostgreSQL runs with its commits on disk.
 */
await bundled(new URL('queue/server.ts', import.meta.url).pathname)
const postgres = await startPostgres({ fsync: true })
try {
  await runPlain(new URL('queue/throughput.ts', import.meta.url), [postgres.url])
} finally {
  await postgres.stop()
}
