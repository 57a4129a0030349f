import { requirement } from '../../certify/index.ts'
import { plural } from '../../core/index.ts'
import { SUCCEEDING } from '../situations/situations.ts'
import { isDelivered, isSuccess, messagesOf } from '../timeline/messages.ts'
import { check, failed, passed, type SenderCheck, unlessAny } from './check.ts'
import { OWN } from './sources.ts'

const success = requirement({
  id: 'DS-SND-SUC-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'A message that was accepted is not sent again: any 2xx is success, whatever its body says.',
  source: 'the page: 200 is success; documented for all such webhooks: any 2xx is',
})

const notFollowed = requirement({
  id: 'DS-SND-RED-01',
  level: 'strict',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Redirects are not followed.',
  source: 'documented for all such webhooks: messages go to the URL that was agreed',
})

const keptCredentials = requirement({
  id: 'DS-SND-RED-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Credentials are sent to the addresses that were agreed, and nowhere else.',
  source:
    'RFC 6749 §10.3: access tokens are shared with nobody but the resource servers they are for',
})

const redirectFails = requirement({
  id: 'DS-SND-RED-03',
  level: 'resilient',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'A redirect is a failure like any other: the message is retried.',
  source: OWN,
})

const recovered = requirement({
  id: 'DS-SND-RET-05',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'A message whose retry is accepted is delivered, and not sent again.',
  source: 'Failure Handling: five retries',
})

const bounded = requirement({
  id: 'DS-SND-BND-01',
  level: 'resilient',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'A response without end is not read without end.',
  source: OWN,
})

const timely = requirement({
  id: 'DS-SND-BND-02',
  level: 'resilient',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'A request without a response is given up in time.',
  source: OWN,
})

export const OUTCOMES = [
  success,
  recovered,
  notFollowed,
  keptCredentials,
  redirectFails,
  bounded,
  timely,
]

function successCheck(situation: string, sentence: string): SenderCheck {
  return check(success, {
    id: `success/${situation}`,
    title: `takes it for success when ${sentence}`,
    expected: 'every message once',
    fix: 'treat every 2xx as success, and leave the body alone',
    situations: [situation],
    conclude: (_exam, timelines) => {
      const repeated = timelines.flatMap(messagesOf).flatMap(({ operation, deliveries }) => {
        const after = deliveries.length - 1 - deliveries.findIndex(isSuccess)
        return after === 0 ? [] : [`${operation} was sent again ${plural(after, 'time')}`]
      })
      return unlessAny(repeated, 'every message came once')
    },
  })
}

function redirectChecks(): SenderCheck[] {
  const situations = ['redirect']
  return [
    check(notFollowed, {
      id: 'redirect/not-followed',
      title: 'does not follow redirects',
      expected: 'no request to the other host',
      fix: "switch off the following of redirects in the HTTP client (redirect: 'manual')",
      situations,
      conclude: (_exam, timelines) => {
        const count = redirected(timelines).length
        return count === 0 ? passed('none') : failed(plural(count, 'request'))
      },
    }),
    check(keptCredentials, {
      id: 'redirect/credentials',
      title: 'keeps credentials from another host',
      expected: 'no credentials at the other host',
      fix: 'do not follow redirects, or drop the credentials before',
      situations,
      conclude: (_exam, timelines) => {
        const leaked = redirected(timelines).filter(({ hasCredentials }) => hasCredentials)
        return leaked.length === 0
          ? passed('none')
          : failed(`${plural(leaked.length, 'request')} with credentials`)
      },
    }),
    check(redirectFails, {
      id: 'redirect/retried',
      title: 'retries a message after a redirect',
      expected: 'the message again at its own address',
      fix: 'treat 3xx as a failure',
      situations,
      conclude: (_exam, timelines) =>
        unlessAny(
          timelines
            .flatMap(messagesOf)
            .flatMap((message) => (isDelivered(message) ? [] : [`${message.operation} was not`])),
          'every message was',
        ),
    }),
  ]
}

function redirected(timelines: Parameters<SenderCheck['conclude']>[1]) {
  return timelines.flatMap(({ received }) =>
    received.filter(({ kind }) => kind === 'redirect-target'),
  )
}

function recoveredCheck(situation: string, title: string): SenderCheck {
  return check(recovered, {
    id: `recovery/${situation}`,
    title,
    expected: 'every message accepted once, with the last of its deliveries',
    fix: 'retry until a delivery is accepted, and no longer',
    situations: [situation],
    conclude: (_exam, timelines) =>
      unlessAny(
        timelines.flatMap(messagesOf).flatMap(({ operation, deliveries }) => {
          const accepted = deliveries.filter(isSuccess).length
          if (accepted === 1) return []
          return accepted === 0
            ? [`${operation} was not delivered`]
            : [`${operation} was accepted ${accepted} times`]
        }),
        'every message was accepted once',
      ),
  })
}

/** @param timeoutMs within which a request without a response is given up */
export function outcomeChecks(timeoutMs: number): SenderCheck[] {
  return [
    ...SUCCEEDING.map(({ name, sentence }) => successCheck(name, sentence)),
    recoveredCheck('outage', 'delivers a message with the retry that is accepted'),
    recoveredCheck('shared-outage', 'delivers every message after an outage'),
    ...redirectChecks(),
    check(bounded, {
      id: 'bounds/endless-body',
      title: 'stops reading a response without end',
      expected: 'less than 32 MB of it read',
      fix: 'bound the bytes of a response that are read, and give up the connection',
      situations: ['endless-body'],
      conclude: (_exam, timelines) => {
        const taken = timelines.flatMap(({ received }) =>
          received.flatMap(({ takenBytes }) => takenBytes ?? []),
        )
        const most = Math.max(0, ...taken)
        const text = `${Math.round(most / 1024 / 1024)} MB were read`
        return most >= TOO_MUCH ? failed(text) : passed(text)
      },
    }),
    check(timely, {
      id: 'bounds/hang',
      title: 'gives up a request without a response',
      expected: `a time limit of at most ${Math.round(timeoutMs)} ms`,
      fix: 'set a time limit for the whole request',
      situations: ['hang'],
      conclude: (_exam, timelines) => {
        const open = timelines
          .flatMap(messagesOf)
          .flatMap(({ deliveries }) => deliveries.filter(({ endedMs }) => endedMs === undefined))
        return open.length === 0
          ? passed('every one was given up')
          : failed(`${plural(open.length, 'request')} still open at the end`)
      },
    }),
  ]
}

/** What the examiner sends before it gives up. */
const TOO_MUCH = 32 * 1024 * 1024
