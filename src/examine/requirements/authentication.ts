import { requirement } from '../../certify/index.ts'
import { plural } from '../../core/index.ts'
import {
  isDelivered,
  messagesOf,
  type MessageDeliveries,
  tokenRequestsOf,
} from '../timeline/messages.ts'
import type { SenderRequest, Timeline } from '../timeline/received.ts'
import { check, failed, passed, type SenderCheck, unlessAny } from './check.ts'
import { firstDifference } from './bytes.ts'
import { OWN, REFRESH, RETRIES } from './sources.ts'

const credentials = requirement({
  id: 'DS-SND-AUTH-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Every delivery carries credentials as they were agreed.',
  source: 'Authentication: every request is authenticated',
})

const renewal = requirement({
  id: 'DS-SND-AUTH-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'After a 401 a new token is requested, and the same message is sent again with it.',
  source: REFRESH,
})

const noLoop = requirement({
  id: 'DS-SND-AUTH-03',
  level: 'strict',
  keyword: 'MUST',
  basis: 'page',
  text: 'A 401 that a new token does not end is a failure like any other: it is not tried for ever.',
  source: RETRIES,
})

const reuse = requirement({
  id: 'DS-SND-AUTH-04',
  level: 'strict',
  keyword: 'MUST',
  basis: 'practice',
  text: 'A token is used until it expires or is rejected.',
  source: 'documented for all such webhooks: access tokens are reused until they expire',
})

const oneRenewal = requirement({
  id: 'DS-SND-AUTH-05',
  level: 'resilient',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'Not more tokens are requested than responses gave reason to.',
  source: OWN,
})

export const AUTHENTICATION = [credentials, renewal, noLoop, reuse, oneRenewal]

/** Six attempts, each with one resend. */
const MOST_WITH_RESENDS = 12

function deliveriesOf({ received }: Timeline): SenderRequest[] {
  return received.filter(({ kind }) => kind === 'delivery')
}

function withoutCredentials({ situation, received }: Timeline): string[] {
  return received.flatMap(({ kind, operation, unauthenticated }) => {
    // What was good once is another requirement's concern.
    const isOff =
      kind === 'delivery' &&
      unauthenticated !== undefined &&
      unauthenticated !== 'expired' &&
      unauthenticated !== 'revoked'
    return isOff ? [`${situation}: the credentials of ${operation} are ${unauthenticated}`] : []
  })
}

function afterUnauthorized(
  { deliveries, operation }: MessageDeliveries,
  complain: (rejected: SenderRequest, next: SenderRequest) => string | undefined,
): string[] {
  return deliveries.flatMap((rejected, index) => {
    if (rejected.status !== 401) return []
    const next = deliveries[index + 1]
    if (next === undefined) return [`${operation} was not sent again after its 401`]
    return complain(rejected, next) ?? []
  })
}

function renewalChecks(situation: string): SenderCheck[] {
  const about = { situations: [situation] }
  return [
    check(renewal, {
      ...about,
      id: `unauthorized/${situation}/new-token`,
      title: 'sends the message again with a new token after a 401',
      expected: 'a delivery with another token than the one that got a 401',
      fix: 'drop the token that got a 401, request a new one, and send the message again',
      conclude: (_exam, [timeline]) => {
        const messages = timeline === undefined ? [] : messagesOf(timeline)
        const complaints = messages.flatMap((message) =>
          afterUnauthorized(message, (rejected, next) =>
            next.token === undefined || next.token === rejected.token
              ? `${message.operation} was sent again with the token that had got a 401`
              : undefined,
          ),
        )
        return messages.every((message) => message.deliveries.every(({ status }) => status !== 401))
          ? failed('no delivery got a 401: the messages came too few to see')
          : unlessAny(complaints, 'another token every time')
      },
    }),
    check(renewal, {
      ...about,
      id: `unauthorized/${situation}/same-bytes`,
      title: 'sends the same bytes again after a 401',
      expected: 'the bytes of the delivery that got a 401',
      fix: 'keep the bytes of a message, and send these again',
      conclude: (_exam, [timeline]) =>
        unlessAny(
          (timeline === undefined ? [] : messagesOf(timeline)).flatMap((message) =>
            afterUnauthorized(message, (rejected, next) => {
              const difference = firstDifference(rejected.body, next.body)
              return difference === undefined ? undefined : `${message.operation}: ${difference}`
            }),
          ),
          'the same bytes every time',
        ),
    }),
    check(renewal, {
      ...about,
      id: `unauthorized/${situation}/delivered`,
      title: 'delivers the message once its token is accepted',
      expected: 'every message accepted in the end, and not sent again',
      fix: 'send the message again with a new token after a 401',
      conclude: (_exam, [timeline]) => {
        const lost = (timeline === undefined ? [] : messagesOf(timeline)).filter(
          (message) => !isDelivered(message),
        )
        return unlessAny(
          lost.map(({ operation }) => `${operation} was not delivered`),
          'every message was delivered',
        )
      },
    }),
  ]
}

