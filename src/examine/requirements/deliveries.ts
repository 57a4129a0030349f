import { isUtf8 } from 'node:buffer'
import { requirement } from '../../certify/index.ts'
import { declaresJson, jsonIn, plural, textOf } from '../../core/index.ts'
import { headerOfReceived } from '../timeline/messages.ts'
import type { SenderRequest, Timeline } from '../timeline/received.ts'
import { check, type Exam, type SenderCheck, unlessAny } from './check.ts'

const address = requirement({
  id: 'DS-SND-MSG-01',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: "Every message is sent with its operation's method, to the address that was agreed.",
  source: 'the page lists method and path of every webhook',
})

const mediaType = requirement({
  id: 'DS-SND-MSG-02',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Every message is JSON in UTF-8, and its Content-Type says so.',
  source: 'the page: application/json, UTF-8',
})

const valid = requirement({
  id: 'DS-SND-MSG-03',
  level: 'compatible',
  keyword: 'MUST',
  basis: 'page',
  text: 'Every message is valid under the published schema.',
  source: 'the page lists the fields of every message',
})

const intended = requirement({
  id: 'DS-SND-MSG-04',
  level: 'strict',
  keyword: 'SHOULD',
  basis: 'policy',
  text: 'Every message is valid under the intended reading of the disputed rules, too.',
  source: 'the errata of the published description: senders obey the stricter reading',
})

const identified = requirement({
  id: 'DS-SND-MSG-05',
  level: 'strict',
  keyword: 'MUST',
  basis: 'practice',
  text: 'Every delivery of a message carries the same identification, by which duplicates are recognised.',
  source:
    'documented for all such webhooks: delivery is at least once, so endpoints must recognise duplicates',
})

export const DELIVERIES = [address, mediaType, valid, intended, identified]

/** Headers by which receivers recognise a message that they had before. */
const IDENTIFYING = [
  'webhook-id',
  'x-webhook-id',
  'idempotency-key',
  'x-idempotency-key',
  'message-id',
]

function deliveriesIn(timelines: readonly Timeline[]): SenderRequest[] {
  return timelines.flatMap(({ received }) => received.filter(({ kind }) => kind === 'delivery'))
}

/** A complaint of each request that has one, and how many were looked at. */
function eachDelivery(
  timelines: readonly Timeline[],
  complaintOf: (request: SenderRequest) => string | undefined,
) {
  // What was given up half-way says nothing of the message.
  const whole = deliveriesIn(timelines).filter(({ played }) => played !== 'given up by the sender')
  const complaints = whole.flatMap((request) => complaintOf(request) ?? [])
  return unlessAny(complaints, `all of ${plural(whole.length, 'request')}`)
}

function addressComplaint(exam: Exam, request: SenderRequest): string | undefined {
  const operation = exam.contract.operation(request.operation ?? '')
  return request.method === operation.method
    ? undefined
    : `${operation.id} was sent with ${request.method}`
}

function mediaTypeComplaint(request: SenderRequest): string | undefined {
  const type = headerOfReceived(request, 'content-type')
  const shown = JSON.stringify(type ?? '(none)')
  if (!declaresJson(type)) return `${request.operation} was sent with the Content-Type ${shown}`
  const charset = /;\s*charset="?([^";]+)/i
    .exec(type ?? '')?.[1]
    ?.trim()
    .toLowerCase()
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') {
    return `${request.operation} was sent with the charset ${JSON.stringify(charset)}`
  }
  return isUtf8(request.body) ? undefined : `the body of ${request.operation} is not valid UTF-8`
}

function schemaComplaint(
  exam: Exam,
  { operation: id = '', body }: SenderRequest,
  reading: 'published' | 'intended',
): string | undefined {
  const value = jsonIn(textOf(body))
  if (value === undefined) return `the body of ${id} is not valid JSON`
  const operation = exam.contract.operation(id)
  // Disputed rules have a requirement of their own.
  if (reading === 'intended' && !operation.accepts(value, 'published')) return undefined
  const [violation] = operation.validate(value, reading)
  return violation === undefined ? undefined : `${id}: ${violation.message}`
}

function identityComplaints({ received, situation }: Timeline): string[] {
  const deliveries = received.filter(({ kind }) => kind === 'delivery')
  return IDENTIFYING.flatMap((name) => {
    const first = new Map<string, string | undefined>()
    const differing = deliveries.find((request) => {
      const operation = request.operation ?? ''
      const value = headerOfReceived(request, name)
      if (!first.has(operation)) first.set(operation, value)
      return first.get(operation) !== value
    })
    return differing === undefined
      ? []
      : [`${situation}: ${name} of ${differing.operation} changed from one delivery to the next`]
  })
}

/** Of every delivery in every situation. @param situations all that are part of the examination */
export function deliveryChecks(situations: readonly string[]): SenderCheck[] {
  return [
    check(address, {
      id: 'message/address',
      title: 'sends every message with its method to its address',
      expected: 'the method of the operation, and no request to any other address',
      fix: 'use the addresses as they were given, and the method of the contract',
      situations,
      conclude: (exam, timelines) => {
        const [stray] = timelines.flatMap(({ received }) =>
          received.filter(({ kind }) => kind === 'unknown-path'),
        )
        return stray === undefined
          ? eachDelivery(timelines, (request) => addressComplaint(exam, request))
          : unlessAny([`${stray.method} was sent to ${stray.target}, which was not agreed`], '')
      },
    }),
    check(mediaType, {
      id: 'message/media-type',
      title: 'sends JSON in UTF-8 and says so',
      expected: 'Content-Type: application/json, and bytes that are valid UTF-8',
      fix: 'send the header Content-Type: application/json with every message',
      situations,
      conclude: (_exam, timelines) => eachDelivery(timelines, mediaTypeComplaint),
    }),
    check(valid, {
      id: 'message/published',
      title: 'sends valid messages',
      expected: 'every message valid under the published schema',
      fix: 'correct the field that is named',
      situations,
      conclude: (exam, timelines) =>
        eachDelivery(timelines, (request) => schemaComplaint(exam, request, 'published')),
    }),
    check(intended, {
      id: 'message/intended',
      title: 'sends messages that conform to the intended reading',
      expected: 'every message valid under the intended reading',
      fix: 'correct the field that is named: endpoints may follow the stricter reading',
      situations,
      conclude: (exam, timelines) =>
        eachDelivery(timelines, (request) => schemaComplaint(exam, request, 'intended')),
    }),
    check(identified, {
      id: 'message/identification',
      title: 'keeps the identification of a message in every delivery',
      expected: `${IDENTIFYING[0]} or a header like it, where it is sent, the same in every delivery of a message`,
      fix: 'make the identification with the message, and keep it with the message',
      situations,
      conclude: (_exam, timelines) =>
        unlessAny(timelines.flatMap(identityComplaints), 'the same in every delivery'),
    }),
  ]
}
