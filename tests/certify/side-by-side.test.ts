import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { CertifyEvent, Level, Report } from '../../src/certify/index.ts'
import { type Clock, systemClock } from '../../src/core/index.ts'
import { type Behaviour, correctBehaviour, documented422, json } from '../endpoints/endpoint.ts'
import { certifyBehaviour } from '../support/certifying.ts'

const LATENCY_MS = 6
/** The endpoint and the run share a process: after so many turns of its event loop whatever was sent at once has arrived. */
const TURNS = 20
/** Makes the endpoint seem 30 times as slow. */
const hasty: Clock = { ...systemClock, monotonic: () => performance.now() * 30 }

type Flaw = 'careless' | 'confused' | 'overwhelmed' | 'clashing' | 'one at a time'

/** A slow endpoint, and how many requests it handled at once; what is wrong with it shows when there are several. */
function slowEndpoint(flaw?: Flaw, base: Behaviour = correctBehaviour()) {
  let busy = 0
  let most = 0
  let last = Promise.resolve()
  const behaviour: Behaviour = {
    ...base,
    intercept: async ({ response }) => {
      busy++
      most = Math.max(most, busy)
      response.once('close', () => busy--)
      const before = last
      const own = (flaw === 'one at a time' ? before : Promise.resolve()).then(() =>
        delay(LATENCY_MS),
      )
      last = own.then(() => undefined)
      await own
      for (let at = 0; at < TURNS; at++) await turn()
      const status = busy > 1 ? { overwhelmed: 503, clashing: 500 }[String(flaw)] : undefined
      if (status !== undefined) response.writeHead(status).end()
      return status !== undefined
    },
    reject: (call, violations) =>
      flaw === 'confused' && busy > 1
        ? documented422(violations, () => '')
        : base.reject(call, violations),
    validate: (call, body) => (flaw === 'careless' && busy > 1 ? [] : base.validate(call, body)),
  }
  return { behaviour, most: () => most }
}

const CANCELLATION = 'drop_shipment_cancellation'
const REJECTIONS = [`refuse/${CANCELLATION}/*`]
const PAIRS = [`accept/${CANCELLATION}/pairs`]
const NAMES_FIELD = `answer/${CANCELLATION}/names-field`
const EVERYTHING_IS_HANDLED = `answer/${CANCELLATION}/survives`

function run(behaviour: Behaviour, only: readonly string[], more = {}): Promise<Report> {
  // What a busy machine takes counts 30 times, too.
  const patient = { clock: hasty, latencyBudgetMs: 6_000_000, timeoutMs: 600_000 }
  const level: Level = 'resilient'
  return certifyBehaviour(behaviour, { level, only, ...patient, ...more })
}

const statusesOf = ({ checks }: Report, only: readonly string[]): readonly string[] => {
  const beginnings = only.map((pattern) => pattern.replace('*', ''))
  const asked = checks.filter(({ id }) => beginnings.some((beginning) => id.startsWith(beginning)))
  return [...new Set(asked.map(({ status }) => status))]
}

