import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { packageRoot } from '../src/core/index.ts'
import { median, report } from './figures.ts'

/**
 * What a command costs before it does anything: CPU of short commands, the time until the stub and Prism are ready, and
 * a whole certification of the stub. Needs `npm run build`. Option: `--runs N`, `--without-prism`.
 */
const at = process.argv.indexOf('--runs')
const RUNS = at === -1 ? 9 : Number(process.argv[at + 1])
const root = packageRoot().directory
const BIN = join(root, 'dist/cli.js')
const PRISM = join(root, 'node_modules/@stoplight/prism-cli/dist/index.js')
const TELL_CPU = join(root, 'bench/tell-cpu.cjs')

/** Milliseconds of CPU, the median of several runs. */
async function cpuOf(args: readonly string[]): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const child = spawn(process.execPath, ['--require', TELL_CPU, ...args])
    child.stdout.resume()
    let told = ''
    child.stderr.on('data', (text: Buffer) => (told += text.toString()))
    await once(child, 'close')
    times.push(Number(/CPU (\d+)/.exec(told)?.[1]) / 1000)
  }
  return median(times)
}

/** Milliseconds from the start of a process until it says that it listens; it is left running. */
async function started(
  args: readonly string[],
): Promise<{ ms: number; child: ChildProcess; url: string }> {
  const began = performance.now()
  const child = spawn(process.execPath, args)
  let output = ''
  for await (const text of child.stdout) {
    output += String(text)
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0]
    if (url !== undefined) return { ms: performance.now() - began, child, url }
  }
  throw new Error(`ended before it listened: ${args.join(' ')}`)
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'close')
}

async function readyAfter(args: readonly string[], runs: number): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const { ms, child } = await started(args)
    times.push(ms)
    await ended(child)
  }
  return median(times)
}

/** Milliseconds from the start of `dropship certify` until its first request arrives, which gets no response. */
async function firstRequest(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const times: number[] = []
  for (let run = 0; run < 3; run++) {
    const began = performance.now()
    const certify = spawn(process.execPath, [BIN, 'certify', url, '--auth', 'none', '--quiet'])
    await once(server, 'request')
    times.push(performance.now() - began)
    await ended(certify)
  }
  server.close()
  server.closeAllConnections()
  return median(times)
}

/** What `dropship certify` takes against a stub that runs already, in milliseconds, and how many requests it sends. */
async function certifying(): Promise<{ readonly ms: number; readonly requests: number }> {
  const { child, url } = await started([BIN, 'mock', '--port', '0', '--auth', 'none', '--quiet'])
  const times: number[] = []
  let requests = 0
  for (let run = 0; run < 3; run++) {
    const began = performance.now()
    const certify = spawn(process.execPath, [BIN, 'certify', url, '--auth', 'none', '--json'])
    let output = ''
    certify.stdout.on('data', (text: Buffer) => (output += text.toString()))
    certify.stderr.resume()
    const [exitCode] = (await once(certify, 'close')) as [number]
    requests = Number(/"requests":(\d+)/.exec(output)?.[1])
    if (exitCode !== 0) throw new Error(`certify ended with ${exitCode}`)
    times.push(performance.now() - began)
  }
  await ended(child)
  return { ms: median(times), requests }
}

const ms = (value: number): string => `${value.toFixed(0)} ms`

const node = await cpuOf(['-e', '0'])
const wall = await readyAfter(['-e', 'console.log("http://127.0.0.1:1")'], RUNS)
console.log(
  `node itself: ${ms(node)} of CPU, a line printed after ${ms(wall)}; medians of ${RUNS} runs`,
)
for (const { args, goal } of [
  { args: ['--version'], goal: 100 },
  { args: ['sample', 'drop_shipment_confirmation'], goal: 150 },
]) {
  const used = await cpuOf([BIN, ...args])
  report({
    what: `dropship ${args.join(' ')}, CPU`,
    value: used,
    unit: 'ms',
    digits: 0,
    goal: { atMost: goal },
  })
}
const ready = await readyAfter([BIN, 'mock', '--port', '0'], RUNS)
report({ what: 'stub ready', value: ready, unit: 'ms', digits: 0, goal: { atMost: 250 } })
if (!process.argv.includes('--without-prism')) {
  const document = join(root, 'openapi/drop-ship.yaml')
  const prism = await readyAfter([PRISM, 'mock', document, '--port', '0'], 3)
  report({
    what: 'Prism ready / stub ready',
    value: prism / ready,
    goal: { atLeast: 1 },
    of: `${ms(prism)} / ${ms(ready)}`,
  })
}
const start = await firstRequest()
report({
  what: 'dropship certify, until its first request',
  value: start,
  unit: 'ms',
  digits: 0,
  goal: { atMost: 250 },
})
const certification = await certifying()
report({
  what: 'dropship certify against the stub, in all',
  value: certification.ms / 1000,
  unit: 's',
  goal: { atMost: 3 },
})
report({
  what: 'dropship certify against the stub, each request after the first',
  value: (certification.ms - start) / certification.requests,
  unit: 'ms',
  goal: { atMost: 1 },
  of: `${certification.requests} requests at strict`,
})
