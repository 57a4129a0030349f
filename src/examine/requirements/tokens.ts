import { requirement } from '../../certify/index.ts'
import { plural } from '../../core/index.ts'
import { isDelivered, messagesOf, tokenRequestsOf } from '../timeline/messages.ts'
import { check, failed, passed, type SenderCheck, unlessAny } from './check.ts'
import { OWN } from './sources.ts'

const survives = requirement({
  id: 'DS-SND-TOK-01',
  level: 'resilient',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'A token service that fails, hangs or talks HTML fails the attempt, and loses no message.',
  source: OWN,
})

const spared = requirement({
  id: 'DS-SND-TOK-02',
  level: 'resilient',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'The token service is asked at most once for each attempt at a delivery.',
  source: OWN,
})

const withheld = requirement({
  id: 'DS-SND-TOK-03',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'Without a token nothing is delivered.',
  source: 'Authentication: every request is authenticated',
})

const method = requirement({
  id: 'DS-SND-TOK-04',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Tokens are requested by the client credentials grant.',
  source: 'RFC 6749 §4.4',
})

export const TOKEN_SERVICE = [method, survives, spared, withheld]

const ATTEMPTS = 6

const RECOVERING: Readonly<Record<string, string>> = {
  'token-service-fails': 'that responds with 503 twice',
  'token-service-hangs': 'that does not respond once',
  'token-service-html': 'that responds with a login page once',
  'token-service-slow': 'that takes a moment',
  'token-expires-at-once': 'whose tokens expire at once',
}

/** @param operations messages in each situation */
export function tokenServiceChecks(operations: number): SenderCheck[] {
  const most = ATTEMPTS * operations
  return [
    check(method, {
      id: 'token/grant',
      title: 'requests tokens by the client credentials grant',
      expected: 'a token request that the token service accepts',
      fix: 'POST grant_type=client_credentials with the client credentials, form-encoded',
      situations: ['accepted'],
      conclude: (_exam, timelines) => {
        const requests = timelines.flatMap(tokenRequestsOf)
        const rejected = requests.find(({ status }) => status !== 200)
        if (requests.length === 0) return failed('no token was requested')
        return rejected === undefined
          ? passed('accepted')
          : failed(`a token request got ${rejected.status}`)
      },
    }),
    ...Object.entries(RECOVERING).map(([situation, clause]) =>
      check(survives, {
        id: `token-service/${situation}/delivered`,
        title: `delivers in spite of a token service ${clause}`,
        expected: 'every message delivered once a token is there',
        fix: 'treat a missing token as a failed attempt, and retry',
        situations: [situation],
        conclude: (_exam, timelines) => {
          const messages = timelines.flatMap(messagesOf)
          const lost = messages.filter((message) => !isDelivered(message))
          if (messages.length < operations) {
            return failed(`${messages.length} of ${plural(operations, 'message')} came`)
          }
          return unlessAny(
            lost.map(({ operation }) => `${operation} was not delivered`),
            'every message was delivered',
          )
        },
      }),
    ),
    ...['token-service-down', 'token-expires-at-once'].map((situation) =>
      check(spared, {
        id: `token-service/${situation}/spared`,
        title: `spares a token service ${situation === 'token-service-down' ? 'that is down' : 'whose tokens expire at once'}`,
        expected: `at most ${plural(most, 'token request')}: one for each attempt at each message`,
        fix: 'wait between attempts, and let one token request serve all that wait for it',
        situations: [situation],
        conclude: (_exam, timelines) => {
          const count = timelines.flatMap(tokenRequestsOf).length
          const text = plural(count, 'token request')
          return count > most ? failed(text) : passed(text)
        },
      }),
    ),
    check(withheld, {
      id: 'token-service/token-service-down/nothing-sent',
      title: 'delivers nothing without a token',
      expected: 'no delivery while the token service is down',
      fix: 'send a message only with credentials',
      situations: ['token-service-down'],
      conclude: (_exam, timelines) => {
        const count = timelines.flatMap(messagesOf).flatMap(({ deliveries }) => deliveries).length
        return count === 0 ? passed('none') : failed(plural(count, 'delivery', 'deliveries'))
      },
    }),
  ]
}
