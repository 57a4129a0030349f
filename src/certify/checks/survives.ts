import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import { type Check, includesLevel, type Level, type Outcome } from '../check.ts'
import { acceptance, describeAnswer, type Probe, type Session, skipped } from '../run/session.ts'
import { isAccepted } from '../run/target.ts'
import type { SendVariation } from '../run/variation.ts'

interface Hostile {
  readonly name: string
  readonly title: string
  /** Whether it is no JSON at all, so that at `strict` it has to get a 4xx. */
  readonly noJson: boolean
  readonly make: (json: string) => SendVariation
}

const utf8 = (text: string): Buffer => Buffer.from(text)

function hostile(
  name: string,
  title: string,
  make: (json: string) => Uint8Array,
  noJson = false,
): Hostile {
  return { name, title, noJson, make: (json) => ({ raw: make(json) }) }
}

/** The wrapper member's opening, so that members can be put into the object below it. */
const opening = /^\{"[^"]+":\{/

const HOSTILE: readonly Hostile[] = [
  hostile('empty-object', 'the body {}', () => utf8('{}')),
  hostile('empty-body', 'an empty body', () => utf8(''), true),
  hostile('no-json', 'a body that is no JSON', () => utf8('this is no JSON'), true),
  hostile(
    'truncated',
    'JSON that breaks off',
    (json) => utf8(json.slice(0, Math.floor(json.length / 2))),
    true,
  ),
  hostile('deep', 'arrays nested 5,000 deep', () => utf8(`${'['.repeat(5000)}${']'.repeat(5000)}`)),
  hostile('deep-member', 'objects nested 2,000 deep in a member', (json) =>
    utf8(
      json.replace(
        opening,
        (start) => `${start}"nested":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)},`,
      ),
    ),
  ),
  hostile('proto', 'a member named __proto__', (json) =>
    utf8(json.replace(opening, (start) => `${start}"__proto__":{"polluted":true},`)),
  ),
  hostile('constructor', 'members named constructor and prototype', (json) =>
    utf8(
      json.replace(opening, (start) => `${start}"constructor":{"prototype":{"polluted":true}},`),
    ),
  ),
  hostile('duplicate-member', 'a member twice', (json) =>
    utf8(json.replace(opening, (start) => `${start}"id":1,`)),
  ),
  hostile('byte-order-mark', 'a byte order mark', (json) => utf8(`\uFEFF${json}`)),
  hostile('utf-16', 'UTF-16', (json) => Buffer.from(json, 'utf16le')),
  hostile('latin-1', 'bytes that are no UTF-8', (json) =>
    Buffer.from(
      json.replace(opening, (start) => `${start}"caf\u00E9":"\u00FF\u00FE",`),
      'latin1',
    ),
  ),
  hostile(
    'nul',
    'a NUL byte in a text',
    (json) => utf8(json.replace(opening, (start) => `${start}"nul":"\0",`)),
    true,
  ),
  hostile('huge-number', 'a number of 400 digits', (json) =>
    utf8(json.replace(/:\d+,/, `:${'9'.repeat(400)},`)),
  ),
  hostile('lone-surrogate', 'half of a surrogate pair', (json) =>
    utf8(json.replace(opening, (start) => `${start}"half":"\\ud800",`)),
  ),
  {
    name: 'xml',
    title: 'XML',
    noJson: true,
    make: () => ({ raw: utf8('<order/>'), contentType: 'application/xml' }),
  },
  {
    name: 'text-plain',
    title: 'plain text',
    noJson: true,
    make: () => ({ raw: utf8('order shipped'), contentType: 'text/plain' }),
  },
  {
    name: 'no-content-type',
    title: 'a message without Content-Type',
    noJson: false,
    make: (json) => ({ raw: utf8(json), contentType: null }),
  },
  {
    name: 'odd-charset',
    title: 'an unknown charset',
    noJson: false,
    make: (json) => ({ raw: utf8(json), contentType: 'application/json; charset=x-unknown' }),
  },
  {
    name: 'odd-encoding',
    title: 'an unknown Content-Encoding',
    noJson: false,
    make: (json) => ({ raw: utf8(json), headers: [['Content-Encoding', 'x-unknown']] }),
  },
]

const ANSWERED = 'a complete answer that is neither 5xx nor a redirect'

/** Hostile bodies are answered, and refused where they are no JSON; after them, valid messages are accepted. */
export function survivesProbe(
  operation: Operation,
  deviations: readonly Deviation[],
  level: Level,
): Probe {
  const id = (name: string): string => `survive/${operation.id}/${name}`
  const refuseId = (name: string): string => `refuse/${operation.id}/body/${name}`
  const judgesRefusal = includesLevel(level, 'strict')
  const common = { operation: operation.id }
  const large = 'large'
  return {
    name: `${operation.id}: survives what is no message`,
    operation: operation.id,
    checks: [
      ...[...HOSTILE, { name: large, title: 'a message of 1 MB' }].map(
        ({ name, title }): Check => ({
          ...common,
          id: id(name),
          title: `answers ${title}`,
          requirement: 'DS-SUR-01',
          level: 'compatible',
        }),
      ),
      ...HOSTILE.filter(({ noJson }) => noJson && judgesRefusal).map(({ name, title }): Check => ({
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
    requests: (HOSTILE.length + 1) * 2 + RECOVERIES.length * 4 + 8,
    run: async (session) => {
      let silence: string | undefined
      let takesNothing = false
      for (const { name, make, noJson } of HOSTILE) {
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
      for (const recovery of RECOVERIES) {
        session.report(
          id(`after-${recovery.name}`),
          await recover(session, operation, deviations, recovery),
        )
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
  return isAnswered(first) || first.response === undefined ? first : send()
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

/**
 * Common frameworks hand an empty body, or one of another media type, on as an empty object. Whether that is accepted is
 * disputed (D1), so nobody is refused a certificate for it.
 */
const READ_AS_NOTHING: ReadonlySet<string> = new Set(['empty-body', 'xml', 'text-plain'])

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
      await session.target.send(operation, {}, { raw: utf8('{"') })
      await session.target.send(operation, {}, { raw: utf8('') })
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

/** Twice disturbed and twice asked: a single refusal after a disturbance is enough to fail. */
async function recover(
  session: Session,
  operation: Operation,
  deviations: readonly Deviation[],
  recovery: Recovery,
): Promise<Outcome> {
  const expected = `a 2xx for the valid message after ${recovery.title}`
  if (!(await session.control(operation)))
    return skipped(expected, session.state(operation).broken ?? 'no ordinary message is accepted')
  await recovery.disturb(session, operation, deviations)
  const exchange = await session.send(operation)
  if (isAccepted(exchange)) return acceptance(exchange, expected, '')
  await session.control(operation)
  return acceptance(
    exchange,
    expected,
    'keep nothing of one request that another one stumbles over',
  )
}
