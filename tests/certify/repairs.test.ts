import { describe, expect, it } from 'vitest'
import { type Lesson, repairByReports } from '../endpoints/author.ts'

const mistakes = {
  nulls: { told: /null is accepted/ },
  formats: { told: /invalid format/ },
  errors: { told: /422 body/ },
}
const denied = (...causes: string[]): Lesson => ({ isCertified: false, causes })
const CERTIFIED: Lesson = { isCertified: true, causes: [] }

/** Gives one lesson a run, and notes what was made. */
function series(...lessons: Lesson[]): {
  made: (readonly string[])[]
  certified: (made: readonly string[]) => Promise<Lesson>
} {
  const made: (readonly string[])[] = []
  const certified = (mistakesMade: readonly string[]): Promise<Lesson> => {
    made.push(mistakesMade)
    return Promise.resolve(lessons[made.length - 1] ?? denied())
  }
  return { made, certified }
}

describe('the author who follows reports alone', () => {
  it('mends exactly what a report names, and certifies again', async () => {
    const { made, certified } = series(
      denied('null is accepted in 3 places', 'a text of an invalid format is accepted'),
      denied('does not send the documented 422 body'),
      CERTIFIED,
    )
    const { repairs, left } = await repairByReports(mistakes, certified)
    expect({ repairs, left, made }).toEqual({
      repairs: [2, 1],
      left: [],
      made: [['nulls', 'formats', 'errors'], ['errors'], []],
    })
  })

  it('gives up at a report that names none of the mistakes that are left', async () => {
    const { made, certified } = series(denied('null is accepted'), denied('something else'))
    const { repairs, left, last } = await repairByReports(mistakes, certified)
    expect({ repairs, left, runs: made.length, isCertified: last.isCertified }).toEqual({
      repairs: [1],
      left: ['formats', 'errors'],
      runs: 2,
      isCertified: false,
    })
  })

  it('keeps what was certified with a mistake apart', async () => {
    const { certified } = series(CERTIFIED)
    const { left, last } = await repairByReports(mistakes, certified)
    expect({ left, isCertified: last.isCertified }).toEqual({
      left: ['nulls', 'formats', 'errors'],
      isCertified: true,
    })
  })

  it('stops after so many reports', async () => {
    const { made, certified } = series(denied('null is accepted'), denied('422 body'))
    const { left } = await repairByReports(mistakes, certified, 1)
    expect({ left, runs: made.length }).toEqual({ left: ['formats', 'errors'], runs: 2 })
  })

  it('makes one of two mistakes that exclude each other', async () => {
    const { made, certified } = series(CERTIFIED)
    await repairByReports(
      { ...mistakes, stripped: { told: /unknown/, excludedBy: 'nulls' } },
      certified,
    )
    expect(made).toEqual([['nulls', 'formats', 'errors']])
  })
})
