import { createHash } from 'node:crypto'
import type { Credentials } from '../../auth/index.ts'
import { type Operation, orderIdentifiers } from '../../contract/index.ts'
import type { Exchange, Header, Transport } from '../../core/index.ts'
import { applyEdits, type Deviation } from '../../messages/index.ts'
import { unknownCredentials } from '../mutations/credentials.ts'
import { sendTogether } from '../run/release-together.ts'
import type { RequestOptions } from '../run/request.ts'
import { isAccepted } from '../run/response.ts'
import type { Session } from '../run/session.ts'

/** What happens to a message whose effects are counted. */
export type Situation =
  | 'once'
  | 'six times'
  | 'in parallel'
  | 'invalid'
  | 'unauthorized'
  | 'after a 401'
  | 'after a cut connection'
  | 'in a mixed burst'
  | 'never sent'

/** What its first delivery waits for. */
export type FirstDelivery = Pick<RequestOptions, 'held'>

/** A message with the bytes that every delivery of it sends. */
export interface PreparedMessage {
  readonly situation: Situation
  readonly identifier: string
  /** Whether it is to be accepted and to have an effect, or to be rejected without one. */
  readonly expects: 'one effect' | 'no effect'
  /** Delivers it as often as its situation asks; the responses in order, without those of connections that were cut. */
  readonly deliver: (session: Session, first?: FirstDelivery) => Promise<readonly Exchange[]>
}

/** Messages that are delivered at the same time. */
export type Burst = readonly PreparedMessage[]

export interface SituationOptions {
  readonly operation: Operation
  readonly credentials: Credentials
  readonly deviations: readonly Deviation[]
  readonly transport: Transport
  /** A full message with fresh identifiers. */
  readonly message: (situation: Situation) => unknown
}

const SIX = 6
const INVALID = 6
const CUTS = 3
const BURST = { valid: 4, invalid: 2, unauthorized: 2 }
/** The sender waits between two attempts, and so does this; much shorter, since an endpoint may still work on the first. */
const RETRY_MS = [50, 200, 500] as const

/** Requests of all situations, at most; 40 where every message is accepted the first time. */
export const SITUATION_REQUESTS = 96

/** Every situation with its messages, which are made before anything is sent. */
export function situationsOf(options: SituationOptions): Burst[] {
  const alone = (...messages: readonly PreparedMessage[]): Burst[] =>
    messages.map((message) => [message])
  const { credentials } = options
  const hasCredentials = credentials.scheme !== 'none'
  return [
    ...alone(...prepared(options, 'once', (message) => withRetries(message))),
    ...alone(...prepared(options, 'six times', (message) => repeatedly(message, SIX))),
    ...alone(...prepared(options, 'in parallel', (message) => inParallel(message, SIX))),
    ...alone(...invalidMessages(options, 'invalid', INVALID)),
    ...(hasCredentials ? alone(...unauthorizedMessages(options, 'unauthorized')) : []),
    ...(hasCredentials ? alone(...prepared(options, 'after a 401', after401)) : []),
    ...Array.from({ length: CUTS }, (_, index) =>
      alone(...prepared(options, 'after a cut connection', (message) => afterCut(message, index))),
    ).flat(),
    mixedBurst(options, hasCredentials),
    ...alone(...prepared(options, 'never sent', () => () => Promise.resolve([]), EXPECTS_NONE)),
  ]
}

/** A message on its way: what every delivery of it shares. */
interface Message {
  readonly operation: Operation
  readonly body: unknown
  readonly options: RequestOptions & { readonly raw: Uint8Array; readonly headers: Header[] }
}

type Deliver = PreparedMessage['deliver']

interface PreparedOptions {
  readonly change?: (body: unknown) => unknown
  readonly expects?: PreparedMessage['expects']
}

const EXPECTS_NONE = { expects: 'no effect' } as const

/** One message of a situation; none where the contract marks no property that identifies an order. */
function prepared(
  { operation, message }: SituationOptions,
  situation: Situation,
  deliverer: (message: Message) => Deliver,
  { change, expects = 'one effect' }: PreparedOptions = {},
): PreparedMessage[] {
  const ordinary = message(situation)
  const body = change === undefined ? ordinary : change(ordinary)
  const [identifier] = orderIdentifiers(operation, body)
  if (identifier === undefined) return []
  const raw = Buffer.from(JSON.stringify(body))
  // Derived from the message: endpoints may recognise a repetition by it.
  const id = createHash('sha256').update(operation.id).update(raw).digest('hex').slice(0, 32)
  const options = { raw, headers: [['webhook-id', `msg_${id}`] satisfies Header] }
  return [
    {
      situation,
      identifier,
      expects,
      deliver: deliverer({ operation, body, options }),
    },
  ]
}

