import type { Transport } from '../../core/index.ts'
import { runProgram } from './command.ts'
import { type ExamEnvironment, type SenderDriver, variablesOf } from './driver.ts'

export interface AskOptions {
  /** Of programs. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly transport: Transport
  /** Milliseconds. */
  readonly timeoutMs: number
}

/** Asks for something in one situation. @returns what went wrong, in a sentence */
export type Ask = (environment: ExamEnvironment) => Promise<string | undefined>

/**
 * Something that is asked for from outside: a command for the shell, or an http(s) address that receives the situation's
 * variables as JSON by POST.
 */
export function askBy(what: string, options: AskOptions): Ask {
  return /^https?:\/\//.test(what)
    ? (environment) => post(what, environment, options)
    : (environment) => runProgram(what, environment, options.env, options.timeoutMs)
}

/** A sender that runs already and is asked to send. */
export function triggerDriver(ask: Ask): SenderDriver {
  return {
    canRestart: false,
    start: async (environment) => {
      const trouble = await ask(environment)
      return { stop: () => Promise.resolve(), trouble: () => trouble }
    },
  }
}

/** A sender that its owner points at the addresses of the situations, and that sends by itself. */
export const waitingDriver: SenderDriver = {
  canRestart: false,
  start: () => Promise.resolve({ stop: () => Promise.resolve(), trouble: () => undefined }),
}

async function post(
  url: string,
  environment: ExamEnvironment,
  { transport, timeoutMs }: AskOptions,
): Promise<string | undefined> {
  const { response, failure } = await transport.send(
    {
      method: 'POST',
      url,
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from(JSON.stringify(variablesOf(environment))),
    },
    { timeoutMs },
  )
  if (response === undefined) {
    return `the trigger did not respond: ${failure?.message ?? 'no response'}`
  }
  const { status } = response
  return status >= 200 && status < 300 ? undefined : `the trigger responded with ${status}`
}
