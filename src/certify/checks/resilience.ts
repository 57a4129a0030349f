import type { Contract, Operation } from '../../contract/index.ts'
import { formatDuration, type Exchange, jsonIn } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import type { Check, Outcome } from '../results/check.ts'
import { keptApart } from './kept-apart.ts'
import { acceptance, describeAnswer, type Probe, type Session, skipped } from '../run/session.ts'
import { orderIdentifiers } from '../run/identifiers.ts'
import { isAccepted } from '../run/target.ts'

const PARALLEL = 10
const LARGE_ITEMS = 300

/** Parallel, slow and large deliveries of one operation, and its latency. */
export function resilienceProbe(operation: Operation, deviations: readonly Deviation[]): Probe {
  const id = (name: string): string => `resilient/${operation.id}/${name}`
  const common = { level: 'resilient', operation: operation.id } as const
  const checks: Check[] = [
    {
      ...common,
      id: id('parallel-same'),
      title: `accepts the same message ${PARALLEL} times at once`,
      requirement: 'DS-RES-01',
    },
    {
      ...common,
      id: id('parallel-different'),
      title: `accepts ${PARALLEL} different messages at once`,
      requirement: 'DS-RES-01',
    },
    {
      ...common,
      id: id('parallel-mixed'),
      title: 'keeps messages apart that come at once: valid, invalid and without credentials',
      requirement: 'DS-RES-01',
    },
    {
      ...common,
      id: id('slow'),
      title: 'accepts a message that arrives slowly',
      requirement: 'DS-RES-04',
    },
    {
      ...common,
      id: id('large'),
      title: `answers a message with ${LARGE_ITEMS} items`,
      requirement: 'DS-RES-04',
    },
    {
      ...common,
      id: id('latency'),
      title: 'answers within the latency budget',
      requirement: 'DS-RES-03',
    },
  ]
  return {
    name: `${operation.id}: holds under load`,
    from: 'resilient',
    operation: operation.id,
    checks,
    requests: PARALLEL * 3 + 12,
    run: async (session) => {
      if (!(await session.control(operation))) {
        const reason = session.state(operation).broken ?? 'no ordinary message is accepted'
        for (const check of checks) session.report(check.id, skipped('a 2xx', reason))
        return
      }
      const began = session.target.latencies.length
      const same = session.message(operation)
      session.report(id('parallel-same'), await inParallel(session, operation, () => same))
      session.report(
        id('parallel-different'),
        await inParallel(session, operation, () => session.message(operation)),
      )
      session.report(id('parallel-mixed'), await keptApart(session, operation, deviations))
      session.report(id('slow'), await slow(session, operation))
      session.report(id('large'), await large(session, operation))
      session.report(id('latency'), latency(session, session.target.latencies.slice(began)))
    },
  }
}

async function inParallel(
  session: Session,
  operation: Operation,
  make: () => unknown,
): Promise<Outcome> {
  const expected = `a 2xx for each of ${PARALLEL} requests at once`
  const bodies = Array.from({ length: PARALLEL }, make)
  const answers = await Promise.all(
    bodies.map((body) => session.target.send(operation, body, { parallel: true })),
  )
  const refused = answers.filter((answer) => !isAccepted(answer))
  const [first] = refused
  if (first === undefined)
    return {
      status: 'passed',
      expected,
      actual: `${PARALLEL} accepted`,
      ...(answers[0] === undefined ? {} : { exchange: answers[0] }),
    }
  return {
    status: 'failed',
    expected,
    actual: `${refused.length} of ${PARALLEL} were not accepted: ${describeAnswer(first)}`,
    fix: 'handle messages that come at the same time, as deliveries do',
    exchange: first,
  }
}

const SLOW_PIECES = 4
const SLOW_PAUSE_MS = 60

