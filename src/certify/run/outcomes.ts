import { defined, type Exchange } from '../../core/index.ts'
import type { Outcome } from '../results/check.ts'
import { adviceOnUnaccepted, adviceOnUnauthorized } from './advice.ts'
import { isAccepted } from './response.ts'
import { describeResponse, describeStatus } from './wording.ts'

/**
 * The outcome of a message that has to be accepted.
 *
 * @param excused what is said of a rejection that HTTP allows; `undefined` for any other
 */
export function acceptance(
  exchange: Exchange,
  excused: (exchange: Exchange) => Outcome | undefined = () => undefined,
): Outcome {
  return isAccepted(exchange)
    ? { status: 'passed', actual: describeStatus(exchange), exchange }
    : (excused(exchange) ?? {
        status: 'failed',
        actual: `${describeResponse(exchange)}; ${consequence(exchange)}`,
        exchange,
        ...defined({ fix: adviceOnUnaccepted(exchange) }),
      })
}

/** A server may ask for a length (RFC 9112 §6.3), and the sender gives one: a warning. */
export function lengthRequired(exchange: Exchange): Outcome | undefined {
  return exchange.response?.status === 411 && exchange.failure === undefined
    ? {
        status: 'warned',
        actual: 'status 411: bodies without Content-Length are rejected',
        exchange,
      }
    : undefined
}

/** What a response costs where the message was valid. */
function consequence({ response, failure }: Exchange): string {
  const what = response === undefined || failure !== undefined ? 'silence' : `${response.status}`
  return `this ${what} on a valid message means six deliveries, then the failure queue and a support call`
}

/**
 * The outcome of a request that has to get a 401.
 * @param what was sent, for the advice; without it the check's own advice counts
 */
export function unauthorized(
  exchange: Exchange,
  what?: string,
  describe: (exchange: Exchange) => string = describeResponse,
): Outcome {
  return exchange.response?.status === 401 && exchange.failure === undefined
    ? { status: 'passed', actual: 'status 401', exchange }
    : {
        status: 'failed',
        actual: describe(exchange),
        exchange,
        ...(what === undefined ? {} : { fix: adviceOnUnauthorized(exchange, what) }),
      }
}
