import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { BIN } from './cli.ts'
import { cpuTimeOf } from './processes.ts'

export interface MeasuredRun {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** Both streams. */
  readonly output: string
  /** MiB of resident memory at its most; what the watchdog saw, where the process was killed. */
  readonly peakMiB: number
  readonly durationMs: number
}

export interface Watchdog {
  /** MiB of resident memory at which the process is killed, so that a bound that fails harms nobody. */
  readonly maxMiB?: number
  /** Milliseconds of CPU time after which the process is killed: on a busy machine it waits for its turn. */
  readonly maxCpuMs?: number
  /** Milliseconds after which the process is killed, however little it computes. */
  readonly withinMs?: number
  /** Sends SIGTERM after so many milliseconds. */
  readonly terminateAfterMs?: number
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** Runs the built bin under a watchdog, and tells what memory and time it took. */
export function runMeasured(
  args: readonly string[],
  watchdog: Watchdog = {},
): Promise<MeasuredRun> {
  const { maxMiB = 700, maxCpuMs = 30_000, withinMs = 170_000, terminateAfterMs } = watchdog
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { ...process.env, NO_COLOR: '1', ...watchdog.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: watchdog.cwd,
    })
    let output = ''
    let peakMiB = 0
    const watching = setInterval(() => {
      peakMiB = Math.max(peakMiB, peakOf(child.pid))
      if (peakMiB > maxMiB || cpuTimeOf(child.pid ?? 0) > maxCpuMs) child.kill('SIGKILL')
    }, 20)
    const deadline = setTimeout(() => child.kill('SIGKILL'), withinMs)
    const terminating =
      terminateAfterMs === undefined
        ? undefined
        : setTimeout(() => child.kill('SIGTERM'), terminateAfterMs)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    }
    child.on('error', reject)
    child.on('close', (exitCode, signal) => {
      clearInterval(watching)
      clearTimeout(deadline)
      clearTimeout(terminating)
      resolve({ exitCode, signal, output, peakMiB, durationMs: performance.now() - startedAt })
    })
  })
}

/** MiB of resident memory that a process held at its most; 0 once it has ended. Linux only. */
export function peakOf(pid: number | undefined): number {
  try {
    const [, kib = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kib) / 1024
  } catch {
    return 0
  }
}
