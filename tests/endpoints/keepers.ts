import { setTimeout as delay } from 'node:timers/promises'
import { type Behaviour, json } from './endpoint.ts'
import { type Keeping, keeping, keepOnce } from './keeping.ts'

/** Keeps one message of an operation about an order, whatever others say. */
function keepFirst(own: Keeping): void {
  keepOnce({ ...own, key: `${own.call.operation.id} ${own.identifier}` })
}

/** Correct endpoints that keep orders in ways which the contract leaves to them. */
export const KEEPERS: Readonly<Record<string, () => Behaviour>> = {
  'a repetition is recognised by its bytes, another message about the same order is kept': () =>
    keeping(keepOnce),
  'one message about an order is kept': () => keeping(keepFirst),
  'a repetition is recognised by its webhook-id': () =>
    keeping((own) => {
      const id = own.call.request.headers['webhook-id']
      keepOnce({
        ...own,
        key: id === undefined ? own.key : `${own.call.operation.id} ${String(id)}`,
      })
    }),
  'messages are kept a while after the response': () =>
    keeping((own) => void delay(100).then(() => keepOnce(own))),
  'messages wait in a queue, with 202': () => {
    let queue: Promise<void> = Promise.resolve()
    const keepAfter = async (before: Promise<void>, own: Keeping): Promise<void> => {
      await before
      await delay(2)
      keepOnce(own)
    }
    return keeping(keepOnce, (_correct, keepingOf) => ({
      accept: (call) => {
        queue = keepAfter(queue, keepingOf(call))
        return json(202, { message: 'Accepted' })
      },
    }))
  },
  'a message whose connection is cut is undone': () =>
    keeping(async (own) => {
      const { call, known, key } = own
      if (known.has(key)) return
      await delay(30)
      if (!call.request.socket.destroyed) keepOnce(own)
    }),
  'a repetition waits for the message that is under way': () => {
    const underWay = new Map<string, Promise<void>>()
    return keeping(async (own) => {
      const known = underWay.get(own.key) ?? delay(30).then(() => keepOnce(own))
      underWay.set(own.key, known)
      await known
    })
  },
  'a repetition is rejected while the message is under way': () => {
    const underWay = new Set<string>()
    return keeping(keepOnce, (_correct, keepingOf) => ({
      accept: async (call) => {
        const own = keepingOf(call)
        if (underWay.has(own.key)) return json(409, { message: 'under way' })
        underWay.add(own.key)
        await delay(30)
        underWay.delete(own.key)
        keepOnce(own)
        return json(200, { message: 'Success' })
      },
    }))
  },
}
