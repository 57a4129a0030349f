import { setTimeout as delay } from 'node:timers/promises'
import { type Behaviour, unauthorized } from '../endpoint.ts'
import type { Flaw } from '../flaw.ts'
import { type Keeping, keeping, keepOnce } from '../keeping.ts'

function flaw(name: string, names: string, make: () => Behaviour): Flaw {
  return { name, level: 'compatible', names, make }
}

/** Keeps a message, whatever is known of it. */
function keepAlways({ call, kept, identifier }: Keeping): void {
  kept.add(call.operation.id, identifier)
}

/** Later, when the response was sent long ago. */
function later(ms: number, work: () => void): void {
  void delay(ms, undefined, { ref: false }).then(work)
}

const isGone = ({ call }: Keeping): boolean => call.request.socket.destroyed

/** Endpoints that respond as a correct one does, and lose messages, repeat them, or keep what they rejected. */
export const EFFECTS: readonly Flaw[] = [
  flaw('nothing is kept', 'takes-effect', () => keeping(() => undefined)),
  flaw('one operation keeps nothing', 'drop_shipment_cancellation/takes-effect', () =>
    keeping((own) => {
      if (own.call.operation.id !== 'drop_shipment_cancellation') keepOnce(own)
    }),
  ),
  flaw('every message is kept twice', 'takes-effect', () =>
    keeping((own) => {
      keepOnce(own)
      keepOnce({ ...own, key: `${own.key} again` })
    }),
  ),
  flaw('kept messages are rolled back after the response', 'takes-effect', () =>
    keeping((own) => {
      const { call, kept, identifier, known, key } = own
      if (known.has(key)) return
      keepOnce(own)
      later(100, () => kept.remove(call.operation.id, identifier))
    }),
  ),
  flaw('messages are kept when nobody waits for it any more', 'takes-effect', () =>
    keeping((own) => later(60_000, () => keepOnce(own))),
  ),
  flaw('messages are kept as those of another operation', 'takes-effect', () =>
    keeping(({ call, kept, identifier, known, key }) => {
      if (known.has(key)) return
      known.add(key)
      kept.add(`${call.operation.id} of another`, identifier)
    }),
  ),
  flaw('messages are kept for other operations, too', 'own-operation', () =>
    keeping((own) => {
      const { kept, identifier, known, key } = own
      if (!known.has(key)) kept.add('drop_shipment_confirmation', identifier)
      if (own.call.operation.id === 'drop_shipment_confirmation') known.add(key)
      else keepOnce(own)
    }),
  ),
  flaw('every delivery is kept', 'six-times', () => keeping(keepAlways)),
  flaw('every third delivery is kept again', 'six-times', () => {
    const seen = new Map<string, number>()
    return keeping((own) => {
      const times = (seen.get(own.key) ?? 0) + 1
      seen.set(own.key, times)
      if (times % 3 === 1) keepAlways(own)
    })
  }),
  flaw('repetitions are only recognised once the first is kept', 'six-times', () =>
    keeping((own) => {
      if (own.known.has(own.key)) return
      later(100, () => {
        own.known.add(own.key)
        keepAlways(own)
      })
    }),
  ),
  flaw('repetitions in parallel are not recognised', 'in-parallel', () =>
    keeping(async (own) => {
      if (own.known.has(own.key)) return
      await delay(40)
      own.known.add(own.key)
      keepAlways(own)
    }),
  ),
  flaw('invalid messages are kept', '/invalid', () =>
    keeping(keepOnce, (correct, keepingOf) => ({
      reject: (call, violations) => {
        keepOnce(keepingOf(call))
        return correct.reject(call, violations)
      },
    })),
  ),
  flaw('invalid messages are kept a while after they were rejected', '/invalid', () =>
    keeping(keepOnce, (correct, keepingOf) => ({
      reject: (call, violations) => {
        later(300, () => keepOnce(keepingOf(call)))
        return correct.reject(call, violations)
      },
    })),
  ),
  flaw('orders are kept before their items are validated', '/invalid', () =>
    keeping(keepOnce, (correct, keepingOf) => ({
      reject: (call, violations) => {
        if (violations.every(({ pointer }) => /_items\/\d/.test(pointer))) keepOnce(keepingOf(call))
        return correct.reject(call, violations)
      },
    })),
  ),
  flaw('messages without credentials are kept', 'unauthorized', () =>
    keeping(keepOnce, ({ authority }, keepingOf) => ({
      authenticate: (call) => {
        if (authority.accepts(call.request, call.bytes)) return undefined
        keepOnce(keepingOf(call))
        return unauthorized(authority)
      },
    })),
  ),
  flaw('messages with an unknown token are kept', 'unauthorized', () =>
    keeping(keepOnce, ({ authority }, keepingOf) => ({
      authenticate: (call) => {
        if (authority.accepts(call.request, call.bytes)) return undefined
        if (call.request.headers.authorization !== undefined) keepOnce(keepingOf(call))
        return unauthorized(authority)
      },
    })),
  ),
  flaw('a message that got a 401 counts as known', 'after-401', () =>
    keeping(keepOnce, ({ authority }, keepingOf) => ({
      authenticate: (call) => {
        if (authority.accepts(call.request, call.bytes)) return undefined
        const { known, key } = keepingOf(call)
        known.add(key)
        return unauthorized(authority)
      },
    })),
  ),
  flaw('a message whose connection is cut is lost, and counts as known', 'after-cut', () =>
    keeping(async (own) => {
      if (own.known.has(own.key)) return
      own.known.add(own.key)
      await delay(60)
      if (!isGone(own)) keepAlways(own)
    }),
  ),
  flaw('a message whose connection is cut is kept, and not known', 'after-cut', () =>
    keeping(async (own) => {
      if (own.known.has(own.key)) return
      own.known.add(own.key)
      keepAlways(own)
      await delay(60)
      if (isGone(own)) own.known.delete(own.key)
    }),
  ),
  flaw('messages in parallel are kept under one order', 'in-a-burst', () => {
    let current = ''
    return keeping(async (own) => {
      if (own.known.has(own.key)) return
      own.known.add(own.key)
      current = own.identifier
      await delay(40)
      own.kept.add(own.call.operation.id, current)
    })
  }),
  flaw('of messages in parallel only one is kept', 'in-a-burst', () => {
    let isBusy = false
    return keeping(async (own) => {
      if (own.known.has(own.key)) return
      own.known.add(own.key)
      if (isBusy) return
      isBusy = true
      await delay(40)
      keepAlways(own)
      isBusy = false
    })
  }),
  flaw('what is rejected beside what is accepted is kept', 'rejected-in-a-burst', () => {
    let accepting = 0
    return keeping(
      async (own) => {
        keepOnce(own)
        accepting++
        await delay(60)
        accepting--
      },
      (correct, keepingOf) => ({
        reject: (call, violations) => {
          if (accepting > 0) keepOnce(keepingOf(call))
          return correct.reject(call, violations)
        },
      }),
    )
  }),
]
