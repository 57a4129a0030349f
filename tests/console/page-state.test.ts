import { describe, expect, it } from 'vitest'
import { EMPTY, MAX_ENTRIES, nextState } from '../../mocks/console/page/live/state.ts'
import {
  ANY_TIME,
  matchesFilter,
  NO_FILTER,
  spanOf,
  type Which,
} from '../../mocks/console/page/views/feed-filter.ts'
import {
  isSelected,
  NOTHING_SELECTED,
  pageToggled,
  type QueueSelection,
  sizeOf,
  stillShown,
  toggled,
} from '../../mocks/console/page/views/queue-selection.ts'
import { resultText } from '../../mocks/console/page/views/queue-result.ts'
import { queryOf, NO_QUEUE_FILTER } from '../../mocks/console/page/views/queue-query.ts'
import type { DeliveryNews } from '../../mocks/console/api.ts'
import { entry } from '../support/feed-entry.ts'

const entries = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => entry({ id: first + index }))

describe('the list of requests', () => {
  it('is merged without duplicates, in order, however events and list overtake each other', () => {
    const kept = { first: 1, replaced: 0, isComplete: true }
    const late = nextState(EMPTY, { type: 'entries', data: { entries: entries(3, 4), ...kept } })
    const listed = nextState(late, { type: 'listed', data: { entries: entries(1, 3), ...kept } })
    expect(listed.entries.map(({ id }) => id)).toEqual([1, 2, 3, 4])
  })

  it('loses what the server no longer keeps, and says how many those are', () => {
    const before = nextState(EMPTY, {
      type: 'listed',
      data: { entries: entries(1, 5), first: 1, replaced: 0 },
    })
    const after = nextState(before, {
      type: 'entries',
      data: { entries: entries(6, 7), first: 4, replaced: 3, isComplete: true },
    })
    expect(after.entries.map(({ id }) => id)).toEqual([4, 5, 6, 7])
    expect(after.replaced).toBe(3)
    expect(nextState(after, { type: 'cleared', data: {} })).toMatchObject({
      entries: [],
      replaced: 0,
    })
  })

  it('counts what is beyond its own limit as well', () => {
    const { entries: shown, replaced } = nextState(EMPTY, {
      type: 'listed',
      data: { entries: entries(1, MAX_ENTRIES + 2), first: 1, replaced: 0 },
    })
    expect([shown.length, shown[0]?.id, replaced]).toEqual([MAX_ENTRIES, 3, 2])
  })
})

describe('the filters', () => {
  const now = 10_000_000
  it.each<[Which, Parameters<typeof entry>[0], boolean]>([
    ['all', { kind: 'other' }, true],
    ['delivered', { status: 204 }, true],
    ['delivered', { status: 200, kind: 'token' }, false],
    ['rejected', { status: 422 }, true],
    ['rejected', { status: 301 }, true],
    ['rejected', { status: 500 }, false],
    ['failed', { status: 500 }, true],
    ['failed', {}, true],
    ['failed', { status: 404 }, false],
    ['repeated', { attempt: 2 }, true],
    ['repeated', { attempt: 1 }, false],
    ['played', { played: 'always-503' }, true],
    ['token', { kind: 'token' }, true],
  ])('«%s» on %j: %s', (which, changes, shown) => {
    expect(matchesFilter(entry(changes), { ...NO_FILTER, which }, now)).toBe(shown)
  })

  it('a period ends before its end, and a relative one moves with the time', () => {
    const period = {
      kind: 'between',
      from: '2026-11-28T14:00:00',
      to: '2026-11-28T14:01:00',
    } as const
    const { since = 0, until = 0 } = spanOf(period, now)
    expect(until - since).toBe(60_000)
    const shown = (startedAt: number) =>
      matchesFilter(entry({ startedAt }), { ...NO_FILTER, period }, now)
    expect([since - 1, since, until - 1, until].map(shown)).toEqual([false, true, true, false])
    expect(spanOf({ ...ANY_TIME, kind: '5' }, now)).toEqual({ since: now - 300_000 })
    expect(spanOf(ANY_TIME, now)).toEqual({})
    // Half a period restricts at its one end.
    expect(spanOf({ ...period, to: '' }, now)).toEqual({ since })
  })

  it('of the queue become its query', () => {
    const filter = {
      ...NO_QUEUE_FILTER,
      outcome: 'rejected',
      period: { ...ANY_TIME, kind: '1' },
    } as const
    expect(queryOf(filter, now)).toEqual({
      text: '',
      to: '',
      operation: '',
      outcome: 'rejected',
      since: String(now - 60_000),
      until: '',
    })
  })
})

describe('the selection in the queue', () => {
  const page = ['a', 'b', 'c']
  const all: QueueSelection = { kind: 'all' }

  it('of one, of the page and of nothing', () => {
    const one = toggled(NOTHING_SELECTED, 'b', page)
    expect(page.map((id) => isSelected(one, id))).toEqual([false, true, false])
    expect(sizeOf(toggled(one, 'b', page), 9)).toBe(0)
    const whole = pageToggled(one, page)
    expect(sizeOf(whole, 9)).toBe(3)
    expect(pageToggled(whole, page)).toEqual(NOTHING_SELECTED)
  })

  it('of all that match becomes the shown ones when one of them is deselected', () => {
    expect(sizeOf(all, 250)).toBe(250)
    expect(toggled(all, 'a', page)).toEqual({ kind: 'ids', ids: new Set(['b', 'c']) })
  })

  it('never contains what is no longer shown', () => {
    const two = { kind: 'ids', ids: new Set(['a', 'gone']) } as const
    expect(stillShown(two, page)).toEqual({ kind: 'ids', ids: new Set(['a']) })
    expect(stillShown(all, page)).toBe(all)
    expect(stillShown(all, [])).toEqual(NOTHING_SELECTED)
  })
})

describe('the result of a bulk action', () => {
  const news = (id: string, ...states: readonly DeliveryNews['state'][]) =>
    [id, states.map((state) => ({ id, state }))] as const

  it('counts what was delivered and what failed since the retry, and says who delivers the rest', () => {
    const before = new Map([news('a', 'waiting', 'failed'), news('b', 'failed')])
    const retried = { retried: 4, waiting: 1, ids: ['a', 'b', 'c'] }
    const result = { what: 'retry', retried, before } as const
    const text = (now: ReadonlyMap<string, readonly DeliveryNews[]>) =>
      resultText(result, now, 'queue.db')
    expect(text(before)).toContain('4 deliveries due again. 0 delivered, 0 failed, 3 under way. 1')
    expect(text(before)).toMatch(/1 of them waits, .* run dropship worker --store queue\.db/)
    const after = new Map([
      news('a', 'waiting', 'failed', 'waiting', 'delivered'),
      news('b', 'failed', 'failed'),
      news('c', 'delivered'),
    ])
    expect(text(after)).toContain('4 deliveries due again. 2 delivered, 1 failed. 1 of them')
  })

  it('of a discard is how many are gone', () => {
    const result = { what: 'discard', discarded: 1 } as const
    expect(resultText(result, new Map(), 'queue.db')).toBe('1 delivery discarded.')
  })
})
