#!/usr/bin/env node
import { HarnessError, messageOf, renderError, systemClock, systemCodeOf } from '../core/index.ts'
import type { PlainOutput } from './output.ts'
import { main } from './program.ts'

const stop = new AbortController()
const onSignal = (name: NodeJS.Signals): void => {
  // A second signal means: now.
  if (stop.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143)
  stop.abort(new Error(name))
}

/**
 * Until a command asks for the signal it has nothing to close, and the system ends the process by itself: even while it
 * waits for a pipe or compiles a contract, when no listener could run.
 */
function listenedSignal(): AbortSignal {
  if (process.listenerCount('SIGINT', onSignal) === 0) {
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  }
  return stop.signal
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    // A reader that goes away (`| head`) is no error of ours.
    if (systemCodeOf(error) === 'EPIPE') process.exit(0)
    const failure = new HarnessError('FILE_UNWRITABLE', 'The output cannot be written.', {
      found: messageOf(error),
      next: 'make room, or send it elsewhere',
    })
    if (stream === process.stdout) process.stderr.write(`dropship: ${renderError(failure)}\n`)
    process.exit(failure.exitCode)
  })
}

function output(stream: NodeJS.WriteStream): PlainOutput {
  const isTerminal = stream.isTTY
  return {
    write: (text) => void stream.write(text),
    isTerminal,
    hasColor:
      (isTerminal && process.env.NO_COLOR === undefined) ||
      (process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== '0'),
    columns: isTerminal ? stream.columns : 100,
  }
}

async function run(): Promise<void> {
  // What ends without a result, whatever the reason, is no success.
  process.exitCode = 3
  const tellLost = (): void => {
    process.stderr.write('dropship: The command ended before it was done. Please report this.\n')
  }
  process.once('beforeExit', tellLost)
  process.exitCode = await main(process.argv.slice(2), {
    clock: systemClock,
    env: process.env,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    // Opening it takes time that most commands have no use for.
    get stdin() {
      return process.stdin
    },
    get signal() {
      return listenedSignal()
    },
  })
  process.off('beforeExit', tellLost)
}

void run()
