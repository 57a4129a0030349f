import { type Outcome, requirement, skipped } from '../../certify/index.ts'
import { plural } from '../../core/index.ts'
import { FAILING, UNRESPONSIVE } from '../situations/situations.ts'
import { messagesOf, type MessageDeliveries, waitsOf } from '../timeline/messages.ts'
import type { Timeline } from '../timeline/received.ts'
import { describeWaits, growthOf, shorterWait, shortestWaits } from '../timeline/waits.ts'
import { check, failed, passed, type SenderCheck, unlessAny } from './check.ts'
import { BACKOFF, OWN } from './sources.ts'

const exponential = requirement({
  id: 'DS-SND-PACE-01',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'The waits between retries grow exponentially.',
  source: BACKOFF,
})

const spared = requirement({
  id: 'DS-SND-PACE-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'An endpoint that failed is not tried again at once.',
  source: BACKOFF,
})

const jitter = requirement({
  id: 'DS-SND-PACE-03',
  level: 'strict',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'Jitter lengthens a wait and does not shorten it: no wait is shorter than the one before it.',
  source: OWN,
})

const noBurst = requirement({
  id: 'DS-SND-PACE-04',
  level: 'resilient',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'When an endpoint works again, the messages that wait keep their waits.',
  source: OWN,
})

const retryAfter = requirement({
  id: 'DS-SND-PACE-05',
  level: 'resilient',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'Retry-After on 429 and 503 is the least time that is waited.',
  source: 'RFC 9110 §10.2.3; the page is silent: our policy',
})

export const PACE = [exponential, spared, jitter, noBurst, retryAfter]

/** The shortest first wait of a sender, in its own time; milliseconds. */
const LEAST_FIRST_WAIT_MS = 100

/** Situations whose retries are timed: each attempt ends by the endpoint's doing. */
const TIMED = [...FAILING, ...UNRESPONSIVE]
  .map(({ name }) => name)
  .filter((name) => name !== 'hang')

function sequencesOf(timelines: readonly Timeline[]): number[][] {
  return timelines
    .flatMap(messagesOf)
    .map(waitsOf)
    .filter(({ length }) => length > 0)
}

const NOTHING_RETRIED = skipped('nothing was retried')

function shortenedWaits(timelines: readonly Timeline[]): string[] {
  return timelines.flatMap((timeline) =>
    messagesOf(timeline).flatMap((message) => {
      const off = shorterWait(waitsOf(message))
      return off === undefined
        ? []
        : [
            `${timeline.situation}, ${message.operation}: ${Math.round(off.wait)} ms before retry ${off.retry}, after ${Math.round(off.before)} ms before the one before`,
          ]
    }),
  )
}

export function paceChecks(timeScale: number): SenderCheck[] {
  const leastMs = LEAST_FIRST_WAIT_MS / timeScale
  return [
    check(spared, {
      id: 'waits/first',
      title: 'waits before the first retry',
      expected: `at least ${leastMs} ms`,
      fix: 'wait before every retry; one second before the first is usual',
      situations: TIMED,
      conclude: (_exam, timelines) => {
        const [first] = shortestWaits(sequencesOf(timelines))
        if (first === undefined) return NOTHING_RETRIED
        const text = `${Math.round(first)} ms at the least`
        return first < leastMs ? failed(text) : passed(text)
      },
    }),
    check(exponential, {
      id: 'waits/exponential',
      title: 'waits exponentially longer before every retry',
      expected:
        'from wait to wait one factor of 1.3 or more, within 30 %; of each wait the shortest of all messages counts',
      fix: 'multiply the wait by the same factor before every retry; 2 is usual',
      situations: TIMED,
      conclude: (_exam, timelines) => {
        const growth = growthOf(sequencesOf(timelines))
        switch (growth.kind) {
          case 'too few':
            return skipped('there were fewer than two retries')
          case 'exponential':
            return passed(`factor ${growth.factor.toFixed(2)}; ${describeWaits(growth.waits)}`)
          case 'other':
            return failed(`${growth.why}; ${describeWaits(growth.waits)}`)
        }
      },
    }),
    check(jitter, {
      id: 'waits/jitter',
      title: 'never waits less than before the retry before',
      expected: 'at most one wait in twenty shorter than four fifths of the one before it',
      fix: 'add jitter to the wait, and do not draw it from below the wait',
      situations: TIMED,
      conclude: (_exam, timelines) =>
        sequencesOf(timelines).length === 0 ? NOTHING_RETRIED : jitterOutcome(timelines),
    }),
    check(noBurst, {
      id: 'waits/after-outage',
      title: 'keeps the waits when an endpoint works again',
      expected: 'no wait shorter than the one before it',
      fix: 'leave the waits of other messages alone when one of them is accepted',
      situations: ['shared-outage'],
      conclude: (_exam, timelines) => unlessAny(shortenedWaits(timelines), 'every message waited'),
    }),
    ...['retry-after-seconds', 'retry-after-date'].map((situation) =>
      check(retryAfter, {
        id: `waits/${situation}`,
        title: `honours Retry-After as ${situation.endsWith('date') ? 'a date' : 'seconds'}`,
        expected: 'no retry before the time that Retry-After asks for',
        fix: 'wait as long as Retry-After says, or longer',
        situations: [situation],
        conclude: (_exam, timelines) => {
          const messages = timelines.flatMap(messagesOf)
          const isRetried = messages.some(({ deliveries }) => deliveries.length > 1)
          if (!isRetried) return NOTHING_RETRIED
          return unlessAny(messages.flatMap(earlyRetries), 'no retry came before that time')
        },
      }),
    ),
  ]
}

/** A machine that was busy for a moment lengthens a wait, and the next one is shorter than it then. */
const BUSY = 0.05

function jitterOutcome(timelines: readonly Timeline[]): Outcome {
  const shortened = shortenedWaits(timelines)
  const pairs = sequencesOf(timelines).reduce((sum, { length }) => sum + length - 1, 0)
  const [first] = shortened
  return first === undefined || shortened.length <= BUSY * pairs
    ? passed(`${shortened.length} of ${plural(pairs, 'wait')}`)
    : failed(`${shortened.length} of ${plural(pairs, 'wait')}; ${first}`)
}

/** Timers may ring a millisecond early, and clocks are not read at the same moment. */
const EARLY_MS = 20

function earlyRetries({ operation, deliveries }: MessageDeliveries): string[] {
  return deliveries.flatMap((delivery, index) => {
    const next = deliveries[index + 1]
    if (delivery.notBeforeMs === undefined || next === undefined) return []
    const early = delivery.notBeforeMs - next.atMs
    return early > EARLY_MS ? [`${operation} was retried ${Math.round(early)} ms early`] : []
  })
}
