import { describe, expect, it } from 'vitest'
import {
  READY_MADE,
  readScenarioText,
  SCENARIO_EXAMPLE,
  type ScenarioDefinition,
} from '../../mocks/stub/index.ts'
import { PATH, usePlayedStub } from '../support/played-stub.ts'
import { renderScenariosPage, SCENARIOS_PAGE } from '../support/scenarios-page.ts'

const played = usePlayedStub()
const { example, deliver, outcomes } = played

describe('how steps advance', () => {
  it('each for as many requests as it says, then the stub’s own response', async () => {
    played.stub.play({ steps: [{ status: 503, times: 3 }, { status: 500 }] })
    expect(await outcomes(6)).toEqual([503, 503, 503, 500, 200, 200])
  })

  it.each([
    ['repeat', [503, 200, 503, 200, 503]],
    ['last', [503, 200, 200, 200, 200]],
    ['answer', [503, 200, 200, 200, 200]],
  ] as const)('after the last step: %s', async (after, expected) => {
    played.stub.play({ steps: [{ status: 503 }, 'answer'], after })
    expect(await outcomes(5)).toEqual(expected)
  })

  it('no two of many parallel requests get the same step', async () => {
    played.stub.play({ steps: Array.from({ length: 40 }, (_, index) => ({ status: 400 + index })) })
    const all = await Promise.all(Array.from({ length: 40 }, () => deliver()))
    const statuses = all.map(({ response }) => response?.status ?? 0)
    expect(statuses.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, index) => 400 + index),
    )
  })

  it('shares are drawn by the seed', async () => {
    const flaky = (seed: number): ScenarioDefinition => ({
      seed,
      steps: [{ status: 503, chance: '30%', times: 'forever' }],
    })
    played.stub.play(flaky(1))
    const first = await outcomes(60)
    played.stub.play(flaky(1))
    expect(await outcomes(60)).toEqual(first)
    played.stub.play(flaky(2))
    expect(await outcomes(60)).not.toEqual(first)
    const failed = first.filter((status) => status === 503).length
    expect(failed).toBeGreaterThan(6)
    expect(failed).toBeLessThan(32)
  })

  it('runs do not use each other’s steps', async () => {
    played.stub.play({ steps: [{ status: 503 }] })
    played.stub.play({ steps: [{ status: 500 }] }, { run: 'b' })
    const run = async (name: string): Promise<number | undefined> => {
      const headers = [
        ['Content-Type', 'application/json'],
        ['X-Dropship-Run', name],
      ] as const
      return (await played.client.post(PATH, example(), { headers })).response?.status
    }
    const statuses: (number | undefined)[] = []
    for (const name of ['a', 'b', 'c', 'a', 'b', 'c']) statuses.push(await run(name))
    expect(statuses).toEqual([503, 500, 503, 200, 200, 200])
    expect(played.stub.playing()).toEqual([{ name: 'unnamed' }, { name: 'unnamed', run: 'b' }])
    played.stub.stop({ run: 'b' })
    expect(played.stub.playing()).toEqual([{ name: 'unnamed' }])
  })

  it('by message, each message has its own sequence', async () => {
    played.stub.play('outage-then-recovery')
    const [first, second] = [example(), structuredClone(example())]
    ;(second as { shipment: { carrier: string } }).shipment.carrier = 'FedEx'
    const status = async (body: unknown): Promise<number | undefined> =>
      (await played.client.post(PATH, body)).response?.status
    const statuses: (number | undefined)[] = []
    for (const body of [first, second, first, first, first, second])
      statuses.push(await status(body))
    expect(statuses).toEqual([503, 503, 503, 503, 200, 503])
  })
})

describe('whom a rule is for', () => {
  const other = '/drop_shipment_cancellation'

  it('operations and bodies that it names', async () => {
    played.stub.play({
      rules: [
        { on: 'drop_shipment_cancellation', steps: [{ status: 501, times: 'forever' }] },
        {
          where: { 'shipment.client_identifier': 'A-1', 'shipment.shipment_items[*].quantity': 2 },
          steps: [{ status: 502, times: 'forever' }],
        },
        {
          where: { '/shipment/carrier': { matches: '^DHL' } },
          steps: [{ status: 503, times: 'forever' }],
        },
      ],
    })
    const status = async (path: string, body: unknown): Promise<number | undefined> =>
      (await played.client.post(path, body)).response?.status
    const items = [{ quantity: 1 }, { quantity: 2 }]
    expect(await status(other, {})).toBe(501)
    expect(
      await status(PATH, { shipment: { client_identifier: 'A-1', shipment_items: items } }),
    ).toBe(502)
    expect(await status(PATH, { shipment: { client_identifier: 'A-1', shipment_items: [] } })).toBe(
      422,
    )
    expect(await status(PATH, { shipment: { carrier: 'DHL eCommerce' } })).toBe(503)
    expect(await status(PATH, '{')).toBe(400)
    played.stub.play({ where: { '/shipment/tags': ['a', 'b'] }, steps: [{ status: 503 }] })
    expect(await status(PATH, { shipment: { tags: ['b', 'a'] } })).toBe(422)
    expect(await status(PATH, { shipment: { tags: ['a', 'b'] } })).toBe(503)
  })
})

it.each(READY_MADE.map(({ name }) => name))('the ready-made scenario %s is valid', (name) => {
  played.stub.play(name)
  expect(played.stub.playing()).toEqual([{ name }])
})

it('the example that the console and the documentation begin with is valid', async () => {
  const operations = played.stub.contract.operations.map(({ id }) => id)
  const scenario = await readScenarioText(SCENARIO_EXAMPLE, 'example', operations)
  played.stub.play(scenario)
  expect(played.stub.playing()).toEqual([{ name: 'slow-then-down' }])
})

it('the page of scenarios is current: npx vitest run tests/stub/scenario-steps.test.ts -u', async () => {
  await expect(renderScenariosPage()).toMatchFileSnapshot(`../../${SCENARIOS_PAGE}`)
})
