import { type Clock, defined } from '../../core/index.ts'
import type { ExamEnvironment, RunningSender, SenderDriver } from '../driver/driver.ts'
import type { Site } from '../player/site.ts'
import type { SenderSituation } from '../situations/situation.ts'
import { isSuccess, messagesOf } from '../timeline/messages.ts'
import { isEndless, type SenderPace, quietAt } from '../timeline/quiet.ts'
import type { Mark, Timeline } from '../timeline/received.ts'

export interface PlayOptions {
  readonly situation: SenderSituation
  readonly site: Site
  readonly driver: SenderDriver
  readonly environment: ExamEnvironment
  /** Messages that are expected, one of each operation. */
  readonly operations: number
  readonly pace: SenderPace
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Resolves with the next request that arrives or ends. */
  readonly changed: () => Promise<void>
  readonly abandonedHandshakes: () => number
  /** Called with what is waited for, and until when at the latest. */
  readonly onWait: (waiting: Waiting) => void
}

export interface Waiting {
  readonly requests: number
  /** Milliseconds from now. */
  readonly atMostMs: number
}

/** Puts the sender into one situation, and listens until nothing more can follow. */
export async function play(options: PlayOptions): Promise<Timeline> {
  const { situation, site, driver, environment, signal } = options
  const marks: Mark[] = []
  const mark = (kind: Mark['kind']): void =>
    void marks.push({ kind, atMs: site.elapsed(), received: site.received().length })
  const troubles: string[] = []
  let sender: RunningSender | undefined
  try {
    sender = await driver.start(environment)
    if (situation.restart === true) {
      await listen(options, sender, marks, () => haveAllFailed(options))
      if (!signal.aborted && site.received().length > 0) {
        mark('stopped')
        await sender.stop()
        site.acceptAll()
        mark('restarted')
        sender = await driver.start({ ...environment, isRestart: true })
      }
    }
    // Where no certificate is trusted, a handshake that was given up is all that comes.
    const isGivenUp = (): boolean => situation.https === true && options.abandonedHandshakes() > 0
    await listen(options, sender, marks, isGivenUp)
    if (isGivenUp()) await pause(options, 2 * options.pace.firstWaitMs)
    if (situation.manualRetry === true && driver.retry !== undefined && !signal.aborted) {
      site.acceptAll()
      mark('manual retry')
      const trouble = await driver.retry(environment)
      if (trouble !== undefined) troubles.push(trouble)
      await listen(options, sender, marks, () => false)
    }
  } finally {
    await sender?.stop()
  }
  // A program whose messages were not delivered may well say so with its exit code.
  const trouble = troubles[0] ?? (site.received().length === 0 ? sender.trouble() : undefined)
  return {
    situation: situation.name,
    received: structuredClone(site.received()),
    marks,
    abandonedHandshakes: options.abandonedHandshakes(),
    durationMs: site.elapsed(),
    isCut: signal.aborted,
    ...defined({ trouble }),
  }
}

/** Every message has failed once, or one is retried already: whoever sends fewer messages is stopped then. */
function haveAllFailed({ site, operations }: PlayOptions): boolean {
  const messages = messagesOf({ received: site.received() })
  const failed = messages.filter(({ deliveries }) =>
    deliveries.some((each) => each.endedMs !== undefined && !isSuccess(each)),
  )
  return failed.length >= operations || messages.some(({ deliveries }) => deliveries.length > 1)
}

/** Listens until the sender has been silent for as long as it may be, or until something is seen. */
async function listen(
  options: PlayOptions,
  sender: RunningSender,
  marks: readonly Mark[],
  isSeen: () => boolean,
): Promise<void> {
  const { site, operations, pace, signal, changed, onWait } = options
  let hasEnded = false
  const ended = sender.ended?.then(() => void (hasEnded = true))
  while (!signal.aborted && !isSeen()) {
    const requests = site.received().length
    // A program that could not be started sends nothing.
    if (requests === 0 && sender.trouble() !== undefined) return
    // One that never ends has shown what it does.
    if (isEndless(site.received())) return
    const leftMs = quietAt(site.received(), marks, operations, pace) - site.elapsed()
    if (leftMs <= 0) return
    onWait({ requests, atMostMs: leftMs })
    const waiting = new AbortController()
    const events = [changed(), pause(options, leftMs, waiting.signal)]
    await Promise.race(ended === undefined || hasEnded ? events : [...events, ended])
    waiting.abort()
  }
}

/** Waits; the end of the examination, or `earlier`, ends it. */
async function pause({ clock, signal }: PlayOptions, ms: number, earlier?: AbortSignal) {
  const until = earlier === undefined ? signal : AbortSignal.any([signal, earlier])
  await clock.sleep(ms, until).catch(() => undefined)
}
