import type { AuthForm, Console, ConsoleOptions } from '../../mocks/console/index.ts'
import type { ContractChange } from '../../mocks/stub/index.ts'
import type { Credentials } from '../auth/index.ts'
import { createRandom, HarnessError, renderError } from '../core/index.ts'
import type { Context } from './context.ts'
import { readCredentials } from './options/auth.ts'
import { readObserver } from './options/observer.ts'
import { readRequestHeaders } from './options/request-headers.ts'
import { readRoute } from './options/route.ts'
import { SCHEME_OPTIONS } from './options/scheme-options.ts'

type Options = Readonly<Record<string, unknown>>

const CONSOLE_PORT = 4000

export type ConsoleSources = Omit<
  ConsoleOptions,
  | 'port'
  | 'store'
  | 'readCredentials'
  | 'readRequestHeaders'
  | 'readObserver'
  | 'route'
  | 'clock'
  | 'random'
>

/**
 * Starts the console. If no port is given and the default is in use, it takes any free port.
 * @throws HarnessError PORT_IN_USE, ADDRESS_UNAVAILABLE
 */
export async function runConsole(
  sources: ConsoleSources,
  options: Options,
  context: Context,
): Promise<Console> {
  // Loaded here, so that other commands do not wait for its modules.
  const { startConsole } = await import('../../mocks/console/index.ts')
  const { clock } = context
  const start = (port: number): Promise<Console> =>
    startConsole({
      ...sources,
      port,
      store: String(options.store),
      readCredentials: credentialsOf,
      readRequestHeaders: ({ requestHeader = '' }) =>
        readRequestHeaders({ requestHeader: linesOf(requestHeader) }, {}),
      readObserver: ({ observer, observerHeader = '' }) =>
        readObserver({ observer, observerHeader: linesOf(observerHeader) }, {}),
      route: readRoute(options, context.env),
      clock,
      random: createRandom(`${clock.now()}/${process.pid}/console`),
    })
  if (typeof options.consolePort === 'number') return start(options.consolePort)
  try {
    return await start(CONSOLE_PORT)
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'PORT_IN_USE') throw error
    return start(0)
  }
}

/** The credentials of the page's form, whose fields have the names of the options. */
function credentialsOf({ scheme, ...texts }: AuthForm): Credentials {
  const lists = SCHEME_OPTIONS.filter(({ field }) => field.parseAll !== undefined).map(
    ({ name }) => [name, linesOf(texts[name] ?? '')] as const,
  )
  return readCredentials({ ...texts, ...Object.fromEntries(lists), auth: scheme }, {})
}

/** A field with several values has one per line. */
function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

/** Why the last edit of the contract was rejected; `undefined` if it is in force. */
export function problemOf(change: ContractChange): string | undefined {
  return change.ok ? undefined : renderError(change.error)
}
