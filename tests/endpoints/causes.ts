import type { CertificationOptions } from '../../src/certify/index.ts'
import { apiKey, basic, tokens, type TestAuthority } from '../endpoints/authority.ts'
import { type Behaviour, type Call, correctBehaviour, json, send } from '../endpoints/endpoint.ts'
import { lookingUp } from '../endpoints/own-orders.ts'

/** Causes that look alike at first: each gets its own advice, and never that of another one. */
interface Cause {
  readonly title: string
  readonly behaviour: () => Behaviour
  readonly advice: RegExp
}

const OPERATION = 'drop_shipment_cancellation'

const isAsked = ({ operation }: Call): boolean => operation.id === OPERATION

/** An endpoint that responds so to what one of its operations is sent. */
function responding(respond: (call: Call) => void, isMeant: (call: Call) => boolean = isAsked) {
  return (): Behaviour => ({
    ...correctBehaviour(),
    intercept: (call) => {
      if (!isMeant(call)) return false
      respond(call)
      return true
    },
  })
}

const status = (code: number, body: unknown = { message: 'no' }) => ({
  respond: ({ response }: Call) => send(response, json(code, body)),
})

const cause = (title: string, behaviour: () => Behaviour, advice: RegExp): Cause => ({
  title,
  behaviour,
  advice,
})

const isValid = ({ operation, bytes }: Call): boolean => {
  try {
    return operation.accepts(JSON.parse(bytes.toString('utf8')), 'published')
  } catch {
    return false
  }
}

