import type { Exchange, HttpRequest, Transport } from '../../src/core/index.ts'
import type { Claim, NewDelivery, QueueStore } from '../../src/queue/index.ts'

const NOTHING = Buffer.alloc(0)

/** An endpoint that accepts everything at once. */
export const INSTANT_ENDPOINT: Transport = {
  send: (request: HttpRequest): Promise<Exchange> => {
    const response = { status: 200, headers: [], body: NOTHING, truncated: false }
    return Promise.resolve({ request, response, startedAt: 0, durationMs: 0 })
  },
  close: () => Promise.resolve(),
}

/** A store that keeps what waits in one list, and forgets what is done. */
export function instantStore(deliveries: readonly NewDelivery[]): QueueStore {
  let given = 0
  const unused = (): never => {
    throw new Error('a worker asks for no such thing')
  }
  const endpoint = deliveries[0]?.endpoint ?? ''
  return {
    kind: 'sqlite',
    location: 'nowhere',
    leaseMs: undefined,
    now: () => 0,
    startWork: () => Promise.resolve(),
    endWork: () => Promise.resolve(),
    claim: (_endpoint, limit) => {
      const claims: Claim[] = []
      while (claims.length < limit && given < deliveries.length) {
        const delivery = deliveries[given++]
        if (delivery !== undefined)
          claims.push({ delivery, endpoint, key: given, fence: given, spent: 0, round: 0 })
      }
      return Promise.resolve(claims)
    },
    settle: (_outcome, onRecorded) => {
      onRecorded?.()
      return Promise.resolve(true)
    },
    release: () => Promise.resolve(),
    extend: (claims) => Promise.resolve(claims),
    pending: () => {
      const isOver = given === deliveries.length
      return Promise.resolve(isOver ? [] : [{ endpoint, nextRetryAt: undefined, nextFreshAt: 0 }])
    },
    onDue: () => () => undefined,
    purge: () => Promise.resolve(0),
    close: () => Promise.resolve(),
    enqueue: unused,
    list: unused,
    counts: unused,
    show: unused,
    retry: unused,
    discard: unused,
  }
}
