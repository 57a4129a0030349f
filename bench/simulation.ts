import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { bundled } from './queue/plain.ts'
import { showUsage } from './usage.ts'

showUsage(`Usage: npx tsx bench/simulation.ts     about a minute

Simulated deliveries per second of one core's time, and beside it the limit: the same worker, policy and attempts on a
store and an endpoint that do nothing and respond at once, with nobody who judges them.`)

/** As `npm run simulate` runs it. */
const ROOM_FOR_THE_YOUNG = ['--min-semi-space-size=64', '--max-semi-space-size=128']

const file = await bundled(fileURLToPath(new URL('simulation/speed.ts', import.meta.url)))
const child = fork(file, [], { execArgv: ROOM_FOR_THE_YOUNG })
const [code] = await once(child, 'exit')
if (code !== 0) process.exitCode = 1
