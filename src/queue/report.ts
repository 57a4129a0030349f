import {
  defined,
  expandPlaceholders,
  fitsCommand,
  printable,
  renderCurl,
  shownUrl,
} from '../core/index.ts'
import { tokenUrlIn } from '../sender/index.ts'
import type { DeliveryHistory, StoredAttempt } from './delivery.ts'

/** What the technical contact sends to the client's support. Plain data; times are ISO 8601 in UTC. */
export interface FailureReport {
  readonly schemaVersion: 1
  readonly createdAt: string
  readonly endpoints: readonly string[]
  readonly deliveries: number
  readonly attempts: number
  readonly firstAttemptAt?: string
  readonly lastAttemptAt?: string
  readonly operations: readonly OperationFailures[]
  /** Attempts by what came of them, the most frequent first. */
  readonly outcomes: readonly OutcomeCount[]
  /** One for each kind of outcome. */
  readonly samples: readonly FailureSample[]
}

export interface OperationFailures {
  readonly operation: string
  readonly deliveries: number
  /** Where they were sent, up to {@link MAX_IDENTIFIERS}. */
  readonly addresses: readonly string[]
  /** Up to {@link MAX_IDENTIFIERS}. */
  readonly identifiers: readonly string[]
}

export interface OutcomeCount {
  /** HTTP status, where the endpoint responded. */
  readonly status?: number
  readonly error: string
  readonly attempts: number
}

export interface FailureSample {
  readonly id: string
  readonly operation: string
  readonly at: string
  readonly status?: number
  readonly error: string
  readonly message: string
  readonly answer?: string
  /**
   * A shell command that sends the same bytes again. A message that is long, or contains what does not survive copying,
   * is read from the queue. Where no access token came, it asks for one instead.
   */
  readonly reproduce: string
}

export const MAX_IDENTIFIERS = 50
const MAX_SAMPLES = 8

/** Counts failed deliveries as they are read: memory does not grow with their number. */
export async function createReport(
  failures: AsyncIterable<DeliveryHistory>,
  now: number,
): Promise<FailureReport> {
  const endpoints = new Set<string>()
  const operations = new Map<string, Hit>()
  const outcomes = new Map<string, { count: number; attempt: StoredAttempt }>()
  const samples = new Map<string, FailureSample>()
  let deliveries = 0
  let attempts = 0
  let first = Infinity
  let last = -Infinity
  for await (const history of failures) {
    const { delivery } = history
    deliveries++
    endpoints.add(shownUrl(delivery.endpoint))
    const hit = operations.get(delivery.operation) ?? newHit()
    operations.set(delivery.operation, hit)
    hit.deliveries++
    if (hit.addresses.size < MAX_IDENTIFIERS) hit.addresses.add(shownUrl(delivery.url))
    if (hit.identifiers.size < MAX_IDENTIFIERS)
      hit.identifiers.add(delivery.identifier ?? delivery.id)
    for (const attempt of history.attempts) {
      if (attempt.error === undefined) continue
      attempts++
      first = Math.min(first, attempt.startedAt)
      last = Math.max(last, attempt.startedAt)
      const key = `${attempt.status ?? ''} ${attempt.error.kind}`
      const counted = outcomes.get(key) ?? { count: 0, attempt }
      outcomes.set(key, counted)
      counted.count++
      if (!samples.has(key) && samples.size < MAX_SAMPLES)
        samples.set(key, sampleOf(history, attempt))
    }
  }
  return {
    schemaVersion: 1,
    createdAt: iso(now),
    endpoints: [...endpoints].toSorted(),
    deliveries,
    attempts,
    ...(attempts === 0 ? {} : { firstAttemptAt: iso(first), lastAttemptAt: iso(last) }),
    operations: [...operations]
      .toSorted(([left], [right]) => left.localeCompare(right))
      .map(([operation, hit]) => ({
        operation,
        deliveries: hit.deliveries,
        addresses: [...hit.addresses],
        identifiers: [...hit.identifiers],
      })),
    outcomes: [...outcomes.values()]
      .toSorted((left, right) => right.count - left.count)
      .map(({ count, attempt }) => ({ ...outcomeOf(attempt), attempts: count })),
    samples: [...samples.values()],
  }
}

interface Hit {
  deliveries: number
  readonly addresses: Set<string>
  readonly identifiers: Set<string>
}

function newHit(): Hit {
  return { deliveries: 0, addresses: new Set(), identifiers: new Set() }
}

function outcomeOf(attempt: StoredAttempt): Pick<OutcomeCount, 'status' | 'error'> {
  return {
    ...defined({ status: attempt.status }),
    error: attempt.error?.kind ?? 'none',
  }
}

/** Credentials are never stored, so none can be in it. */
function sampleOf(history: DeliveryHistory, attempt: StoredAttempt): FailureSample {
  const { delivery } = history
  const message = attempt.error?.message ?? ''
  return {
    id: delivery.id,
    operation: delivery.operation,
    at: iso(attempt.startedAt),
    ...outcomeOf(attempt),
    message,
    ...defined({ answer: attempt.answer }),
    reproduce: isOfToken(attempt.error?.kind) ? tokenCommand(message) : deliveryCommand(history),
  }
}

/** Whether the access token did not come, so that the message was not sent. */
export function isOfToken(kind: string | undefined): boolean {
  return kind?.startsWith('token-') === true
}

/** Asks for an access token, with the credentials in the form, which every token service accepts or explains. */
function tokenCommand(message: string): string {
  const form = {
    method: 'POST',
    url: tokenUrlIn(message) ?? '$DROPSHIP_TOKEN_URL',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: Buffer.from(
      'grant_type=client_credentials&client_id=$DROPSHIP_CLIENT_ID&client_secret=$DROPSHIP_CLIENT_SECRET',
    ),
  } as const
  return expandPlaceholders(renderCurl(form))
}

function deliveryCommand({ delivery, body }: DeliveryHistory): string {
  const isPiped = !(fitsCommand(body) && survivesCopying(body))
  const request = {
    method: delivery.method,
    url: delivery.url,
    headers: [
      ['Content-Type', 'application/json'],
      ['webhook-id', delivery.id],
    ],
    body,
  } as const
  const source = isPiped ? `dropship queue show ${delivery.id} --body | ` : ''
  return `${source}${renderCurl(request, isPiped)}`
}

/** Pages and terminals spell out what is unprintable, such as the carriage returns of a file from Windows. */
function survivesCopying(body: Uint8Array): boolean {
  const text = Buffer.from(body).toString('utf8')
  return printable(text) === text
}

const iso = (time: number): string => new Date(time).toISOString()
