import type { Operation } from '../../contract/index.ts'
import { defined, formatDuration } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { everyResponse } from '../run/every-response.ts'
import { allOf, check, type Executable, type Group, group, type Step, step } from '../run/group.ts'
import { internalsIn } from '../run/internals.ts'
import { acceptance } from '../run/outcomes.ts'
import { sendTogether } from '../run/release-together.ts'
import { adviceOnUnaccepted } from '../run/advice.ts'
import { proveValid } from '../run/proven.ts'
import { requestIsolation } from '../run/request-isolation.ts'
import { isAccepted } from '../run/response.ts'
import type { Session } from '../run/session.ts'
import { describeResponse, share } from '../run/wording.ts'
import { DELIVERY } from './sources.ts'

const PARALLEL = 10

const parallel = requirement({
  id: 'DS-RES-01',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Messages that arrive at the same time are all accepted, also when they are the same message.',
  source: DELIVERY,
})

/** The same message, and different ones, in parallel. */
interface Load {
  readonly same: Step<Outcome>
  readonly different: Step<Outcome>
}

function acceptsInParallel(
  operation: Operation,
  { same, different }: Load,
  deviations: readonly Deviation[],
): Executable[] {
  const declared = {
    expected: `a 2xx for each of ${PARALLEL} parallel requests`,
    fix: 'handle messages that arrive at the same time, as deliveries do',
    conclude: (outcome: Outcome) => outcome,
  }
  return [
    check(parallel, {
      id: 'parallel-same',
      title: `accepts the same message ${PARALLEL} times in parallel`,
      ...declared,
      step: same,
    }),
    check(parallel, {
      id: 'parallel-different',
      title: `accepts ${PARALLEL} different messages in parallel`,
      ...declared,
      step: different,
    }),
    check(parallel, {
      id: 'parallel-mixed',
      title: 'keeps parallel messages apart: valid, invalid and without credentials',
      expected: 'for each request the response that it gets when it is sent alone',
      fix: 'keep what belongs to one request out of reach of others that arrive at the same time',
      requests: PARALLEL + 2,
      run: (session) => requestIsolation(session, operation, deviations),
    }),
  ]
}

async function sendInParallel(
  session: Session,
  operation: Operation,
  make: () => unknown,
): Promise<Outcome> {
  const messages = Array.from({ length: PARALLEL }, () => ({ operation, body: make() }))
  const sent = await sendTogether(session, messages)
  const exchanges = sent.map(({ exchange }) => exchange)
  const rejected = exchanges.filter((exchange) => !isAccepted(exchange))
  const [first] = rejected
  if (first === undefined)
    return {
      status: 'passed',
      actual: `${PARALLEL} accepted`,
      ...defined({ exchange: exchanges[0] }),
    }
  return {
    status: 'failed',
    actual: `${share(rejected.length, PARALLEL, 'message')} not accepted: ${describeResponse(first)}`,
    exchange: first,
    ...defined({ fix: adviceOnUnaccepted(first) }),
  }
}

const latency = requirement({
  id: 'DS-RES-03',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Responses arrive within the latency budget, under load too.',
  source: 'documented practice: webhooks time out',
})

/** @param began how many latencies were known when the load began */
function respondsInTime(began: Step<number>, { same, different }: Load): Executable {
  return check(latency, {
    id: 'latency',
    title: 'responds within the latency budget',
    expected: '95 of 100 responses within the latency budget',
    fix: 'respond first and work later, or raise --latency-budget',
    step: allOf([same, different]),
    conclude: async (_outcomes, session) => {
      const { latencyBudgetMs } = session.options
      const expected = `95 of 100 responses within ${formatDuration(latencyBudgetMs)}`
      const durations = session.target.course.latencies.slice(await began.take(session))
      const sorted = durations.toSorted((left, right) => left - right)
      const p95 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))]
      if (p95 === undefined) return { ...skipped('no message was accepted'), expected }
      // A figure in the sentence would make two reports of the same endpoint differ in more than times.
      return p95 <= latencyBudgetMs
        ? { status: 'passed', expected, actual: 'within the budget', durationMs: p95 }
        : {
            status: 'failed',
            expected,
            actual: `the 95th percentile is ${formatDuration(p95)}`,
            durationMs: p95,
          }
    },
  })
}

