import { runPlain } from './queue/plain.ts'
import { showUsage } from './usage.ts'

showUsage(`Usage: npx tsx bench/queue-latency.ts     after npm run build; about 45 s

How soon deliveries and retries start, how long a cold start takes, and what a worker costs while it waits and works.`)
await runPlain(new URL('queue/latency.ts', import.meta.url), [])