/** Tokens that were asked for beyond the first and one for each delivery that got a 401. */
function surplusTokens(timeline: Timeline): number {
  const rejected = deliveriesOf(timeline).filter(({ status }) => status === 401).length
  return tokenRequestsOf(timeline).length - 1 - rejected
}

/** @param failing situations in which a token stays good while a message is retried */
export function authenticationChecks(
  situations: readonly string[],
  failing: readonly string[],
  hasTokens: boolean,
): SenderCheck[] {
  return [
    check(credentials, {
      id: 'authentication/every-delivery',
      title: 'authenticates every delivery',
      expected: 'the credentials that were agreed, with every delivery',
      fix: 'send the credentials with every delivery, retries included',
      situations,
      conclude: (_exam, timelines) =>
        unlessAny(timelines.flatMap(withoutCredentials), 'with every delivery'),
    }),
    check(noLoop, {
      id: 'unauthorized/unauthorized-always/bounded',
      title: 'does not try for ever when every token gets a 401',
      expected: `at most ${MOST_WITH_RESENDS} deliveries of a message: six attempts, each with one resend`,
      fix: 'count a 401 to a new token as a failed attempt',
      situations: ['unauthorized-always'],
      conclude: (_exam, [timeline]) => {
        const messages = timeline === undefined ? [] : messagesOf(timeline)
        const counts = messages.map(({ deliveries }) => deliveries.length)
        const off = messages.find(({ deliveries }) => deliveries.length > MOST_WITH_RESENDS)
        return off === undefined
          ? passed(`at most ${plural(Math.max(0, ...counts), 'request')} with one message`)
          : failed(`${off.operation} was sent ${off.deliveries.length} times`)
      },
    }),
    ...(hasTokens ? tokenChecks(failing) : []),
  ]
}

function tokenChecks(failing: readonly string[]): SenderCheck[] {
  return [
    ...['unauthorized-once', 'token-revoked'].flatMap(renewalChecks),
    ...['accepted', ...failing].map((situation) =>
      check(reuse, {
        id: `token/${situation}/reused`,
        title:
          situation === 'accepted'
            ? 'sends several messages with one token'
            : 'retries with the token that it has',
        expected: 'one token request: the token is good for 25 hours',
        fix: 'keep the token until it expires or gets a 401, and let one request serve all that wait for it',
        situations: [situation],
        conclude: (_exam, [timeline]) => {
          const count = timeline === undefined ? 0 : tokenRequestsOf(timeline).length
          const text = `${plural(count, 'token request')} for ${plural(timeline === undefined ? 0 : deliveriesOf(timeline).length, 'message request')}`
          return count > 1 ? failed(text) : passed(text)
        },
      }),
    ),
    ...['unauthorized-once', 'unauthorized-always'].map((situation) =>
      check(oneRenewal, {
        id: `token/${situation}/as-needed`,
        title: 'limits token requests to one for each 401',
        expected: 'one token request at first, and at most one after each 401',
        fix: 'request one token after a 401, and let all that wait for it use it',
        situations: [situation],
        conclude: (_exam, [timeline]) => {
          const surplus = timeline === undefined ? 0 : surplusTokens(timeline)
          return surplus > 0
            ? failed(`${plural(surplus, 'token request')} more than that`)
            : passed('no more than that')
        },
      }),
    ),
  ]
}
