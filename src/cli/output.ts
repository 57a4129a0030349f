import { printable } from '../core/index.ts'
import type { Context, Output } from './context.ts'

/** An unguarded stream of the bin or a test: it writes everything it is given. */
export type PlainOutput = Omit<Output, 'annotate' | 'hasWritten' | 'pass' | 'write'> & {
  write(content: string | Uint8Array): void
}

/** The context with unguarded outputs, as the bin or a test provides it. */
export type PlainContext = Omit<Context, 'stdout' | 'stderr'> & {
  readonly stdout: PlainOutput
  readonly stderr: PlainOutput
}

/** The colours that this program uses; no other escape sequence reaches a terminal. */
// oxlint-disable-next-line no-control-regex -- the sequences of a terminal begin with one
const PAINT = /(\u001B\[(?:0|1|2|22|3\d|39)m)/
/** The start of a progress line, which overwrites the previous one. */
// oxlint-disable-next-line no-control-regex -- the sequences of a terminal begin with one
const REDRAW = /^\r\u001B\[2?K/

/** The context of a command, with guarded outputs. */
export function guarded(plain: PlainContext): Context {
  return {
    program: plain.program,
    clock: plain.clock,
    env: plain.env,
    stdout: guardedOutput(plain.stdout, plain.env),
    stderr: guardedOutput(plain.stderr, plain.env),
    // Whoever asks for one of these has it opened: see the bin.
    get stdin() {
      return plain.stdin
    },
    get signal() {
      return plain.signal
    },
  }
}

/** What the runner of GitHub Actions takes for a command: `::name` first on a line, `##[name` anywhere. */
const WORKFLOW_COMMAND = /^([^\S\n]*:):|(##)\[/gm

/** The same text, which JSON reads as the same, without commands to the runner of GitHub Actions. */
function withoutCommands(text: string): string {
  return text.replaceAll(WORKFLOW_COMMAND, (_, colon?: string, signs?: string) =>
    colon === undefined ? String.raw`${signs}\u005b` : String.raw`${colon}\u003a`,
  )
}

/**
 * An output that escapes all unprintable characters, so that text from outside cannot control the terminal, and in GitHub
 * Actions no step of the job either. JSON keeps its meaning.
 */
function guardedOutput(plain: PlainOutput, env: Context['env']): Output {
  let hasWritten = false
  const inActions = env.GITHUB_ACTIONS === 'true'
  const write = (text: string): void => show(inActions ? withoutCommands(text) : text)
  const show = (text: string): void => {
    hasWritten = true
    const [redraw = ''] = REDRAW.exec(text) ?? []
    const parts = text.slice(redraw.length).split(PAINT)
    const shown = parts.map((part, at) => (at % 2 === 1 ? part : printable(part)))
    plain.write(`${redraw}${shown.join('')}`)
  }
  const { isTerminal, hasColor, columns } = plain
  return {
    isTerminal,
    hasColor,
    columns,
    write,
    annotate: show,
    get hasWritten() {
      return hasWritten
    },
    pass: (message) => {
      hasWritten = true
      if (!isTerminal) plain.write(message)
      else write(typeof message === 'string' ? message : Buffer.from(message).toString('utf8'))
    },
  }
}
