import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const TELL_TURNS = fileURLToPath(new URL('tell-turns.cjs', import.meta.url))

/** A program of its own whose event loop is watched. */
export interface WatchedProgram {
  /** The first address that it printed. */
  readonly url: string
  /** All that it printed. */
  readonly output: () => string
  /** Milliseconds of CPU time of the longest turn that an action causes. */
  longestTurn(action: () => Promise<unknown>): Promise<number>
  /** MiB by which an action makes its memory grow, at most. Linux only. */
  growthOf(action: () => Promise<unknown>): Promise<number>
  close(): Promise<void>
}

/** Starts a program and waits until it prints `http://…`. */
export async function startWatched(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<WatchedProgram> {
  const child = fork(program, [...args], {
    cwd,
    execArgv: ['--require', TELL_TURNS],
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const add = (text: string): void => {
      output += text
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)
      if (found !== null) resolve(found[0])
    }
    child.stdout?.setEncoding('utf8').on('data', add)
    child.stderr?.setEncoding('utf8').on('data', add)
    child.once('exit', (code) => reject(new Error(`it ended with ${code}:\n${output}`)))
  })
  return {
    url,
    output: () => output,
    longestTurn: async (action) => {
      await told(child)
      await action()
      return told(child)
    },
    growthOf: async (action) => {
      // Forgets the former peak.
      writeFileSync(`/proc/${child.pid}/clear_refs`, '5')
      const before = memoryOf(child, 'VmRSS')
      await action()
      return memoryOf(child, 'VmHWM') - before
    },
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** MiB. */
function memoryOf({ pid }: ChildProcess, name: 'VmRSS' | 'VmHWM'): number {
  const [, kib = '0'] =
    new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib) / 1024
}

async function told(child: ChildProcess): Promise<number> {
  const received = once(child, 'message')
  child.send('longest turn')
  const [message] = (await received) as [{ readonly longestMs: number }]
  return message.longestMs
}
