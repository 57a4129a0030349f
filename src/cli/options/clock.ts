import type { Command } from 'commander'
import { HarnessError, isLoopbackHost, readHttpUrl } from '../../core/index.ts'
import { isDatabase } from '../../queue/index.ts'
import type { Context } from '../context.ts'
import { followStubClock, type FollowedClock } from '../delivering/stub-clock.ts'

type Options = Readonly<Record<string, unknown>>

/** Adds `--clock-url`, for every command that delivers. */
export function addClockOption(command: Command): Command {
  return command.option(
    '--clock-url <url>',
    'follow the time of a stub on this machine: waits end when it is set forward',
  )
}

/**
 * The time that deliveries follow: this machine's, or with `--clock-url` a stub's.
 * @param say where following says that it fails
 * @throws HarnessError INVALID_URL, INVALID_OPTION, ENDPOINT_UNREACHABLE
 */
export async function deliveryClock(
  { clockUrl, store }: Options,
  { clock }: Context,
  say: (sentence: string) => void,
): Promise<FollowedClock> {
  if (typeof clockUrl !== 'string') return { clock, close: () => Promise.resolve() }
  const url = readHttpUrl(clockUrl, '--clock-url', {
    subject: 'The clock URL',
    example: 'http://127.0.0.1:4011/clock',
    credentialsBelong: 'leave them out: the clock of a stub asks for none',
  })
  const where = '--clock-url'
  if (!isLoopbackHost(new URL(url).hostname)) {
    throw new HarnessError('INVALID_OPTION', 'The clock URL names another machine.', {
      expected: 'a stub on this machine, whose admin API listens on loopback only',
      found: new URL(url).hostname,
      where,
      next: 'give a URL such as http://127.0.0.1:4011/clock',
    })
  }
  if (isDatabase(String(store))) {
    throw new HarnessError('INVALID_OPTION', "A stub's time needs a queue file of its own.", {
      expected: '--store with the path of a SQLite file',
      found: 'a PostgreSQL queue, where the time of the database decides what is due',
      where,
    })
  }
  return followStubClock(url, { clock, say })
}
