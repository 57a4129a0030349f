import { expect, it } from 'vitest'
import { loadContract } from '../../src/contract/index.ts'
import { createMessages } from '../../src/messages/index.ts'
import { createJudge } from '../../src/validate/judge.ts'
import { checkNdjson } from '../../src/validate/ndjson.ts'
import type { Problem } from '../../src/validate/problem.ts'
import { sourceOf } from '../../src/validate/source.ts'
import { ValidationStatistics } from '../../src/validate/statistics.ts'

const contract = await loadContract()

/** A line of a file with what is wrong with it: the pointers of its violations, or that it cannot be read. */
interface Line {
  readonly text: string
  readonly wrong: readonly string[]
}

/** Hundreds of lines: every tenth breaks a rule, some are not valid JSON, some are blank. */
const lines: readonly Line[] = Array.from({ length: 400 }, (_, index) => {
  if (index % 97 === 0) return { text: index % 2 === 0 ? '' : ' \t\r', wrong: [] }
  if (index % 31 === 0) return { text: `{"operation": ${index}`, wrong: ['malformed'] }
  if (index % 37 === 0) return { text: '{"operation": "none", "body": {}}', wrong: ['malformed'] }
  const { id } = contract.operations[index % contract.operations.length]!
  const body = createMessages(contract.operation(id)).message('full', 1 + (index % 3)) as object
  const isWrong = index % 10 === 0
  return {
    text: JSON.stringify({ operation: id, body: isWrong ? { ...body, stray: index } : body }),
    wrong: isWrong ? ['/stray'] : [],
  }
})

it.each([64, 5000, 1024 * 1024])(
  'in blocks of %i bytes, each line is judged by itself, in its order and at its place',
  async (blockBytes) => {
    const problems: Problem[] = []
    const statistics = new ValidationStatistics((problem) => problems.push(problem))
    const judge = createJudge(contract, { reading: 'intended' })
    const text = lines.map((line) => `${line.text}\n`).join('')
    await checkNdjson(
      sourceOf(Buffer.from(text)),
      'lines.ndjson',
      { judge, statistics },
      { blockBytes },
    )
    const expected = lines.flatMap(({ wrong }, index) => wrong.map((each) => [index + 1, each]))
    expect(
      problems.map(({ line, pointer, keyword }) => [
        line,
        ['json', 'operation'].includes(keyword) ? 'malformed' : pointer,
      ]),
    ).toEqual(expected)
    const malformed = expected.filter(([, each]) => each === 'malformed').length
    const blank = lines.filter((line) => line.text.trim() === '').length
    expect(statistics.summary()).toMatchObject({
      messages: lines.length - blank - malformed,
      invalid: expected.length - malformed,
      malformed,
    })
    expect(problems.length).toBeGreaterThan(40)
  },
)