const isInvalid = (call: Call): boolean => isAsked(call) && !isValid(call)
const lacksBrand = (call: Call): boolean =>
  isInvalid(call) && /^\{"order":(?!.*"brand":.*"order_items")/.test(call.bytes.toString('utf8'))

const hasNoCredentials = (call: Call): boolean =>
  isAsked(call) && call.request.headers.authorization === undefined

/** Requests that are rejected after a certain one; the suite sends some again before it concludes. */
const LOCKED = 6

/** Correct until a certain request; then it rejects some valid ones. */
function remembering(isStone: (call: Call) => boolean, code: number) {
  return (): Behaviour => ({
    ...correctBehaviour(),
    intercept: (call) => {
      if (!isAsked(call)) return false
      const { memory, response } = call
      if (isStone(call)) memory.set('until', call.number + LOCKED)
      else if (Number(memory.get('until') ?? 0) >= call.number && isValid(call)) {
        send(response, json(code, { message: 'no' }))
        return true
      }
      return false
    },
  })
}

/** Responds so to requests that are inside at the same time. */
function crowded(code: number) {
  return (): Behaviour => {
    let inside = 0
    const correct = correctBehaviour()
    return {
      ...correct,
      accept: async (call, body) => {
        inside++
        await new Promise((resolve) => setTimeout(resolve, 5))
        const isCrowded = inside > 1
        inside--
        return isCrowded ? json(code, { message: 'no' }) : correct.accept(call, body)
      },
    }
  }
}

/** The second and each later time that the same message comes. */
function repeated(code: number) {
  return (): Behaviour => ({
    ...correctBehaviour(),
    accept: ({ bytes, memory }) => {
      const key = bytes.toString('utf8')
      const isKnown = memory.has(key)
      memory.set(key, true)
      return isKnown ? json(code, { message: 'seen' }) : json(200, { message: 'Success' })
    },
  })
}

const withAuthority = (authority: TestAuthority) => (): Behaviour => ({
  ...correctBehaviour(authority),
  authenticate: ({ request, bytes }) =>
    authority.accepts(request, bytes) ? undefined : json(401, { message: 'Not authorized' }),
})

/** Requires what the contract leaves open. */
const requiring = (isMissing: (order: Record<string, unknown>) => boolean) => (): Behaviour => ({
  ...correctBehaviour(),
  invented: ({ operation }, body) => {
    if (operation.id !== OPERATION) return undefined
    const { order } = body as { order: Record<string, unknown> }
    return isMissing(order) ? json(422, { message: 'no', errors: [] }) : undefined
  },
})

const isEmpty = (value: unknown): boolean => Object.keys(value as object).length === 0

/** By what is seen at first, and under which options. */
export const CAUSES: readonly (readonly [
  title: string,
  options: Partial<CertificationOptions>,
  causes: readonly Cause[],
])[] = [
  [
    'an ordinary message is not accepted',
    { level: 'compatible', only: [`accept/${OPERATION}/full`], timeoutMs: 1000 },
    [
      cause('422', responding(status(422).respond), /^accept the documented message$/),
      cause('401', responding(status(401).respond), /^accept the credentials/),
      cause('404', responding(status(404).respond), /^host the operation/),
      cause('413', responding(status(413).respond), /^raise the limit on bodies/),
      cause('500', responding(status(500).respond), /^find in the log .* fails with 500/),
      cause(
        'silence',
        responding(() => undefined),
        /within the time limit$/,
      ),
      cause(
        'a closed connection',
        responding(({ response }) => response.destroy()),
        /before the connection is closed$/,
      ),
    ],
  ],
  [
    'a minimal message is not accepted',
    { level: 'compatible', only: [`accept/${OPERATION}/full`, `accept/${OPERATION}/minimal`] },
    [
      cause(
        'an empty object',
        requiring(({ billing_address: address }) => isEmpty(address)),
        /^accept an empty object at \/order\/billing_address: /,
      ),
      cause(
        'two empty objects',
        requiring((order) => isEmpty(order.billing_address) || isEmpty(order.shipping_address)),
        /^accept an empty object at \/order\/billing_address and an empty object at \/order\/shipping_address: /,
      ),
      cause(
        'an optional property',
        requiring((order) => order.comments === undefined),
        /^accept messages without \/order\/comments: /,
      ),
    ],
  ],
  [
    'an invalid message is not rejected with 422',
    { level: 'strict', only: [`refuse/${OPERATION}/required:/order/brand`], timeoutMs: 1000 },
    [
      cause('accepted', responding(status(200).respond, isInvalid), /^respond with 422 when /),
      cause(
        '500',
        responding(status(500).respond, isInvalid),
        /^respond with 422 instead of 500 when/,
      ),
      cause(
        '404',
        responding(status(404).respond, isInvalid),
        /^respond with 422 instead of 404 when/,
      ),
      cause('401', responding(status(401).respond, isInvalid), /^accept the credentials/),
      cause(
        'a closed connection',
        responding(({ response }) => response.destroy(), lacksBrand),
        /^send a complete response, 422, when/,
      ),
    ],
  ],
  [
    'no credentials do not get a 401',
    { level: 'compatible', only: [`authenticate/${OPERATION}/none`], timeoutMs: 1000 },
    [
      cause(
        'accepted',
        responding(status(200).respond, hasNoCredentials),
        /^check credentials: respond with 401 to/,
      ),
      cause(
        '403',
        responding(status(403).respond, hasNoCredentials),
        /^respond with 401 instead of 403/,
      ),
      cause(
        '422',
        responding(status(422).respond, hasNoCredentials),
        /^check credentials before the message/,
      ),
      cause(
        'silence',
        responding(() => undefined, hasNoCredentials),
        /^send a complete response, 401/,
      ),
    ],
  ],
  [
    'a 401 says not how to authenticate',
    { level: 'compatible', only: [`authenticate/${OPERATION}/*`] },
    [
      cause('tokens', withAuthority(tokens()), /WWW-Authenticate, for example: Bearer/),
      cause('Basic', withAuthority(basic()), /WWW-Authenticate, for example: Basic realm/),
      cause('a key', withAuthority(apiKey()), /WWW-Authenticate, for example: ApiKey/),
    ],
  ],
  [
    'what is sent gets no proper response',
    {
      level: 'compatible',
      only: [`answer/${OPERATION}/survives`, `survive/${OPERATION}/*`],
      timeoutMs: 1000,
    },
    [
      cause(
        '5xx',
        responding(status(500).respond, isInvalid),
        /^reject what is invalid .* instead of 500/,
      ),
      cause(
        '5xx to a valid message',
        responding(
          status(503).respond,
          (call) => isAsked(call) && isValid(call) && call.bytes.length > 100_000,
        ),
        /^find in the log .* fails with 503 at a valid message/,
      ),
      cause(
        'a redirect',
        responding(({ response }) => {
          response.writeHead(302, { location: '/login' }).end()
        }, isInvalid),
        /^respond at this URL instead of 302/,
      ),
      cause(
        'a page without end',
        responding(({ response }) => {
          response.writeHead(400).end('x'.repeat(2 ** 21))
        }, isInvalid),
        /^send responses of less than 1 MiB$/,
      ),
      cause(
        'a closed connection',
        responding(({ response }) => response.destroy(), isInvalid),
        /before the connection is closed$/,
      ),
    ],
  ],
  [
    'parallel messages are not accepted',
    {
      level: 'resilient',
      only: [`resilient/${OPERATION}/parallel-same`],
    },
    [
      cause('500', crowded(500), /^handle messages that arrive at the same time/),
      cause('413', crowded(413), /^raise the limit on bodies/),
    ],
  ],
  [
    'a valid message is not accepted after something else',
    {
      level: 'compatible',
      only: [`survive/${OPERATION}/after-*`, `duplicate/${OPERATION}/*`],
    },
    [
      cause('its repetition', repeated(409), /^treat a message that was accepted before as done/),
      cause(
        'wrong credentials, with a lock',
        remembering(({ request }) => request.headers.authorization === 'Bearer not-a-token', 401),
        /^lock nobody out/,
      ),
      cause(
        'broken JSON',
        remembering(({ bytes }) => bytes.toString('utf8') === '{"', 500),
        /^keep no state of one request/,
      ),
    ],
  ],
  [
    'the run cannot begin',
    { level: 'compatible', only: [`accept/${OPERATION}/full`] },
    [
      cause(
        'unknown orders',
        lookingUp.bind(undefined, () => json(404, { message: 'no such order' })),
        /^write identifiers of orders/,
      ),
      cause(
        'another path',
        responding(status(404).respond, () => true),
        /^give the URL below which/,
      ),
      cause(
        'credentials',
        responding(status(401).respond, () => true),
        /^check the credentials/,
      ),
      cause(
        'rights',
        responding(status(403).respond, () => true),
        /allowed to do/,
      ),
      cause(
        'a gateway',
        responding(status(502).respond, () => true),
        /running behind its gateway/,
      ),
    ],
  ],
]
