import type { Claim, NewDelivery, AttemptOutcome, Settlement } from '../../src/queue/index.ts'
import type { Attempt } from '../../src/sender/index.ts'

let made = 0

/** A delivery with an id of its own. */
export function delivery(changes: Partial<NewDelivery> = {}): NewDelivery {
  const number = ++made
  const endpoint = changes.endpoint ?? 'https://client.example'
  return {
    id: `msg_${number}`,
    endpoint,
    operation: 'drop_shipment_confirmation',
    method: 'POST',
    url: `${endpoint}/drop_shipment_confirmation`,
    identifier: `order-${number}`,
    body: Buffer.from(`{"shipment":{"client_identifier":"order-${number}"}}`),
    ...changes,
  }
}

export function deliveries(count: number, changes: Partial<NewDelivery> = {}): NewDelivery[] {
  return Array.from({ length: count }, () => delivery(changes))
}

export const ACCEPTED: Attempt = {
  startedAt: Date.UTC(2026, 0, 1),
  durationMs: 12.5,
  renewed: false,
  status: 200,
  answer: '{"message":"thank you"}',
}

export const REJECTED: Attempt = {
  startedAt: Date.UTC(2026, 0, 1),
  durationMs: 3,
  renewed: true,
  status: 503,
  retryAfterMs: 7000,
  error: { kind: 'server-error', message: 'the endpoint responded with 503' },
  answer: 'down for maintenance — später',
}

export function outcome(claim: Claim, settlement: Settlement, attempt?: Attempt): AttemptOutcome {
  return {
    claim,
    settlement,
    attempt: attempt ?? (settlement.state === 'delivered' ? ACCEPTED : REJECTED),
  }
}