async function slow(session: Session, operation: Operation): Promise<Outcome> {
  const { clock } = session.options
  const exchange = await session.accepted(operation, () => {
    const body = session.message(operation)
    const bytes = Buffer.from(JSON.stringify(body))
    const size = Math.ceil(bytes.length / SLOW_PIECES)
    return session.target.send(operation, body, {
      raw: async function* () {
        for (let from = 0; from < bytes.length; from += size) {
          if (from > 0) await clock.sleep(SLOW_PAUSE_MS)
          yield bytes.subarray(from, from + size)
        }
      },
    })
  })
  return acceptance(
    exchange,
    `a 2xx although the body takes ${SLOW_PAUSE_MS * (SLOW_PIECES - 1)} ms to arrive`,
    'wait for the whole body',
  )
}

async function large(session: Session, operation: Operation): Promise<Outcome> {
  const expected = `a 2xx for ${LARGE_ITEMS} items, or 413`
  const body = session.options.messagesOf(operation).message('full', LARGE_ITEMS)
  const exchange = await session.accepted(operation, () => session.target.send(operation, body))
  if (exchange.response?.status === 413 && exchange.failure === undefined) {
    return {
      status: 'warned',
      expected,
      actual: 'refused with 413',
      fix: 'accept bodies of a megabyte',
      exchange,
    }
  }
  return acceptance(exchange, expected, 'accept large messages')
}

function latency(session: Session, durations: readonly number[]): Outcome {
  const budget = session.options.latencyBudgetMs
  const expected = `95 of 100 answers within ${formatDuration(budget)}`
  const sorted = durations.toSorted((left, right) => left - right)
  const p95 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))]
  if (p95 === undefined) return skipped(expected, 'no message was accepted')
  // A figure in the sentence would make two reports of the same endpoint differ in more than times.
  if (p95 <= budget) {
    return { status: 'passed', expected, actual: 'within the budget', durationMs: p95 }
  }
  return {
    status: 'failed',
    expected,
    actual: `the 95th percentile is ${formatDuration(p95)}`,
    durationMs: p95,
    fix: 'answer first and work later, or raise --latency-budget',
  }
}

/** The messages of one order in every order of arrival. */
export function orderingProbe(contract: Contract): Probe | undefined {
  const { operations } = contract
  if (operations.length === 0) return undefined
  const pairs = operations.flatMap((before) => operations.map((after) => [before, after] as const))
  const id = (before: Operation, after: Operation): string =>
    `resilient/${before.id}/then/${after.id}`
  return {
    name: 'messages of one order in any order',
    from: 'resilient',
    checks: pairs.map(([before, after]) => ({
      id: id(before, after),
      title:
        before === after
          ? `accepts two different messages of ${after.id} about one order`
          : `accepts ${after.id} after ${before.id} of the same order`,
      requirement: 'DS-RES-02',
      level: 'resilient',
      operation: after.id,
    })),
    requests: pairs.length * 2,
    run: async (session) => {
      for (const [before, after] of pairs) {
        session.report(id(before, after), await inOrder(session, before, after))
      }
    },
  }
}

async function inOrder(session: Session, before: Operation, after: Operation): Promise<Outcome> {
  const expected = 'a 2xx for both, because deliveries are not ordered'
  const broken = session.state(before).broken ?? session.state(after).broken
  if (broken !== undefined) return skipped(expected, broken)
  const order = session.message(before)
  const exchanges: Exchange[] = [await session.target.send(before, order)]
  const second = sameOrder(session, orderIdentifiers(before, order), after)
  exchanges.push(await session.target.send(after, second))
  const refused = exchanges.find((exchange) => !isAccepted(exchange)) ?? exchanges[1]
  if (refused === undefined) return skipped(expected, 'nothing was sent')
  return acceptance(
    refused,
    expected,
    'accept the messages of one order in whatever order they come',
  )
}

/** A message of another operation about the same order. */
function sameOrder(session: Session, [identifier]: readonly string[], after: Operation): unknown {
  const message = session.message(after)
  const [own] = orderIdentifiers(after, message)
  if (identifier === undefined || own === undefined) return message
  const text = JSON.stringify(message).replaceAll(JSON.stringify(own), JSON.stringify(identifier))
  return jsonIn(text)
}