describe('a slow endpoint', () => {
  it('gets requests side by side only in a run that sends in parallel anyway', async () => {
    const [strict, resilient, single] = [slowEndpoint(), slowEndpoint(), slowEndpoint()]
    const reports = await Promise.all([
      run(strict.behaviour, PAIRS, { level: 'strict' }),
      run(resilient.behaviour, PAIRS),
      run(single.behaviour, PAIRS, { concurrency: 1 }),
    ])
    expect(reports.map((report) => statusesOf(report, PAIRS))).toEqual([
      ['passed'],
      ['passed'],
      ['passed'],
    ])
    expect([strict.most(), single.most()]).toEqual([1, 1])
    expect(resilient.most()).toBeGreaterThan(3)
    expect(resilient.most()).toBeLessThanOrEqual(16)
  })

  it.each([
    ['valid variations', [`accept/${CANCELLATION}/*`]],
    ['credentials', [`authenticate/${CANCELLATION}/*`]],
    ['encodings', [`accept/${CANCELLATION}/written/*`]],
    ['hostile bodies', [`survive/${CANCELLATION}/*`]],
    ['invalid values elsewhere', [`refuse/${CANCELLATION}/elsewhere/*`]],
    [
      'pairs and random messages',
      [`accept/${CANCELLATION}/pairs`, `accept/${CANCELLATION}/random`],
    ],
    ['messages of one order', [`resilient/${CANCELLATION}/then/*`]],
  ])('gets %s side by side', async (_, only) => {
    const slow = slowEndpoint()
    expect(statusesOf(await run(slow.behaviour, only), only)).toContain('passed')
    expect(slow.most()).toBeGreaterThan(1)
  })

  it('gets what depends on what came before one by one', async () => {
    const slow = slowEndpoint()
    const only = [`survive/${CANCELLATION}/after-*`, `duplicate/${CANCELLATION}/*`]
    expect(statusesOf(await run(slow.behaviour, only), only)).toEqual(['passed'])
    expect(slow.most()).toBe(1)
  })

  it('that handles one request at a time gets few side by side, and is accused of nothing', async () => {
    const slow = slowEndpoint('one at a time')
    const report = await run(slow.behaviour, REJECTIONS)
    expect(statusesOf(report, REJECTIONS)).toEqual(['passed'])
    expect(slow.most()).toBeLessThan(16)
  })
})

describe('nothing is concluded from what comes side by side', () => {
  it.each([
    ['accepts what is invalid', 'careless'],
    ['names nothing', 'confused'],
    ['responds with 503', 'overwhelmed'],
    ['responds with 500', 'clashing'],
  ] as const)('where an endpoint then %s', async (_, flaw) => {
    const slow = slowEndpoint(flaw)
    const only = [...REJECTIONS, ...PAIRS, NAMES_FIELD, EVERYTHING_IS_HANDLED]
    const report = await run(slow.behaviour, only)
    expect(statusesOf(report, only)).toEqual(['passed'])
    expect(slow.most()).toBeGreaterThan(1)
  })

  it('but a deviation that comes alone, too, is reported', async () => {
    const base = correctBehaviour()
    const reject: Behaviour['reject'] = () => json(422, { message: 'no errors' })
    const slow = slowEndpoint(undefined, { ...base, reject })
    const only = [...REJECTIONS, `answer/${CANCELLATION}/422`]
    const { checks } = await run(slow.behaviour, only)
    expect(checks.flatMap(({ id, status }) => (status === 'failed' ? [id] : []))).toEqual([
      `answer/${CANCELLATION}/422`,
    ])
    expect(slow.most()).toBeGreaterThan(1)
  })
})

it('an endpoint that does not take requests side by side gets them one by one, which is told once', async () => {
  const slow = slowEndpoint('overwhelmed')
  const told: string[] = []
  const onEvent = (event: CertifyEvent): void => {
    if (event.type === 'one-by-one') told.push(event.reason)
  }
  await run(slow.behaviour, [...REJECTIONS, `authenticate/${CANCELLATION}/*`], { onEvent })
  expect(told).toEqual(['status 503'])
  expect(slow.most()).toBeLessThanOrEqual(4)
})

it('two runs send the same messages, and report the same', async () => {
  const runs = await Promise.all(
    [1, 2].map(async () => {
      const sent: string[] = []
      const slow = slowEndpoint()
      const only = [`duplicate/*`, 'resilient/*/then/*', `refuse/${CANCELLATION}/*`]
      const report = await run(
        {
          ...slow.behaviour,
          parse: (call) => {
            sent.push(call.bytes.toString('latin1'))
            return slow.behaviour.parse(call)
          },
        },
        only,
      )
      const checks = report.checks.map(({ id, status, actual }) => [id, status, actual])
      return { sent: sent.toSorted(), checks, orders: report.leftBehind }
    }),
  )
  expect(runs[0]).toEqual(runs[1])
})
