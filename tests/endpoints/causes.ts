import type { CertificationOptions } from '../../src/certify/index.ts'
import { apiKey, basic, tokens } from './authority.ts'
import { type Behaviour, json } from './endpoint.ts'
import {
  OPERATION,
  isAsked,
  isDisputed,
  isOtherwiseEncoded,
  responding,
  status,
  isValid,
  isInvalid,
  lacksBrand,
  hasNoCredentials,
  remembering,
  crowded,
  repeated,
  withAuthority,
  requiring,
  isEmpty,
} from './misbehaving.ts'
import { lookingUp } from './own-orders.ts'

/** Causes that look alike at first: each gets its own advice, and never that of another one. */
interface Cause {
  readonly title: string
  readonly behaviour: () => Behaviour
  readonly advice: RegExp
}

const cause = (title: string, behaviour: () => Behaviour, advice: RegExp): Cause => ({
  title,
  behaviour,
  advice,
})

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
      cause('422', responding(status(422)), /^accept the documented message$/),
      cause('401', responding(status(401)), /^accept the credentials/),
      cause('404', responding(status(404)), /^host the operation/),
      cause('413', responding(status(413)), /^raise the limit on bodies/),
      cause('500', responding(status(500)), /^find in the log .* fails with 500/),
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
      cause('accepted', responding(status(200), isInvalid), /^respond with 422 when /),
      cause('500', responding(status(500), isInvalid), /^respond with 422 instead of 500 when/),
      cause('404', responding(status(404), isInvalid), /^respond with 422 instead of 404 when/),
      cause('401', responding(status(401), isInvalid), /^accept the credentials/),
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
        responding(status(200), hasNoCredentials),
        /^check credentials: respond with 401 to/,
      ),
      cause('403', responding(status(403), hasNoCredentials), /^respond with 401 instead of 403/),
      cause(
        '422',
        responding(status(422), hasNoCredentials),
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
        '5xx to what is invalid or cannot be read',
        responding(status(500), isInvalid),
        /^reject what (?:is invalid with 400 or 422|cannot be read with a 4xx .*) instead of 500/,
      ),
      cause(
        '5xx to another encoding',
        responding(status(501), (call) => isAsked(call) && isOtherwiseEncoded(call)),
        /^reject what cannot be read with a 4xx .* instead of 501/,
      ),
      cause(
        '5xx to a valid message',
        responding(
          status(503),
          (call) => isAsked(call) && isValid(call) && call.bytes.length > 100_000,
        ),
        /^find in the log .* fails with 503 at a valid message/,
      ),
      cause(
        '5xx to wrong credentials',
        responding(
          status(504),
          (call) => isAsked(call) && call.request.headers.authorization === 'Bearer not-a-token',
        ),
        /^respond with 401 instead of 504 where credentials are missing or wrong/,
      ),
      cause(
        '5xx to a disputed message',
        responding(status(502), isDisputed),
        /^respond with any 2xx or 4xx instead of 502 to a message whose validity is disputed/,
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
        responding(status(404), () => true),
        /^give the URL below which/,
      ),
      cause(
        'credentials',
        responding(status(401), () => true),
        /^check the credentials/,
      ),
      cause(
        'rights',
        responding(status(403), () => true),
        /allowed to do/,
      ),
      cause(
        'a gateway',
        responding(status(502), () => true),
        /running behind its gateway/,
      ),
    ],
  ],
]
