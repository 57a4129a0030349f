import { type Command, Option } from 'commander'
import type { Credentials } from '../../auth/index.ts'
import type { Addresses } from '../../contract/index.ts'
import {
  createTransport,
  HarnessError,
  formatDuration,
  parseDuration,
  type Route,
  shownUrl,
} from '../../core/index.ts'
import type { Context } from '../context.ts'

const EVERY_MS = 250
/** What a balancer or a proxy says while nothing behind it is ready. */
const NOT_READY = new Set([502, 503, 504])

/** Adds `--wait`. */
export function addWaitOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--wait <duration>',
      'wait so long for an endpoint that is still starting, and for its token service',
    ),
  )
}

export interface AwaitedEndpoint {
  readonly addresses: Addresses
  readonly credentials: Credentials
  readonly route: Route
}

/**
 * Waits until every host and the token service respond to a GET, which no webhook takes for a message, with anything but
 * 502, 503 or 504. After the given time it says so, and returns the sentence: what follows says what is wrong.
 *
 * @param duration of `--wait`; absent: no wait
 * @throws HarnessError INVALID_DURATION, and ENDPOINT_UNREACHABLE when stopped
 */
export async function waitForEndpoint(
  duration: string | undefined,
  { addresses, credentials, route }: AwaitedEndpoint,
  { clock, stderr, signal }: Pick<Context, 'clock' | 'stderr' | 'signal'>,
): Promise<string | undefined> {
  if (duration === undefined) return undefined
  const waitMs = parseDuration(duration, '--wait')
  const until = clock.monotonic() + waitMs
  const transport = createTransport({ clock, route, timeoutMs: 5000 })
  const all = [
    ...addresses.enabled.map(({ url }) => url),
    ...(credentials.scheme === 'oauth2' ? [credentials.tokenUrl] : []),
  ]
  const urls = new Map(all.toReversed().map((url) => [new URL(url).origin, url]))
  let late: string | undefined
  try {
    for (const url of [...urls.values()].toReversed()) {
      const request = { method: 'GET', url, headers: [] } as const
      for (;;) {
        const { response, failure } = await transport.send(request, { signal })
        const isReady = response !== undefined && !NOT_READY.has(response.status)
        if (isReady) break
        if (clock.monotonic() >= until) {
          const found = response === undefined ? failure?.message : `status ${response.status}`
          const sentence = `waited ${formatDuration(waitMs)} for ${shownUrl(url)}, which is not ready: ${found ?? 'no response'}`
          stderr.write(`dropship: ${sentence}\n`)
          late ??= sentence
          break
        }
        await clock.sleep(EVERY_MS, signal).catch(() => undefined)
        if (signal.aborted) throw stopped(url)
      }
    }
    return late
  } finally {
    await transport.close()
  }
}

function stopped(url: string): HarnessError {
  return new HarnessError('STOPPED', 'Stopped while waiting for the endpoint.', {
    where: shownUrl(url),
  })
}
