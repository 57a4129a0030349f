import type { Operation } from '../../contract/index.ts'
import type { Clock, Exchange } from '../../core/index.ts'
import type { HeldBody, RequestOptions } from './request.ts'
import type { Session } from './session.ts'

/** A slow connection, or a limit of the rate, does not hold the others back for longer. */
const HOLD_MS = 1000

/** One of several messages that are to meet in the endpoint. */
export interface MeetingMessage {
  readonly operation: Operation
  readonly body: unknown
  readonly options?: RequestOptions
}

/**
 * Sends messages so that the endpoint begins to handle them at the same time: over connections of their own all but the last
 * byte of each first, however long the connections take, and then the last bytes at once.
 */
export function sendTogether<Message extends MeetingMessage>(
  { target, options: { clock } }: Session,
  messages: readonly Message[],
): Promise<readonly { readonly message: Message; readonly exchange: Exchange }[]> {
  const held = releaseTogether(messages.length, clock)
  return Promise.all(
    messages.map(async (message, index) => {
      const { operation, body, options = {} } = message
      const own = held[index]
      const together = own === undefined ? {} : { held: own }
      try {
        const exchange = await target.send(operation, body, {
          ...options,
          ...together,
          parallel: true,
        })
        return { message, exchange }
      } finally {
        own?.done()
      }
    }),
  )
}

/** Requests whose last bytes are sent at once, when all others have been: the endpoint begins to handle them together. */
export function releaseTogether(count: number, clock: Clock): readonly HeldBody[] {
  const awaited = new Set(Array.from({ length: count }, (_, index) => index))
  const released = new AbortController()
  const arrive = (index: number): void => {
    awaited.delete(index)
    if (awaited.size === 0) released.abort()
  }
  return Array.from({ length: count }, (_, index) => {
    let waitedMs = 0
    return {
      async *body(bytes: Uint8Array) {
        yield bytes.subarray(0, -1)
        const since = clock.monotonic()
        arrive(index)
        if (!released.signal.aborted)
          await clock.sleep(HOLD_MS, released.signal).catch(() => undefined)
        waitedMs = clock.monotonic() - since
        yield bytes.subarray(-1)
      },
      done: () => arrive(index),
      waitedMs: () => waitedMs,
    }
  })
}
