import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { HarnessError, isRecord, jsonIn, withoutLoopbackProxy } from '../core/index.ts'
import { numberAtEnd } from './marked-pact.ts'

export interface NativeRun {
  readonly provider: string
  /** Where the requests go. */
  readonly baseUrl: string
  readonly stateUrl: string
  readonly source: NativeSource
  readonly version?: ProviderVersion
  readonly timeoutMs: number
}

/** Where the pacts are: a file, or an address; or a broker that chooses them. */
export type NativeSource =
  | { readonly kind: 'pact'; readonly location: string }
  | {
      readonly kind: 'broker'
      readonly url: string
      /** Consumer version selectors, as the broker documents them. */
      readonly selectors: readonly Readonly<Record<string, unknown>>[]
      readonly enablePending: boolean
      /** A date, `2026-01-31`. */
      readonly includeWipPactsSince?: string
    }

/** The version of the provider: a broker selects pacts for it and receives its results. */
export interface ProviderVersion {
  readonly branch?: string
  readonly tags: readonly string[]
  /** Only with it are results published. */
  readonly published?: { readonly version: string; readonly buildUrl?: string }
}

/** What the native verifier says of an interaction that it verified. */
export interface NativeResult {
  /** What does not match, one line each; none: it passed. */
  readonly mismatches: readonly string[]
  /** It failed, in a pact that was never verified before. */
  readonly isPending: boolean
}

/** By the number of the interaction. */
export type NativeResults = ReadonlyMap<number, NativeResult>

/** Pact's native verifier in a process of its own: it writes to standard output, which belongs to results here. */
export interface NativeVerifier {
  /** @throws HarnessError ENGINE_FAILED */
  verify(run: NativeRun): Promise<NativeResults>
  close(): void
}

/** Runs in the process of the verifier. */
const PROGRAM = `
process.env.PACT_DO_NOT_TRACK = 'true'
process.on('disconnect', () => process.exit())
process.on('message', async ({ id, core, options }) => {
  let text
  try {
    const { Verifier } = require(core)
    text = await new Verifier(options).verify()
  } catch (error) {
    text = error.message
  }
  process.send({ id, text: String(text) })
})`

/**
 * Starts the native verifier of `@pact-foundation/pact`.
 * @param env of its process; it talks to our gateway on loopback alone, whatever proxy the environment names
 * @throws HarnessError MISSING_PACKAGE
 */
export function startNativeVerifier(
  env: Readonly<Record<string, string | undefined>>,
): NativeVerifier {
  const core = corePath()
  const child = spawn(process.execPath, ['-e', PROGRAM], {
    env: withoutPact(withoutLoopbackProxy(env)),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // The terminal's Ctrl+C is for the command, which ends this process by closing the channel, however it ends itself.
    detached: true,
  })
  const waiting = new Map<number, (text: string | undefined) => void>()
  let last = 0
  child.on('message', (message) => {
    if (!isRecord(message) || typeof message.id !== 'number') return
    waiting.get(message.id)?.(String(message.text))
    waiting.delete(message.id)
  })
  const giveUp = (): void => {
    for (const settle of waiting.values()) settle(undefined)
    waiting.clear()
  }
  child.on('close', giveUp)
  child.on('error', giveUp)
  return {
    verify: async (run) => {
      const text = await new Promise<string | undefined>((resolve) => {
        last += 1
        waiting.set(last, resolve)
        send(child, { id: last, core, options: optionsOf(run) }, resolve)
      })
      return resultsIn(text)
    },
    close: () => {
      child.kill()
    },
  }
}

function send(child: ChildProcess, message: object, settle: (text: undefined) => void): void {
  if (!child.connected) settle(undefined)
  else child.send(message, (error) => error !== null && settle(undefined))
}

/** The verifier also reads filters, brokers and credentials from its environment, which is therefore cleared. */
function withoutPact(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PACT_')))
}

