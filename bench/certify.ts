import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { certify } from '../src/certify/index.ts'
import { loadContract } from '../src/contract/index.ts'
import { systemClock } from '../src/core/index.ts'
import { correctBehaviour, startEndpoint } from '../tests/endpoints/endpoint.ts'
import { median, report } from './figures.ts'

// What is left after a run, and not what was about to be collected.
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/**
 * How long a complete `resilient` certification takes against an endpoint that responds at once
 * and one that takes 150 ms. The limit beside it is the same number of bare requests over one connection.
 */

const LATENCY_MS = 150
const RUNS = 5
const SETTLED_MS = 200

async function bareRequests(count: number): Promise<number> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end('{"message":"Success"}'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const body = JSON.stringify({ order: { comments: 'x'.repeat(1500) } })
  const began = performance.now()
  for (let sent = 0; sent < count; sent++) await (await fetch(url, { method: 'POST', body })).text()
  const took = performance.now() - began
  server.close()
  server.closeAllConnections()
  return took
}

interface Measured {
  readonly ms: number
  readonly requests: number
  readonly heapMb: number
  readonly verdict: string
}

async function runHere(
  url: string,
  credentials: Parameters<typeof certify>[0]['credentials'],
): Promise<Measured> {
  const contract = await loadContract()
  const began = performance.now()
  const { summary, verdict } = await certify({
    contract,
    url,
    credentials,
    level: 'resilient',
    clock: systemClock,
  })
  const ms = performance.now() - began
  // What the run closed is let go of a few turns later.
  await delay(SETTLED_MS)
  collectGarbage()
  return {
    ms,
    requests: summary.requests,
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
    verdict,
  }
}

async function main(): Promise<void> {
  // Node loads its fetch when it is first called: that is not growth of a run.
  await bareRequests(1)
  const immediate = await startEndpoint(correctBehaviour())
  const runs: Measured[] = []
  const limits: number[] = []
  for (let index = 0; index < RUNS; index++) {
    const measured = await runHere(immediate.url, immediate.credentials)
    runs.push(measured)
    limits.push(await bareRequests(measured.requests))
  }
  await immediate.close()
  const [first] = runs
  const last = runs.at(-1)
  const took = median(runs.map(({ ms }) => ms))
  const limit = median(limits)
  console.log(
    `immediate endpoint, level resilient, ${first?.requests} requests, median of ${RUNS} runs`,
  )
  report({
    what: 'certification at resilient, endpoint that responds at once',
    value: took / 1000,
    unit: 's',
    goal: { atMost: 3 },
  })
  report({
    what: 'certification, each request',
    value: took / (first?.requests ?? 1),
    unit: 'ms',
    goal: { atMost: 1 },
  })
  report({ what: 'certification against as many bare requests', value: took / limit })
  const [before, after] = [first?.heapMb ?? 0, last?.heapMb ?? 0]
  report({
    what: `certification: heap of run ${RUNS} beyond that of the first`,
    value: after - before,
    unit: 'MB',
    goal: { atMost: 5 },
  })

  const right = correctBehaviour()
  const slow = await startEndpoint({
    ...right,
    intercept: async () => {
      await delay(LATENCY_MS)
      return false
    },
  })
  const measured = await runHere(slow.url, slow.credentials)
  await slow.close()
  report({
    what: `certification at resilient, endpoint with ${LATENCY_MS} ms latency`,
    value: measured.ms / 1000,
    unit: 's',
    goal: { atMost: 90 },
    of: measured.verdict,
  })
  report({
    what: `certification at ${LATENCY_MS} ms latency, each request`,
    value: measured.ms / measured.requests,
    unit: 'ms',
    goal: { atMost: 50 },
  })
}

await main()
