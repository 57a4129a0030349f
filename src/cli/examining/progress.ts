import { formatDuration, plural } from '../../core/index.ts'
import type { ExamineEvent } from '../../examine/index.ts'
import type { Context } from '../context.ts'

export interface ProgressOptions {
  readonly quiet?: boolean
  readonly json?: boolean
  readonly command?: string
  readonly trigger?: string
}

/** Where a sender that nobody starts is to be pointed at; before the first address, what it authenticates with. */
function addressLines(
  { situation, baseUrl, credentials }: Extract<ExamineEvent, { type: 'situation-started' }>,
  isFirst: boolean,
): string {
  const { DROPSHIP_EXAM_TOKEN_URL: tokenUrl, ...others } = credentials
  const shown = isFirst ? Object.entries(others).map(([name, value]) => `${name}=${value}\n`) : []
  const service = tokenUrl === undefined ? '' : `  (tokens: ${tokenUrl})`
  return `${shown.join('')}${situation}  ${baseUrl}${service}\n`
}

/** Milliseconds between two lines where nobody looks on: in CI an examination in real time takes minutes. */
const EVERY_MS = 30_000
const REDRAW_MS = 100

/** What is waited for: one line that is rewritten on terminals; how long it takes, and the addresses, before. */
export function examineProgress(
  { stderr, clock }: Context,
  { quiet, json, command, trigger }: ProgressOptions,
): (event: ExamineEvent) => void {
  if (quiet === true) return () => undefined
  const waits = new Map<string, { readonly requests: number; readonly until: number }>()
  const isByItself = command === undefined && trigger === undefined
  let situations = 0
  let situationsStarted = 0
  let done = 0
  let drawn = stderr.isTerminal ? 0 : clock.monotonic()
  const sentences = new Map<string, string>()
  const clear = (): void => {
    if (stderr.isTerminal) stderr.write('\r\u001B[2K')
  }
  const draw = (): void => {
    const now = clock.monotonic()
    // Not for each of thousands of requests.
    if (json === true || now - drawn < (stderr.isTerminal ? REDRAW_MS : EVERY_MS)) return
    drawn = now
    const [longest] = [...waits].toSorted(([, one], [, other]) => other.until - one.until)
    const waiting =
      longest === undefined
        ? ''
        : `; waiting for ${longest[0]} (${sentences.get(longest[0]) ?? ''}): ${plural(longest[1].requests, 'request')} so far, at most ${formatDuration(Math.max(0, longest[1].until - now))} more`
    const line = `${done} of ${plural(situations, 'situation')}${waiting}`
    stderr.write(
      stderr.isTerminal ? `\r\u001B[2K${line.slice(0, stderr.columns - 1)}` : `${line}\n`,
    )
  }
  return (event) => {
    switch (event.type) {
      case 'started':
        situations = event.situations
        if (json !== true) {
          stderr.write(
            `${plural(event.situations, 'situation')} side by side; a sender with the usual waits and time limits takes about ${formatDuration(event.estimateMs)}.\n`,
          )
        }
        break
      case 'situation-started':
        sentences.set(event.situation, event.sentence)
        if (isByItself) stderr.write(addressLines(event, situationsStarted++ === 0))
        break
      case 'waiting':
        waits.set(event.situation, {
          requests: event.requests,
          until: clock.monotonic() + event.atMostMs,
        })
        draw()
        break
      case 'situation-finished':
        waits.delete(event.situation)
        done = event.done
        draw()
        break
      case 'finished':
        clear()
    }
  }
}