function optionsOf({ provider, baseUrl, stateUrl, source, version, timeoutMs }: NativeRun): object {
  const { branch, tags = [], published } = version ?? {}
  return {
    provider,
    providerBaseUrl: baseUrl,
    ...(source.kind === 'pact'
      ? { pactUrls: [source.location] }
      : {
          pactBrokerUrl: source.url,
          consumerVersionSelectors: source.selectors,
          enablePending: source.enablePending,
          includeWipPactsSince: source.includeWipPactsSince,
        }),
    providerVersionBranch: branch,
    providerVersionTags: tags.length === 0 ? undefined : tags,
    ...(published === undefined
      ? {}
      : {
          publishVerificationResult: true,
          providerVersion: published.version,
          buildUrl: published.buildUrl,
        }),
    providerStatesSetupUrl: stateUrl,
    providerStatesSetupTeardown: true,
    providerStatesSetupBody: true,
    timeout: timeoutMs,
    logLevel: 'error',
  }
}

/** Pact's core is a dependency of the package that users install. */
function corePath(): string {
  const here = createRequire(import.meta.url)
  try {
    return createRequire(here.resolve('@pact-foundation/pact')).resolve(
      '@pact-foundation/pact-core',
    )
  } catch (cause) {
    throw new HarnessError(
      'MISSING_PACKAGE',
      'The package @pact-foundation/pact is not installed.',
      {
        expected: '@pact-foundation/pact 16, which holds the Pact verifier',
        next: 'npm install --save-dev @pact-foundation/pact@16',
        cause,
      },
    )
  }
}

function resultsIn(text: string | undefined): NativeResults {
  const results = jsonIn(text ?? '')
  if (!isRecord(results) || !Array.isArray(results.interactionResults)) {
    throw new HarnessError('ENGINE_FAILED', 'The Pact verifier ended without results.', {
      ...(text === undefined ? {} : { found: text.slice(0, 500) }),
      next: 'check that @pact-foundation/pact was installed for this platform',
    })
  }
  const errors = new Map([
    ...errorsIn(results.errors, false),
    // Of pacts that are pending.
    ...errorsIn(results.pendingErrors, true),
  ])
  return new Map(
    listOf(results.interactionResults).flatMap((each): [number, NativeResult][] => {
      const number = isRecord(each) ? numberAtEnd(each.description) : undefined
      if (!isRecord(each) || number === undefined) return []
      const unexplained = each.result === 'OK' ? [] : ['the verifier reports an error']
      return [[number, errors.get(number) ?? { mismatches: unexplained, isPending: false }]]
    }),
  )
}

function errorsIn(errors: unknown, isPending: boolean): [number, NativeResult][] {
  return listOf(errors).flatMap((each): [number, NativeResult][] => {
    const number = isRecord(each) ? numberAtEnd(each.interaction) : undefined
    if (!isRecord(each) || number === undefined) return []
    return [[number, { mismatches: linesOf(each.mismatch), isPending }]]
  })
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** One line for each thing that does not match: status, headers, then the body in the order of its paths. */
function linesOf(mismatch: unknown): string[] {
  if (!isRecord(mismatch)) return [String(mismatch)]
  if (!Array.isArray(mismatch.mismatches)) {
    const { message } = mismatch
    return [typeof message === 'string' ? message : JSON.stringify(mismatch)]
  }
  return (mismatch.mismatches as readonly unknown[])
    .filter(isRecord)
    .map((each) => lineOf(each))
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, line]) => line)
}

/** What it is sorted by, and the line itself. */
function lineOf({ type, mismatch, key, path }: Record<string, unknown>): [string, string] {
  switch (type) {
    case 'StatusMismatch':
      return ['1', `status: ${String(mismatch)}`]
    case 'HeaderMismatch':
      return [`2${String(key)}`, `header ${String(key)}: ${String(mismatch)}`]
    default: {
      const place = typeof path === 'string' ? ` at ${path}` : ''
      return [`3${place}`, `body${place}: ${String(mismatch)}`]
    }
  }
}
