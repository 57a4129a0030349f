import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/certify/index.ts'
import { type Behaviour, json } from '../endpoints/endpoint.ts'
import { EFFECTS } from '../endpoints/flaws/effects.ts'
import { keeping } from '../endpoints/keeping.ts'
import { KEEPERS } from '../endpoints/keepers.ts'
import { certifyBehaviour } from '../support/certifying.ts'

const ONE = ['drop_shipment_cancellation']
const TWO = [...ONE, 'drop_shipment_confirmation']

/** The checks of effects alone, and of few operations; `npm run score` makes all others, too. */
function effectsOf(behaviour: Behaviour, operations = ONE): Promise<Report> {
  return certifyBehaviour(behaviour, {
    level: 'compatible',
    only: ['effects/*'],
    operations,
    timeoutMs: 10_000,
  })
}

function withStatus({ checks }: Report, wanted: string): string[] {
  return checks.flatMap(({ id, actual, status }) => (status === wanted ? [`${id}: ${actual}`] : []))
}

/** `npm run score` certifies all of them. */
const EVERY = 6

const FLAWS = EFFECTS.filter((_flaw, index) => index % EVERY === 0).map(
  (flaw) => [flaw.name, flaw] as const,
)

// Most of the time is spent on waiting for effects.
describe.concurrent('an endpoint that keeps too little or too much is found with an observer', () => {
  it.each(FLAWS)('%s', async (_name, flaw) => {
    const report = await effectsOf(flaw.make(), flaw.names === 'own-operation' ? TWO : ONE)
    const failed = withStatus(report, 'failed')
    expect(failed).toContainEqual(expect.stringContaining(flaw.names))
    expect([report.verdict, report.effects]).toEqual(['not certified', 'observed'])
  })
})

describe.concurrent('an endpoint that keeps too little or too much is not found without one', () => {
  it.each(FLAWS)('%s', async (_name, flaw) => {
    const { observed: _observed, ...unobserved } = flaw.make()
    const report = await effectsOf(unobserved)
    expect(withStatus(report, 'failed')).toEqual([])
    expect(report.effects).toBe('not observed')
  })
})

describe.concurrent('a correct endpoint is not accused', () => {
  it.each(Object.entries(KEEPERS))('%s', async (_name, make) => {
    const report = await effectsOf(make())
    expect(withStatus(report, 'failed')).toEqual([])
    expect(withStatus(report, 'skipped').filter((line) => line.startsWith('effects/'))).toEqual([])
    expect(report.effects).toBe('observed')
  })
})

it.concurrent('a message that is kept, gets a 503 and is kept again with its retry is found', async () => {
  const seen = new Set<string>()
  const failing = keeping(
    () => undefined,
    (_correct, keepingOf) => ({
      accept: (call) => {
        const { kept, identifier, key } = keepingOf(call)
        kept.add(call.operation.id, identifier)
        const isFirst = !seen.has(key)
        seen.add(key)
        return isFirst ? json(503, { message: 'later' }) : json(200, { message: 'Success' })
      },
    }),
  )
  const failed = withStatus(await effectsOf(failing), 'failed')
  expect(failed).toContainEqual(expect.stringMatching(/takes-effect: .* had 2 effects/))
})

describe.concurrent('with fixtures, whose orders come again and again', () => {
  const fixtures = {
    orders: ['A', 'B', 'C'].map((identifier) => ({ identifier, items: [`${identifier}-1`] })),
  }
  const certifyOrders = (behaviour: Behaviour, only = ['*']): Promise<Report> =>
    certifyBehaviour(behaviour, { level: 'compatible', only, operations: ONE, fixtures })

  it.each(Object.entries(KEEPERS).slice(0, 2))(
    'a correct endpoint is not accused: %s',
    async (_name, make) => {
      const report = await certifyOrders(make())
      expect(withStatus(report, 'failed')).toEqual([])
      expect([report.verdict, report.effects]).toEqual(['certified', 'observed'])
    },
  )

  it.each(['nothing is kept', 'every delivery is kept'])(
    'an endpoint is found in which %s',
    async (name) => {
      const flaw = EFFECTS.find((each) => each.name === name)
      if (flaw === undefined) throw new Error(`no flaw ${name}`)
      const report = await certifyOrders(flaw.make(), ['effects/*'])
      expect(withStatus(report, 'failed')).toContainEqual(expect.stringContaining(flaw.names))
    },
  )
})
