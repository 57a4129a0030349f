import { type ChildProcess, spawn } from 'node:child_process'
import { messageOf, plural, withoutLoopbackProxy } from '../../core/index.ts'
import {
  type ExamEnvironment,
  type RunningSender,
  type SenderDriver,
  variablesOf,
} from './driver.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Of what a program says on its standard error, in characters. */
const EXCERPT = 400
const KILL_MS = 2000

/**
 * Begins the shell's script: ends all of its process group when the harness has gone, however it ended. The fourth descriptor
 * is a pipe that only the harness keeps open; the command itself does not inherit it.
 */
const WITH_THE_HARNESS =
  process.platform === 'win32' ? '' : '{ read -r _ <&3; kill -9 0; } >/dev/null 2>&1 & exec 3<&-; '

/**
 * A sender that is a program: started for each situation with its environment, and ended after it.
 * @param command run by the shell
 * @param env the environment that the situation's variables are added to
 */
export function commandDriver(command: string, env: Env): SenderDriver {
  return {
    canRestart: true,
    start: (environment) => Promise.resolve(startProgram(command, environment, env)),
  }
}

/** Starts a program in a process group of its own, so that all of it can be ended. */
function startProgram(
  command: string,
  environment: ExamEnvironment,
  env: Env,
): RunningSender & { readonly ended: Promise<void> } {
  const child = spawn(`${WITH_THE_HARNESS}${command}`, {
    shell: true,
    detached: true,
    env: { ...withoutLoopbackProxy(env), ...variablesOf(environment) },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let trouble: string | undefined
  // The end of the program closes it, too.
  child.stdio[3]?.on('error', () => undefined)
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-EXCERPT)
  })
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      trouble = `the command could not be started: ${messageOf(error)}`
      resolve()
    })
    child.on('exit', (code) => {
      if (code === 126 || code === 127) trouble = `the command could not be run: ${said.trim()}`
      else if (code !== 0 && code !== null)
        trouble = `the command ended with exit code ${code}${said === '' ? '' : `: ${said.trim()}`}`
      resolve()
    })
  })
  return {
    ended,
    trouble: () => trouble,
    stop: async () => {
      signalGroup(child, 'SIGKILL')
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, KILL_MS).unref())])
    },
  }
}

/** Runs a program to its end. @returns what went wrong, in a sentence */
export async function runProgram(
  command: string,
  environment: ExamEnvironment,
  env: Env,
  timeoutMs: number,
): Promise<string | undefined> {
  const program = startProgram(command, environment, env)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve(`the command did not end within ${plural(Math.round(timeoutMs / 1000), 'second')}`)
    }, timeoutMs)
  })
  const trouble = await Promise.race([program.ended.then(() => program.trouble()), late])
  clearTimeout(timer)
  await program.stop()
  return trouble
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // All of it has ended by itself.
  }
}
