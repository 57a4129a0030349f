import { beforeAll, describe, expect, it } from 'vitest'
import { bundleSimulation } from './bundle.ts'

/** Few: `.ci/run` simulates for a minute. */
const SEEDS = 15

/** Each found something once. */
const KEPT_SEEDS = [716_688_938, 716_689_110, 716_689_909]

let simulation: Awaited<ReturnType<typeof bundleSimulation>>
beforeAll(async () => {
  simulation = await bundleSimulation()
})

async function traceOf(seed: number): Promise<readonly string[]> {
  const events: string[] = []
  await simulation.simulate(seed, { onEvent: (at, text) => events.push(`${at} ${text}`) })
  return events
}

describe('the simulation', () => {
  it(`finds nothing wrong in the first ${SEEDS} seeds`, async () => {
    const totals = await simulation.runCampaign({ from: 1, seeds: SEEDS, now: () => 0 })
    expect(totals.failed.map(({ seed, violation }) => ({ seed, violation }))).toEqual([])
    expect(totals.seeds).toBe(SEEDS)
    expect(totals.deliveries).toBeGreaterThan(2000)
  })

  it.each(KEPT_SEEDS)('finds nothing wrong any more in seed %i', async (seed) => {
    expect((await simulation.simulate(seed)).violation).toBeUndefined()
  })

  it('of a seed is the same each time', async () => {
    const [first, again, other] = [await traceOf(6), await traceOf(6), await traceOf(7)]
    expect(first.length).toBeGreaterThan(100)
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })
})
