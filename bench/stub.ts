import { runPlain } from './queue/plain.ts'

/** Throughput, CPU, latency and memory of the stub, beside a bare server and Prism. Needs a build. */
await runPlain(new URL('stub/throughput.ts', import.meta.url), process.argv.slice(2))
