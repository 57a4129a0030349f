import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { checkOutput } from './outputs.ts'

/** The built bin. */
export const BIN = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

export interface CliResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly stdin?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** Runs the built `dropship` bin to its end, as a user would. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: '1', ...options.env },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', reject)
    child.on('close', (exitCode) => {
      try {
        checkOutput(args, { exitCode, stdout })
        resolve({ exitCode, stdout, stderr })
      } catch (error) {
        reject(error)
      }
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.stdin)
  })
}

export interface RunningCli {
  /** Everything printed so far, both streams. */
  readonly output: () => string
  /** Resolves with the match as soon as the output matches; rejects when the process ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>
  /** The exit code, once the process ends by itself. */
  readonly ended: Promise<number | null>
  /** Sends a signal and resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  readonly pid: number
}

/** Starts the built bin and leaves it running; a test stops it in `afterEach` or `finally`. */
export function startCli(args: readonly string[], options: CliOptions = {}): RunningCli {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const listeners = new Set<() => void>()
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (exitCode) => {
      resolve(exitCode)
      for (const listener of listeners) listener()
    })
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      for (const listener of listeners) listener()
    })
  }
  return {
    pid: child.pid ?? -1,
    output: () => output,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output)
          if (match !== null) {
            listeners.delete(look)
            resolve(match)
          } else if (child.exitCode !== null) {
            listeners.delete(look)
            reject(new Error(`ended with ${child.exitCode} before ${pattern}:\n${output}`))
          }
        }
        listeners.add(look)
        look()
      }),
    ended,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}
