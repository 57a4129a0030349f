import type { SenderRequest, Timeline } from './received.ts'

/** All deliveries of one message: in a situation the sender sends one message of each operation. */
export interface MessageDeliveries {
  readonly operation: string
  readonly deliveries: readonly SenderRequest[]
}

/** The deliveries of a timeline by message, in the order of their first delivery. */
export function messagesOf({ received }: Pick<Timeline, 'received'>): MessageDeliveries[] {
  const byOperation = new Map<string, SenderRequest[]>()
  for (const request of received) {
    if (request.kind !== 'delivery' || request.operation === undefined) continue
    const known = byOperation.get(request.operation)
    if (known === undefined) byOperation.set(request.operation, [request])
    else known.push(request)
  }
  return [...byOperation].map(([operation, deliveries]) => ({ operation, deliveries }))
}

export function tokenRequestsOf({ received }: Pick<Timeline, 'received'>): SenderRequest[] {
  return received.filter(({ kind }) => kind === 'token')
}

/** Whether the last delivery of a message was accepted. */
export function isDelivered({ deliveries }: MessageDeliveries): boolean {
  return isSuccess(deliveries.at(-1))
}

export function isSuccess(request: SenderRequest | undefined): boolean {
  return request?.status !== undefined && request.status >= 200 && request.status < 300
}

/**
 * The waits between the deliveries of a message, in milliseconds: from the end of one to the arrival of the next. One that
 * was still open when the next came counts as ended then.
 */
export function waitsOf({ deliveries }: MessageDeliveries): number[] {
  return deliveries.slice(1).map((next, index) => {
    const ended = deliveries[index]?.endedMs ?? next.atMs
    return Math.max(0, next.atMs - ended)
  })
}

/** A request header's value; the first where it came several times. */
export function headerOfReceived({ headers }: SenderRequest, name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1]
}
