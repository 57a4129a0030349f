import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Level, Report } from '../../src/certify/index.ts'
import { type Clock, systemClock } from '../../src/core/index.ts'
import { type Behaviour, correctBehaviour } from '../endpoints/endpoint.ts'
import { certifyBehaviour } from '../support/certifying.ts'

const LATENCY_MS = 6
/** The endpoint and the run share a process: after so many turns of its event loop whatever was sent at once has arrived. */
const TURNS = 20
/** Makes the endpoint seem 30 times as slow. */
const hasty: Clock = { ...systemClock, monotonic: () => performance.now() * 30 }

/** A slow endpoint, and how many requests it handled at once; while it is busy it may validate nothing, or reject all. */
function slowEndpoint({ isCareless = false, isOverwhelmed = false } = {}) {
  let busy = 0
  let most = 0
  const correct = correctBehaviour()
  const behaviour: Behaviour = {
    ...correct,
    intercept: async ({ response }) => {
      busy++
      most = Math.max(most, busy)
      response.once('close', () => busy--)
      await delay(LATENCY_MS)
      for (let at = 0; at < TURNS; at++) await turn()
      const isRejected = isOverwhelmed && busy > 1
      if (isRejected) response.writeHead(503).end()
      return isRejected
    },
    validate: (call, body) => (isCareless && busy > 1 ? [] : correct.validate(call, body)),
  }
  return { behaviour, most: () => most }
}

function rejections(behaviour: Behaviour, level: Level, more = {}): Promise<Report> {
  const only = ['refuse/drop_shipment_cancellation/*']
  // What a busy machine takes counts 30 times, too.
  return certifyBehaviour(behaviour, {
    level,
    only,
    clock: hasty,
    latencyBudgetMs: 6_000_000,
    ...more,
  })
}

const statusesOf = ({ checks }: Report): string[] => [
  ...new Set(
    checks
      .filter(({ id }) => id.startsWith('refuse/drop_shipment_cancellation/'))
      .map(({ status }) => status),
  ),
]

it('a slow endpoint gets invalid messages in parallel, in a run that sends in parallel anyway', async () => {
  const [strict, resilient, single] = [slowEndpoint(), slowEndpoint(), slowEndpoint()]
  const reports = await Promise.all([
    rejections(strict.behaviour, 'strict'),
    rejections(resilient.behaviour, 'resilient'),
    rejections(single.behaviour, 'resilient', { concurrency: 1 }),
  ])
  expect(reports.map(statusesOf)).toEqual([['passed'], ['passed'], ['passed']])
  expect([strict.most(), resilient.most(), single.most()]).toEqual([1, 8, 1])
})

it('what only fails in parallel is sent again alone, and that response counts', async () => {
  const careless = slowEndpoint({ isCareless: true })
  const report = await rejections(careless.behaviour, 'resilient')
  expect(statusesOf(report)).toEqual(['passed'])
  expect(careless.most()).toBeGreaterThan(1)
})

it.each([
  ['accepts everything', {}],
  ['rejects what comes side by side', { isOverwhelmed: true }],
])(
  'valid combinations go side by side to a slow endpoint that %s, and are accepted',
  async (_, flaw) => {
    const slow = slowEndpoint(flaw)
    const only = [
      'accept/drop_shipment_cancellation/pairs',
      'accept/drop_shipment_cancellation/random',
    ]
    const { checks } = await rejections(slow.behaviour, 'resilient', { only })
    const asked = checks.filter(({ id }) => only.includes(id))
    expect(asked.map(({ id, status }) => [id, status])).toEqual(only.map((id) => [id, 'passed']))
    expect(slow.most()).toBe(8)
  },
)
