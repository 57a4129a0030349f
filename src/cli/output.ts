import { printable } from '../core/index.ts'
import type { Context, Output } from './context.ts'

/** A stream as the bin or a test opens it: it writes whatever it is given. */
export type PlainOutput = Omit<Output, 'pass' | 'write'> & {
  write(content: string | Uint8Array): void
}

/** What the world hands to the command line. */
export type World = Omit<Context, 'stdout' | 'stderr'> & {
  readonly stdout: PlainOutput
  readonly stderr: PlainOutput
}

/** The colours that this program paints with: no other sequence reaches a terminal. */
// oxlint-disable-next-line no-control-regex -- the sequences of a terminal begin with one
const PAINT = /(\u001B\[(?:0|1|2|22|3\d|39)m)/
/** What a progress line begins with: it draws over the one before. */
// oxlint-disable-next-line no-control-regex -- the sequences of a terminal begin with one
const REDRAW = /^\r\u001B\[2?K/

/** The context of a command, whose outputs are guarded. */
export function guarded(world: World): Context {
  return {
    clock: world.clock,
    env: world.env,
    stdout: guardedOutput(world.stdout),
    stderr: guardedOutput(world.stderr),
    // Whoever asks for one of these has it opened: see the bin.
    get stdin() {
      return world.stdin
    },
    get signal() {
      return world.signal
    },
  }
}

/**
 * An output that nothing can steer which came from outside: whatever is unprintable in a text is spelt out, wherever it
 * came from and whoever forgot it. JSON stays the same JSON.
 */
function guardedOutput(plain: PlainOutput): Output {
  const write = (text: string): void => {
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
    pass: (message) => {
      if (!isTerminal) plain.write(message)
      else write(typeof message === 'string' ? message : Buffer.from(message).toString('utf8'))
    },
  }
}
