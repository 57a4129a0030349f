import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import { type Check, includesLevel, type Level, type Outcome } from '../results/check.ts'
import {
  acceptance,
  describeAnswer,
  isSilence,
  type Probe,
  type Session,
  skipped,
} from '../run/session.ts'
import { isAccepted } from '../run/target.ts'
import { type Hostile, hostileBodies, READ_AS_NOTHING } from './hostile.ts'

const ANSWERED = 'a complete answer that is neither 5xx nor a redirect'

/** Hostile bodies are answered, and refused where they are no JSON; after them, valid messages are accepted. */
export function survivesProbe(
  operation: Operation,
  deviations: readonly Deviation[],
  level: Level,
  turn: { readonly index: number; readonly of: number },
): Probe {
  const bodies = hostileBodies(turn)
  const id = (name: string): string => `survive/${operation.id}/${name}`
  const refuseId = (name: string): string => `refuse/${operation.id}/body/${name}`
  const judgesRefusal = includesLevel(level, 'strict')
  const common = { operation: operation.id }
  const large = 'large'
  return {
    name: `${operation.id}: survives what is no message`,
    operation: operation.id,
    checks: [
      ...[...bodies, { name: large, title: 'a message of 1 MB' }].map(({ name, title }): Check => ({
        ...common,
        id: id(name),
        title: `answers ${title}`,
        requirement: 'DS-SUR-01',
        level: 'compatible',
      })),
      ...bodies
        .filter(({ noJson }) => noJson && judgesRefusal)
        .map(({ name, title }): Check => ({
          ...common,
          id: refuseId(name),
          title: `refuses ${title}`,
          requirement: 'DS-REF-09',
          level: 'strict',
        })),
      ...RECOVERIES.map(({ name, title }): Check => ({
        ...common,
        id: id(`after-${name}`),
        title: `accepts a valid message after ${title}`,
        requirement: 'DS-SUR-02',
        level: 'compatible',
      })),
    ],
    requests: (bodies.length + 1) * 2 + RECOVERIES.length * 4 + 8,
    run: async (session) => {
      let silence: string | undefined
      let takesNothing = false
      for (const { name, make, noJson } of bodies) {
        const exchange =
          silence === undefined ? await sendHostile(session, operation, make) : undefined
        const outcomes =
          exchange === undefined
            ? [skipped(ANSWERED, silence ?? ''), skipped(ANSWERED, silence ?? '')]
            : [answered(exchange), refused(exchange, takesNothing && READ_AS_NOTHING.has(name))]
        silence = session.silence(operation, exchange)
        if (name === 'empty-object') takesNothing = exchange !== undefined && isAccepted(exchange)
        const [survival, refusal] = outcomes
        if (survival !== undefined) session.report(id(name), survival)
        if (noJson && judgesRefusal && refusal !== undefined)
          session.report(refuseId(name), refusal)
      }
      session.report(id(large), answered(await sendLarge(session, operation)))
      let isWell = await session.control(operation)
      for (const recovery of RECOVERIES) {
        const outcome = isWell
          ? await recover(session, operation, deviations, recovery)
          : skipped(
              expectedAfter(recovery),
              session.state(operation).broken ?? 'no ordinary message is accepted',
            )
        session.report(id(`after-${recovery.name}`), outcome)
        isWell &&= outcome.status === 'passed' || (await session.control(operation))
      }
    },
  }
}

/** A bad answer counts when it comes twice; silence counts at once. */
async function sendHostile(
  session: Session,
  operation: Operation,
  make: Hostile['make'],
): Promise<Exchange> {
  const send = (): Promise<Exchange> => {
    const body = session.message(operation)
    return session.target.send(operation, body, make(JSON.stringify(body)))
  }
  const first = await send()
  return isAnswered(first) || isSilence(first) ? first : send()
}

const LARGE_ITEMS = 3000

async function sendLarge(session: Session, operation: Operation): Promise<Exchange> {
  const body = session.options.messagesOf(operation).message('full', LARGE_ITEMS)
  const text = JSON.stringify(body)
  const wanted = Math.max(2, Math.floor((LARGE_ITEMS * 1_000_000) / text.length))
  const sized = session.options.messagesOf(operation).message('full', Math.min(LARGE_ITEMS, wanted))
  return session.target.send(operation, sized)
}

function isAnswered({ response, failure }: Exchange): boolean {
  return (
    failure === undefined &&
    response !== undefined &&
    response.status < 500 &&
    !(response.status >= 300 && response.status < 400)
  )
}

function answered(exchange: Exchange): Outcome {
  if (isAnswered(exchange))
    return {
      status: 'passed',
      expected: ANSWERED,
      actual: `answered ${exchange.response?.status ?? 0}`,
      exchange,
    }
  return {
    status: 'failed',
    expected: ANSWERED,
    actual: describeAnswer(exchange),
    fix: 'answer with 400 what cannot be read: the sender repeats what gets a 5xx or no answer',
    exchange,
  }
}

function refused(exchange: Exchange, isDisputed: boolean): Outcome {
  const status = exchange.response?.status ?? 0
  const expected = 'a 4xx, because the body is no JSON'
  if (isAnswered(exchange) && status >= 400 && status !== 401 && status !== 404)
    return { status: 'passed', expected, actual: `refused with ${status}`, exchange }
  return {
    status: isDisputed && isAccepted(exchange) ? 'warned' : 'failed',
    expected,
    actual: describeAnswer(exchange),
    fix: 'answer 400 to a body that is no JSON',
    exchange,
  }
}

interface Recovery {
  readonly name: string
  readonly title: string
  readonly disturb: (
    session: Session,
    operation: Operation,
    deviations: readonly Deviation[],
  ) => Promise<unknown>
}

const RECOVERIES: readonly Recovery[] = [
  {
    name: 'invalid-message',
    title: 'an invalid one',
    disturb: async (session, operation, [deviation]) =>
      session.send(operation, deviation === undefined ? [] : [deviation.edit]),
  },
  {
    name: 'unreadable-bodies',
    title: 'broken JSON and an empty body',
    disturb: async (session, operation) => {
      await session.target.send(operation, {}, { raw: Buffer.from('{"') })
      await session.target.send(operation, {}, { raw: Buffer.alloc(0) })
    },
  },
  {
    name: 'refused-credentials',
    title: 'a request that was not authorized',
    disturb: async (session, operation) =>
      session.target.send(operation, session.message(operation), {
        credentials: 'none',
        headers: [['Authorization', 'Bearer not-a-token']],
      }),
  },
]

function expectedAfter({ title }: Recovery): string {
  return `a 2xx for the valid message after ${title}`
}

/** After a message that was accepted: a single refusal after a disturbance is enough to fail. */
async function recover(
  session: Session,
  operation: Operation,
  deviations: readonly Deviation[],
  recovery: Recovery,
): Promise<Outcome> {
  await recovery.disturb(session, operation, deviations)
  return acceptance(
    await session.send(operation),
    expectedAfter(recovery),
    'keep nothing of one request that another one stumbles over',
  )
}
