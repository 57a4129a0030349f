import { type ChildProcess, spawn } from 'node:child_process'
import { HarnessError, onAbort, withoutLoopbackProxy } from '../../src/core/index.ts'

export interface ChildOptions {
  /** The path of Prism's program. */
  readonly program: string
  readonly document: string
  readonly url: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Called with Prism's output. */
  readonly write: (text: string) => void
  /** Called with the reason when Prism ends without being stopped. */
  readonly onUnexpectedExit: (sentence: string) => void
  /** Ends it at once while it starts. */
  readonly signal: AbortSignal | undefined
}

/** A running Prism process. */
export interface PrismProcess {
  stop(): Promise<void>
}

/** Prism loads hundreds of modules before it listens. */
const READY_MS = 60_000
const GRACE_MS = 1000
const LAST_LINES = 5

/** The IPC channel closes however the parent process ends; without this, an orphan would keep the port. */
const PROGRAM = `
process.on('disconnect', () => process.exit())
require(process.argv[1])`

/**
 * Starts Prism and waits until it listens.
 * @throws HarnessError ENGINE_FAILED with Prism's last lines, STOPPED when the signal came first
 */
export function startChild(options: ChildOptions): Promise<PrismProcess> {
  const { program, document, url, env, write, signal } = options
  if (signal?.aborted === true) return Promise.reject(toldToStop())
  const { hostname, port } = new URL(url)
  const host = hostname.replaceAll(/^\[|\]$/g, '')
  const args = ['mock', document, '--port', port, '--host', host]
  const child = spawn(process.execPath, ['-e', PROGRAM, program, ...args], {
    env: withoutLoopbackProxy(env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl+C in the terminal must reach the command only, which stops Prism itself.
    detached: true,
  })
  let tail = ''
  let isStopping = false
  const stop = (): Promise<void> => {
    isStopping = true
    return end(child)
  }
  return new Promise((resolve, reject) => {
    let isReady = false
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(failed(`it did not listen within ${READY_MS / 1000} s`, tail))
    }, READY_MS)
    const stopStarting = (): void => {
      child.kill('SIGKILL')
      reject(toldToStop())
    }
    const forget = signal === undefined ? undefined : onAbort(signal, stopStarting)
    const settled = (): void => {
      clearTimeout(timer)
      forget?.()
    }
    const onOutput = (text: string): void => {
      write(text)
      tail = (tail + text).slice(-4000)
      if (isReady || !tail.includes('Prism is listening on')) return
      isReady = true
      settled()
      resolve({ stop })
    }
    child.stdout?.setEncoding('utf8').on('data', onOutput)
    child.stderr?.setEncoding('utf8').on('data', onOutput)
    child.once('error', (error) => reject(failed(error.message, tail)))
    child.once('exit', (code, killed) => {
      if (!isReady) settled()
      const how = `it ended with ${killed ?? `exit code ${code}`}`
      if (!isReady) reject(failed(how, tail))
      else if (!isStopping) options.onUnexpectedExit(`Prism stopped: ${how}. ${lastLines(tail)}`)
    })
  })
}

function toldToStop(): HarnessError {
  return new HarnessError('STOPPED', 'Prism was told to stop while it started.')
}

function failed(why: string, tail: string): HarnessError {
  return new HarnessError('ENGINE_FAILED', `Prism did not start: ${why}.`, {
    found: lastLines(tail),
    next: 'check whether Prism accepts the contract: npx --no-install prism mock FILE',
  })
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-LAST_LINES).join(' / ')
}

/** Sends SIGTERM, and SIGKILL after a grace period. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  await ended
  clearTimeout(timer)
}
