import { expect, it } from 'vitest'
import type { Context } from '../../src/cli/context.ts'
import { examineProgress } from '../../src/cli/examining/progress.ts'
import type { ExamineEvent } from '../../src/examine/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const EVENTS: readonly ExamineEvent[] = [
  { type: 'started', level: 'strict', situations: 2, checks: 20, estimateMs: 300_000 },
  ...(['server-error', 'hang'] as const).map((situation) => ({
    type: 'situation-started' as const,
    situation,
    sentence:
      situation === 'hang' ? 'no delivery ever gets a response' : 'every delivery gets a 500',
    baseUrl: 'http://127.0.0.1:1',
    credentials: {},
  })),
  { type: 'waiting', situation: 'server-error', requests: 3, atMostMs: 20_000 },
  { type: 'waiting', situation: 'hang', requests: 1, atMostMs: 60_000 },
  { type: 'waiting', situation: 'hang', requests: 2, atMostMs: 55_000 },
]

/** What is written when a second passes after each event. */
async function written(isTerminal: boolean, everyMs: number, json = false): Promise<string> {
  let text = ''
  const clock = createFakeClock()
  const stderr = { write: (more: string) => (text += more), isTerminal, columns: 200 }
  const onEvent = examineProgress({ stderr, clock } as unknown as Context, { command: 'a', json })
  for (const event of EVENTS) {
    onEvent(event)
    await clock.advance(everyMs)
  }
  return text
}

const FIRST =
  '2 situations side by side; a sender with the usual waits and time limits takes about 5 min.\n'

it('says what is waited for, and for how long at the most, in one line of a terminal', async () => {
  const lines = (await written(true, 1000)).split('\r\u001B[2K')
  expect(lines).toEqual([
    FIRST,
    '0 of 2 situations; waiting for server-error (every delivery gets a 500): 3 requests so far, at most 20 s more',
    '0 of 2 situations; waiting for hang (no delivery ever gets a response): 1 request so far, at most 1 min more',
    '0 of 2 situations; waiting for hang (no delivery ever gets a response): 2 requests so far, at most 55 s more',
  ])
})

it('says so every half minute where nobody looks on, and not at all beside JSON', async () => {
  const lines = (await written(false, 10_000)).trimEnd().split('\n')
  expect(lines).toEqual([
    FIRST.trimEnd(),
    '0 of 2 situations; waiting for server-error (every delivery gets a 500): 3 requests so far, at most 20 s more',
  ])
  expect(await written(false, 60_000, true)).toBe('')
})
