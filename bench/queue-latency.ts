import { runPlain } from './queue/plain.ts'

/** How soon deliveries and retries start, and what a worker costs while it waits and while it works. Needs a build. */
await runPlain(new URL('queue/latency.ts', import.meta.url), [])
