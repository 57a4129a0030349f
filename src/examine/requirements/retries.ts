import { requirement, skipped } from '../../certify/index.ts'
import { plural } from '../../core/index.ts'
import { FAILING, UNRESPONSIVE } from '../situations/situations.ts'
import { messagesOf, type MessageDeliveries } from '../timeline/messages.ts'
import type { Timeline } from '../timeline/received.ts'
import { SEEN_ENOUGH } from '../timeline/quiet.ts'
import { firstDifference } from './bytes.ts'
import {
  check,
  type DeclaredCheck,
  type Exam,
  failed,
  passed,
  type SenderCheck,
  unlessAny,
} from './check.ts'
import { OWN, RETRIES } from './sources.ts'

const retried = requirement({
  id: 'DS-SND-RET-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'A message that gets any other 4xx or 5xx is retried.',
  source: RETRIES,
})

const sameBytes = requirement({
  id: 'DS-SND-RET-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Every retry sends the same message, byte for byte.',
  source: RETRIES,
})

const fiveTimes = requirement({
  id: 'DS-SND-RET-03',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'There are five retries and not more: silence follows the sixth attempt.',
  source: RETRIES,
})

const failedConnections = requirement({
  id: 'DS-SND-RET-04',
  level: 'strict',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'A connection that fails, a timeout, a response that is not HTTP and a redirect count as failures like any other.',
  source: OWN,
})

export const RETRYING = [retried, sameBytes, fiveTimes, failedConnections]

const RETRIES_OF_THE_PAGE = 5

/** What the guide for all webhooks lists; timeouts, too. */
const GUIDE = new Set(['server-error', 'bad-gateway', 'unavailable'])

const GUIDE_HINT =
  'the general webhook guide says so (500, 502, 503, 504 and timeouts, for up to 32 hours), and the Drop Ship page says otherwise'

/** Whether a sender retries as the general guide for webhooks says: server errors, and no other 4xx. */
function followsGuide({ timelines }: Exam): boolean {
  const retriesIn = (situation: string): number => {
    const timeline = timelines.get(situation)
    return timeline === undefined ? 0 : mostRetries(timeline)
  }
  const others = FAILING.filter(({ name }) => !GUIDE.has(name) && timelines.has(name))
  return (
    others.length > 0 &&
    others.every(({ name }) => retriesIn(name) === 0) &&
    [...GUIDE].some((name) => retriesIn(name) > 0)
  )
}

function retriesOf({ deliveries }: MessageDeliveries): number {
  return deliveries.length - 1
}

function mostRetries(timeline: Timeline): number {
  return Math.max(0, ...messagesOf(timeline).map(retriesOf))
}

function messagesIn(timelines: readonly Timeline[]): MessageDeliveries[] {
  return timelines.flatMap(messagesOf)
}

function retryCheck(
  situation: string,
  hasResponse: boolean,
  more: Pick<DeclaredCheck, 'since'> = {},
): SenderCheck {
  return check(hasResponse ? retried : failedConnections, {
    ...more,
    id: `retries/${situation}/retried`,
    title: `retries a message after ${described(situation)}`,
    expected: 'the message again',
    fix: 'retry every failure alike',
    situations: [situation],
    conclude: (exam, timelines) => {
      const messages = messagesIn(timelines)
      const lost = messages.filter((message) => retriesOf(message) === 0)
      if (lost.length === 0) return passed('every message was retried')
      const text = `${lost[0]?.operation} was not retried`
      return followsGuide(exam)
        ? { status: 'warned', actual: `${text}: ${GUIDE_HINT}` }
        : failed(text)
    },
  })
}

function countCheck(situation: string, hasResponse: boolean): SenderCheck {
  return check(hasResponse ? fiveTimes : failedConnections, {
    id: `retries/${situation}/five-times`,
    title: `retries five times and not more after ${described(situation)}`,
    expected: 'six attempts, then silence for twice the longest wait that may come next',
    fix: 'make five retries, then move the message to the failure queue',
    situations: [situation],
    conclude: (exam, timelines) => {
      // Not retried at all is the concern of another check.
      const messages = messagesIn(timelines).filter((message) => retriesOf(message) > 0)
      const off = messages.find((message) => retriesOf(message) !== RETRIES_OF_THE_PAGE)
      if (messages.length === 0) return skipped('nothing was retried')
      if (off === undefined) return passed('five retries of every message, then silence')
      const atLeast = off.deliveries.length >= SEEN_ENOUGH ? 'at least ' : ''
      const text = `${atLeast}${plural(retriesOf(off), 'retry', 'retries')} of ${off.operation}`
      return followsGuide(exam) && retriesOf(off) > RETRIES_OF_THE_PAGE
        ? { status: 'warned', actual: `${text}: ${GUIDE_HINT}` }
        : failed(text)
    },
  })
}

function bytesCheck(situation: string): SenderCheck {
  return check(sameBytes, {
    id: `retries/${situation}/same-bytes`,
    title: `retries with the same bytes after ${described(situation)}`,
    expected: 'the bytes of the first delivery',
    fix: 'keep the bytes of a message with the message, and send these every time',
    situations: [situation],
    conclude: (_exam, timelines) =>
      unlessAny(
        messagesIn(timelines).flatMap(({ operation, deliveries: [first, ...retries] }) =>
          retries.flatMap((retry, index) => {
            // What was cut on its way cannot be compared.
            if (first === undefined || retry.played === 'given up by the sender') return []
            const difference = firstDifference(first.body, retry.body)
            return difference === undefined
              ? []
              : [`retry ${index + 1} of ${operation}: ${difference}`]
          }),
        ),
        'the same bytes every time',
      ),
  })
}

const SENTENCES = new Map(
  [...FAILING, ...UNRESPONSIVE].map(({ name, sentence }) => [name, sentence]),
)

/** A situation as a title says it: `a 503`. */
function described(situation: string): string {
  const status = /gets a (\d+)/.exec(SENTENCES.get(situation) ?? '')?.[1]
  if (status !== undefined) return `a ${status}`
  return UNRESPONSIVE_TITLES[situation] ?? situation
}

const UNRESPONSIVE_TITLES: Readonly<Record<string, string>> = {
  reset: 'a connection that was reset',
  hang: 'a request without a response',
  garbage: 'a response that is not HTTP',
  'endless-body': 'a failure whose response has no end',
}

export function retryChecks(): SenderCheck[] {
  return [
    ...[
      ...FAILING.map(({ name }) => ({ name, hasResponse: true })),
      ...UNRESPONSIVE.map(({ name }) => ({ name, hasResponse: false })),
    ].flatMap(({ name, hasResponse }) => [
      retryCheck(name, hasResponse),
      countCheck(name, hasResponse),
      bytesCheck(name),
    ]),
    retryCheck('endless-body', false, { since: '1.1' }),
  ]
}
