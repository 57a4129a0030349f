import { describe, expect, it } from 'vitest'
import { createPlayer, scenarioOf, type ScenarioDefinition } from '../../mocks/stub/index.ts'
import { createMovableClock, parseDuration } from '../../src/core/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const OPERATION = 'drop_shipment_confirmation'

/** A scenario whose time only moves when it is told: what a request gets after so long. */
function playing(definition: ScenarioDefinition) {
  const clock = createMovableClock(createFakeClock())
  const player = createPlayer(clock)
  player.play(scenarioOf(definition, [OPERATION]))
  return {
    clock,
    /** The status, or what is done instead; and the Retry-After. */
    next: (after = '0s', message = 'a') => {
      clock.advance(parseDuration(after, 'after'))
      const facts = {
        target: OPERATION,
        run: undefined,
        body: Buffer.alloc(0),
        message: () => message,
      }
      const behaviour = player.next(facts)?.behaviour
      return behaviour?.kind === 'status'
        ? { is: behaviour.status, retryAfter: behaviour.headers['Retry-After'] }
        : { is: behaviour?.kind ?? 'answer' }
    },
  }
}

const statuses = (definition: ScenarioDefinition, after: readonly string[]) => {
  const { next } = playing(definition)
  return after.map((each) => next(each).is)
}

describe('a step that lasts for a time', () => {
  it.each<[string, ScenarioDefinition, [after: string, is: number | string][]]>([
    [
      'is met by every request until the time has passed since the first',
      { steps: [{ status: 503, for: '1h' }] },
      [
        ['5h', 503],
        ['59m', 503],
        ['59s', 503],
        ['2s', 'answer'],
        ['100h', 'answer'],
      ],
    ],
    [
      'begins when the one before has ended, whether anybody asked meanwhile or not',
      { steps: [{ for: '10m' }, { status: 503, for: '10m' }, { status: 500, for: '10m' }] },
      [
        ['0s', 'answer'],
        ['25m', 500],
        ['6m', 'answer'],
      ],
    ],
    [
      'begins with the first request that meets it, after a number of requests',
      { steps: [{ times: 2 }, { status: 503, for: '10m' }] },
      [
        ['0s', 'answer'],
        ['1h', 'answer'],
        ['1h', 503],
        ['9m', 503],
        ['1m', 'answer'],
      ],
    ],
    [
      'is followed by a number of requests',
      {
        steps: [
          { status: 503, for: '10m' },
          { status: 500, times: 2 },
        ],
      },
      [
        ['0s', 503],
        ['1h', 500],
        ['1h', 500],
        ['0s', 'answer'],
      ],
    ],
    [
      'comes again in its round, however far the time is set forward',
      { steps: [{ status: 503, for: '1ms' }, { for: '2ms' }], after: 'repeat' },
      [
        ['0s', 503],
        ['1ms', 'answer'],
        ['2ms', 503],
        ['500h', 503],
        ['1ms', 'answer'],
      ],
    ],
    [
      'comes again in a round with numbers of requests',
      { steps: [{ status: 503, for: '1m' }, { status: 500 }], after: 'repeat' },
      [
        ['0s', 503],
        ['5m', 500],
        ['0s', 503],
        ['59s', 503],
        ['1s', 500],
      ],
    ],
    [
      'stays, where the last one stays',
      { steps: [{ status: 503, for: '1m' }], after: 'last' },
      [
        ['0s', 503],
        ['5h', 503],
      ],
    ],
  ])('%s', (_what, definition, rows) => {
    const after = rows.map(([each]) => each)
    expect(statuses(definition, after)).toEqual(rows.map(([, is]) => is))
  })

  it('lasts for each message by itself, where it is per message', () => {
    const { next } = playing({ per: 'message', steps: [{ status: 503, for: '1h' }] })
    const seen = [next('0s', 'a'), next('50m', 'b'), next('20m', 'a'), next('0s', 'b')]
    expect(seen.map(({ is }) => is)).toEqual([503, 503, 'answer', 503])
  })
})

describe('a scripted Retry-After', () => {
  const dateIn = (start: number, ms: number): string =>
    new Date(Math.ceil((start + ms) / 1000) * 1000).toUTCString()

  it.each<[string, string, string]>([
    ['seconds', '90s', '90'],
    ['no less than was asked for', '1500ms', '2'],
    ['what is left, in seconds', 'left', '3600'],
  ])('says %s', (_what, retryAfter, said) => {
    const { next } = playing({ steps: [{ status: 503, for: '1h', retryAfter }] })
    expect(next().retryAfter).toBe(said)
  })

  it('counts what is left down with the stub’s time', () => {
    const { next } = playing({ steps: [{ status: 503, for: '1h', retryAfter: 'left' }] })
    const said = ['0s', '20m', '39m', '59s'].map((after) => next(after).retryAfter)
    expect(said).toEqual(['3600', '2400', '60', '1'])
  })

  it('names dates of the stub’s time, and the end of a step as one date', () => {
    const rolling = playing({ steps: [{ status: 503, times: 9, retryAfter: 'date 90s' }] })
    const first = rolling.clock.now()
    expect(rolling.next().retryAfter).toBe(dateIn(first, 90_000))
    expect(rolling.next('25h').retryAfter).toBe(dateIn(first, 25 * 3_600_000 + 90_000))
    const fixed = playing({ steps: [{ status: 503, for: '1h', retryAfter: 'date left' }] })
    const end = dateIn(fixed.clock.now(), 3_600_000)
    expect([fixed.next().retryAfter, fixed.next('40m').retryAfter]).toEqual([end, end])
  })

  it('is counted from the response, which a delay holds back', () => {
    const { next } = playing({
      steps: [{ status: 503, for: '1h', delay: '10m', retryAfter: 'left' }],
    })
    expect(next().retryAfter).toBe('3000')
  })
})