const LARGE_ITEMS = 300
const SLOW_PIECES = 4
const SLOW_PAUSE_MS = 60

const slowAndLarge = requirement({
  id: 'DS-RES-04',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Slow and large requests get a response.',
  source: 'documented practice: messages of hundreds of items, slow networks',
})

function acceptsSlowAndLarge(operation: Operation): Executable[] {
  return [
    check(slowAndLarge, {
      id: 'slow',
      title: 'accepts a message that arrives slowly',
      expected: `a 2xx although the body takes ${SLOW_PAUSE_MS * (SLOW_PIECES - 1)} ms to arrive`,
      fix: 'wait for the whole body',
      requests: 2,
      isIndependent: true,
      run: async (session) =>
        acceptance(
          await session.sendValid(
            operation,
            () => session.valid(operation),
            (body) => {
              const bytes = Buffer.from(JSON.stringify(body))
              return {
                raw: () => slowly(session, bytes),
                headers: [['Content-Length', String(bytes.length)]],
              }
            },
          ),
        ),
    }),
    check(slowAndLarge, {
      id: 'large',
      title: `handles a message with ${LARGE_ITEMS} items`,
      expected: `a 2xx for ${LARGE_ITEMS} items, or 413`,
      fix: 'accept large messages',
      requests: 2,
      isIndependent: true,
      run: async (session) => {
        const body = session.options.messagesOf(operation).message('full', LARGE_ITEMS)
        const message = proveValid(operation, body)
        if (message === undefined) return skipped('a message of so many items is not valid')
        const exchange = await session.sendValid(operation, () => message)
        return exchange.response?.status === 413 && exchange.failure === undefined
          ? {
              status: 'warned',
              actual: 'rejected with 413',
              fix: 'accept bodies of a megabyte',
              exchange,
            }
          : acceptance(exchange)
      },
    }),
  ]
}

async function* slowly({ options }: Session, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const size = Math.ceil(bytes.length / SLOW_PIECES)
  for (let from = 0; from < bytes.length; from += size) {
    if (from > 0) await options.clock.sleep(SLOW_PAUSE_MS)
    yield bytes.subarray(from, from + size)
  }
}

/** Parallel, slow and large deliveries of one operation, and its latency meanwhile. */
export function loadGroup(operation: Operation, deviations: readonly Deviation[]): Group {
  const began = step(2, async (session) => {
    await session.stillAccepts(operation)
    return session.target.course.latencies.length
  })
  const load: Load = {
    same: step(PARALLEL, (session) => {
      const message = session.message(operation)
      return sendInParallel(session, operation, () => message)
    }),
    different: step(PARALLEL, (session) =>
      sendInParallel(session, operation, () => session.message(operation)),
    ),
  }
  return group({
    name: `${operation.id}: works under load`,
    ids: `resilient/${operation.id}`,
    operation: operation.id,
    before: began,
    unless: (session) => session.skippedIfBroken(operation),
    checks: [
      ...acceptsInParallel(operation, load, deviations),
      ...acceptsSlowAndLarge(operation),
      respondsInTime(began, load),
    ],
  })
}

const internals = requirement({
  id: 'DS-RES-05',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Responses show no stack traces, file paths or other internals.',
  source: 'CWE-209',
})

/** Of every response of the run. */
export function showsNoInternals(): Executable {
  return everyResponse(internals, {
    id: 'internals',
    title: 'shows no internals in its responses',
    expected: 'no stack traces, file paths or database errors',
    fix: 'log internals on the server, and respond with a sentence',
    unseen: 'nothing was sent',
    judge: ({ exchange, parsed: { text } }) => {
      if (exchange.response === undefined) return 'not concerned'
      const found = internalsIn(text)
      return found === undefined
        ? 'correct'
        : { actual: `${found} in ${describeResponse(exchange)}` }
    },
  })
}

export const RESILIENCE = [parallel, latency, slowAndLarge, internals]
