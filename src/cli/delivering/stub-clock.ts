import type { ShownTime } from '../../../mocks/stub/index.ts'
import {
  type Clock,
  createMovableClock,
  createTransport,
  type Exchange,
  HarnessError,
  isRecord,
  jsonIn,
  textOf,
  type Transport,
} from '../../core/index.ts'

/** A clock that is as far ahead as a stub's. */
export interface FollowedClock {
  readonly clock: Clock
  /** Ends the following; the clock stays as far ahead as it is. */
  close(): Promise<void>
}

export interface FollowOptions {
  /** This machine's. */
  readonly clock: Clock
  /** Told once whenever the stub stops responding, and then of its return. */
  readonly say: (sentence: string) => void
}

/** Above the time that the stub holds a response back. */
const TIMEOUT_MS = 30_000
/** For the first response, which nothing holds back. */
const FIRST_TIMEOUT_MS = 5000
/** Between two questions at the least, should a response not be held back. */
const LEAST_PAUSE_MS = 50
/** Before a stub that did not respond is asked again. */
const PATIENCE_MS = 500
const MAX_BYTES = 64 * 1024

/**
 * Follows the time of a stub by its admin API: a request waits there for the next change, so that waits end in the moment in
 * which the time is set forward. A stub that is started anew begins at this machine's time; the clock never goes back.
 *
 * @param url the stub's `GET /clock`
 * @throws HarnessError ENDPOINT_UNREACHABLE, and INVALID_OPTION for what is not the clock of a stub
 */
export async function followStubClock(
  url: string,
  { clock: own, say }: FollowOptions,
): Promise<FollowedClock> {
  const ending = new AbortController()
  const transport = createTransport({ clock: own, maxBodyBytes: MAX_BYTES, timeoutMs: TIMEOUT_MS })
  const clock = createMovableClock(own)
  let aheadMs: number
  try {
    aheadMs = aheadIn(await ask(transport, url, { timeoutMs: FIRST_TIMEOUT_MS }), url)
  } catch (error) {
    await transport.close()
    throw error
  }
  clock.advance(aheadMs)
  const follow = async (): Promise<void> => {
    let isLost = false
    while (!ending.signal.aborted) {
      const askedAt = own.monotonic()
      const exchange = await ask(transport, changeOf(url, aheadMs), { signal: ending.signal })
      if (ending.signal.aborted) return
      const next = shownTimeIn(exchange)?.aheadMs
      if ((next === undefined) !== isLost) {
        isLost = !isLost
        say(
          isLost
            ? `the clock of the stub at ${url} does not respond: time goes on by itself`
            : 'the clock of the stub responds again',
        )
      }
      if (next !== undefined) {
        clock.advance(Math.max(0, next - aheadMs))
        aheadMs = next
      }
      const pauseMs = next === undefined ? PATIENCE_MS : askedAt + LEAST_PAUSE_MS - own.monotonic()
      if (pauseMs > 0) await own.sleep(pauseMs, ending.signal).catch(() => undefined)
    }
  }
  const following = follow()
  return {
    clock,
    close: async () => {
      ending.abort(new Error('the clock is not followed any more'))
      await following
      await transport.close()
    },
  }
}

/** The same address, for a response as soon as the time is ahead by another amount. */
function changeOf(url: string, aheadMs: number): string {
  const changed = new URL(url)
  changed.searchParams.set('ahead', String(aheadMs))
  return changed.href
}

function ask(
  transport: Transport,
  url: string,
  options: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
): Promise<Exchange> {
  const headers = [['Accept', 'application/json']] as const
  return transport.send({ method: 'GET', url, headers }, options)
}

/** @throws HarnessError ENDPOINT_UNREACHABLE, INVALID_OPTION */
function aheadIn(exchange: Exchange, url: string): number {
  const { response, failure } = exchange
  const shown = shownTimeIn(exchange)
  if (shown !== undefined) return shown.aheadMs
  const details = {
    expected:
      'the clock of a stub: http://127.0.0.1:4011/clock, where dropship mock and dropship up listen',
    where: '--clock-url',
    next: `look at the address of the admin API that the stub printed, and ask it: curl ${url}`,
  }
  if (response === undefined) {
    throw new HarnessError('ENDPOINT_UNREACHABLE', "The stub's clock did not respond.", {
      ...details,
      found: failure?.message ?? 'no response',
    })
  }
  throw new HarnessError('INVALID_OPTION', 'The clock URL is not the clock of a stub.', {
    ...details,
    found: `a response with ${response.status} that does not say what time it is`,
  })
}

function shownTimeIn({ response, failure }: Exchange): ShownTime | undefined {
  if (response?.status !== 200 || failure !== undefined || response.truncated) return undefined
  const body = jsonIn(textOf(response.body))
  if (!isRecord(body) || typeof body.now !== 'string') return undefined
  const { now, aheadMs } = body
  return typeof aheadMs === 'number' && aheadMs >= 0 && aheadMs < Infinity
    ? { now, aheadMs }
    : undefined
}
