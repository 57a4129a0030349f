import { HarnessError, messageOf, renderError, systemClock, systemCodeOf } from '../core/index.ts'
import { COMMANDS } from './commands.ts'
import { growYoungHeap } from './memory.ts'
import type { PlainOutput } from './output.ts'
import { main } from './program.ts'
import { programName } from './program-name.ts'

const stop = new AbortController()
const onSignal = (name: NodeJS.Signals): void => {
  // A second signal ends the process immediately.
  if (stop.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143)
  stop.abort(new Error(name))
  setTimeout(() => endAnyway(name), GRACE_MS).unref()
}

/** Whatever a command still waits for then, such as a database that is silent. Milliseconds. */
const GRACE_MS = 1800

/** What was not confirmed is sent or written again by the next run, as after a power failure. */
function endAnyway(name: NodeJS.Signals): void {
  const failure = new HarnessError('STOPPED', 'The command was stopped before its end.', {
    found: `${name}, and something that had not ended ${GRACE_MS / 1000} s later`,
    next: 'start it again: it goes on with what was not finished',
  })
  process.stderr.write(`dropship: ${renderError(failure)}\n`)
  process.exit(failure.exitCode)
}

/**
 * Installs the listeners on first use. A command that has not read the signal has nothing to close, so the default handler
 * ends the process, even while it blocks on a pipe or compiles a contract.
 */
function listenedSignal(): AbortSignal {
  if (process.listenerCount('SIGINT', onSignal) === 0) {
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  }
  return stop.signal
}

/** Streams whose reader is gone. */
const unread = new Set<NodeJS.WriteStream>()
let isDone = false

/** A reader that closes the pipe (`| head`) is not an error, and does not make a verdict a success. */
function onUnread(stream: NodeJS.WriteStream): void {
  unread.add(stream)
  if (isDone || stream !== process.stdout) return
  const whenUnread = COMMANDS.find(({ name }) => name === process.argv[2])?.whenUnread
  if (whenUnread === 'end') process.exit(0)
  if (whenUnread === 'stop') stop.abort(new Error('nobody reads the output any more'))
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (systemCodeOf(error) === 'EPIPE') {
      onUnread(stream)
      return
    }
    const failure = new HarnessError('FILE_UNWRITABLE', 'The output cannot be written.', {
      found: messageOf(error),
      next: 'free some disk space, or write it to another place',
    })
    if (stream === process.stdout) process.stderr.write(`dropship: ${renderError(failure)}\n`)
    process.exit(failure.exitCode)
  })
}

function output(stream: NodeJS.WriteStream): PlainOutput {
  const isTerminal = stream.isTTY
  return {
    write: (text) => {
      if (!unread.has(stream)) stream.write(text)
    },
    isTerminal,
    hasColor:
      (isTerminal && process.env.NO_COLOR === undefined) ||
      (process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== '0'),
    columns: isTerminal ? stream.columns : 100,
  }
}

async function run(): Promise<void> {
  // A process that ends without a result must not report success.
  process.exitCode = 3
  const reportLost = (): void => {
    process.stderr.write('dropship: The command ended before it completed. Please report this.\n')
  }
  process.once('beforeExit', reportLost)
  process.exitCode = await main(process.argv.slice(2), {
    program: programName(process.argv[1]),
    clock: systemClock,
    env: process.env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    // Opened on demand, because that takes time and most commands do not read it.
    get stdin() {
      return process.stdin
    },
    get signal() {
      return listenedSignal()
    },
  })
  isDone = true
  process.off('beforeExit', reportLost)
}

if (process.argv[2] === 'certify') growYoungHeap()
void run()