/** Invalid messages whose order is still named, broken at places that are far from each other. */
function invalidMessages(
  options: SituationOptions,
  situation: Situation,
  count: number,
): PreparedMessage[] {
  const { operation, deviations } = options
  const sample = options.message(situation)
  const [named] = orderIdentifiers(operation, sample)
  const usable = deviations.filter(
    ({ rank, edit }) =>
      rank === 'first' && orderIdentifiers(operation, applyEdits(sample, [edit]))[0] === named,
  )
  const spread = Array.from({ length: Math.min(count, usable.length) }, (_, index) =>
    usable.at(Math.floor((index * usable.length) / count)),
  )
  return spread.flatMap((deviation) =>
    deviation === undefined
      ? []
      : prepared(
          options,
          situation,
          (message) => once(message, { parallel: situation === 'in a mixed burst' }),
          { ...EXPECTS_NONE, change: (body) => applyEdits(body, [deviation.edit]) },
        ),
  )
}

/** Valid messages without credentials, and with some that nobody knows. */
function unauthorizedMessages(options: SituationOptions, situation: Situation): PreparedMessage[] {
  const { credentials, transport } = options
  const unknown = unknownCredentials(credentials)
  const parallel = situation === 'in a mixed burst'
  return [
    ...prepared(
      options,
      situation,
      (message) => once(message, { credentials: 'none', parallel }),
      EXPECTS_NONE,
    ),
    ...prepared(
      options,
      situation,
      (message) => (session, first) => {
        const { clock } = session.options
        const alter: RequestOptions['alter'] = (signed) =>
          unknown?.mutate(signed, { transport, clock }) ?? signed
        return once(message, { credentials: 'wrong', alter, parallel })(session, first)
      },
      EXPECTS_NONE,
    ),
  ]
}

function mixedBurst(options: SituationOptions, hasCredentials: boolean): Burst {
  const situation = 'in a mixed burst'
  const valid = Array.from({ length: BURST.valid }, () =>
    prepared(options, situation, (message) => withRetries(message, { parallel: true })),
  )
  return [
    ...valid.flat(),
    ...invalidMessages(options, situation, BURST.invalid),
    ...(hasCredentials ? unauthorizedMessages(options, situation) : []),
  ]
}

async function post(
  session: Session,
  { operation, body, options }: Message,
  more: RequestOptions = {},
): Promise<Exchange> {
  return session.target.send(operation, body, { ...options, ...more })
}

function once(message: Message, more: RequestOptions = {}): Deliver {
  return async (session, first) => [await post(session, message, { ...more, ...first })]
}

/** As the sender does: the same bytes again until they are accepted, and not without end. */
function withRetries(message: Message, more: RequestOptions = {}): Deliver {
  return async (session, first) => {
    const exchanges = [await post(session, message, { ...more, ...first })]
    first?.held?.done()
    for (const waitMs of RETRY_MS) {
      const last = exchanges.at(-1)
      if (last !== undefined && isAccepted(last)) break
      await session.target.wait(waitMs)
      exchanges.push(await post(session, message, more))
    }
    return exchanges
  }
}

function repeatedly(message: Message, times: number): Deliver {
  return async (session) => {
    const exchanges: Exchange[] = []
    for (let time = 0; time < times; time++) exchanges.push(await post(session, message))
    return exchanges
  }
}

function inParallel(message: Message, times: number): Deliver {
  return async (session) => {
    const sent = await sendTogether(
      session,
      Array.from({ length: times }, () => message),
    )
    return sent.map(({ exchange }) => exchange)
  }
}

function after401(message: Message): Deliver {
  return async (session) => {
    await post(session, message, { credentials: 'none' })
    return withRetries(message)(session)
  }
}

/** The connection is cut at once, cut at once with a pause before the retry, and cut while the endpoint works. */
function afterCut(message: Message, variant: number): Deliver {
  return async (session) => {
    const usualMs = session.target.usualLatencyMs ?? 0
    await postAndCut(session, message, variant === 2 ? usualMs / 2 : 0)
    if (variant > 0) await session.target.wait(usualMs + (RETRY_MS[0] ?? 0))
    return withRetries(message, { parallel: true })(session)
  }
}

/** Sends the whole request, and cuts the connection in place of reading a response. */
async function postAndCut(session: Session, message: Message, afterMs: number): Promise<void> {
  const cutting = new AbortController()
  const { raw, headers } = message.options
  const thenCut = async function* (): AsyncGenerator<Uint8Array> {
    yield raw
    await session.options.clock.sleep(afterMs)
    cutting.abort()
  }
  await post(session, message, {
    raw: thenCut,
    headers: [...headers, ['Content-Length', String(raw.length)]],
    cut: cutting.signal,
    parallel: true,
  })
}
