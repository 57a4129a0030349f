import { describe, expect, it } from 'vitest'
import { FAMILIES, scoreFlaw } from '../endpoints/score.ts'

/** `npm run score` certifies all of them; here one or two of each family. */
const EVERY = 60

const SAMPLE = Object.entries(FAMILIES).flatMap(([family, flaws]) =>
  flaws
    .filter((_flaw, index) => index % EVERY === 0)
    .map((flaw) => [`${family}: ${flaw.name}`, flaw] as const),
)

describe('a flawed endpoint fails at the level of its flaw, by name, and passes below', () => {
  it.each(SAMPLE)('%s', async (_name, flaw) => {
    const { found, named, passedBelow, report } = await scoreFlaw(flaw)
    const failed = report.checks
      .filter(({ status }) => status === 'failed')
      .map(({ id, pointer }) => `${id} ${pointer ?? ''}`)
    expect({ found, named, passedBelow }, failed.join('\n')).toEqual({
      found: true,
      named: true,
      passedBelow: true,
    })
  })

  it('comes in at least 150 kinds', () => {
    const names = Object.values(FAMILIES)
      .flat()
      .map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThanOrEqual(150)
  })
})
