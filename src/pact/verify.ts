import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Credentials } from '../auth/index.ts'
import { type Addresses, type Contract, urlForTarget } from '../contract/index.ts'
import { type Clock, HarnessError, type Transport } from '../core/index.ts'
import { operationOf } from './comparison/compare.ts'
import { openGateway, type Gateway } from './gateway.ts'
import type { NativeResults, NativeVerifier } from './native.ts'
import type { Obstacle } from './obstacle.ts'
import { markedPact } from './marked-pact.ts'
import type { Pact, PactInteraction } from './pact-file.ts'

export interface VerifyOptions {
  readonly pact: Pact
  /** What the pact's paths are those of. */
  readonly contract: Contract
  /** Where the provider takes its operations. */
  readonly addresses: Addresses
  readonly stateUrl?: string
  readonly credentials: Credentials
  /** Only interactions whose description or state matches. */
  readonly filter?: RegExp
  /** Failures are shown, and do not count: the pact is pending at the broker. */
  readonly pending?: boolean
  readonly transport: Transport
  readonly clock: Clock
  /** For one request. Milliseconds. */
  readonly timeoutMs: number
  readonly verifier: NativeVerifier
  readonly signal?: AbortSignal
}

export interface InteractionResult {
  /** What a Pact Broker calls it. */
  readonly id?: string
  readonly description: string
  readonly states: readonly string[]
  /** `pending`: failed, in a pact that nobody has verified before, which does not count. */
  readonly status: 'passed' | 'failed' | 'pending' | 'skipped'
  /** What is wrong, one line each; of a skipped one the reason and what would allow it. */
  readonly causes: readonly string[]
  /** What the status rests on: an answer that was judged, or why there was none to judge. */
  readonly basis: 'answer' | 'no answer' | 'no token' | 'no state' | 'not asked'
  /** Asked of the token service, whose answers say nothing of the endpoint. */
  readonly isTokenRequest: boolean
}

export interface PactResult {
  readonly consumer: string
  readonly provider: string
  readonly interactions: readonly InteractionResult[]
}

export type VerificationVerdict = 'verified' | 'not verified' | 'inconclusive'

/**
 * Holds a live provider against a pact with Pact's own verifier.
 * @throws HarnessError ENGINE_FAILED, STOPPED
 */
export async function verifyPact(options: VerifyOptions): Promise<PactResult> {
  const { pact, filter, signal = new AbortController().signal } = options
  const chosen = pact.interactions.flatMap((interaction, number) =>
    filter === undefined || namesOf(interaction).some((name) => filter.test(name))
      ? [{ number, interaction, skip: reasonToSkip(interaction, options) }]
      : [],
  )
  const numbers = chosen.filter(({ skip }) => skip === undefined).map(({ number }) => number)
  const gateway = await openGateway({ ...options, stateUrl: options.stateUrl, signal })
  try {
    const results: NativeResults =
      numbers.length === 0 ? new Map() : await runNative(options, gateway, numbers)
    if (signal.aborted) {
      throw new HarnessError('STOPPED', 'The verification was stopped before its end.')
    }
    return {
      consumer: pact.consumer,
      provider: pact.provider,
      interactions: chosen.map(({ number, interaction, skip }) => ({
        ...(interaction.id === undefined ? {} : { id: interaction.id }),
        description: interaction.description,
        isTokenRequest: interaction.isTokenRequest,
        states: interaction.states.map(({ name }) => name),
        ...(skip === undefined
          ? judged(
              {
                mismatches: results.get(number)?.map((line) => clipped(gateway.redact(line))),
                obstacle: gateway.obstacle(number),
                wasSent: gateway.hasSeen(number),
              },
              interaction,
              options.pending ?? false,
            )
          : { status: 'skipped' as const, causes: [skip], basis: 'not asked' as const }),
      })),
    }
  } finally {
    await gateway.close()
  }
}

/**
 * `inconclusive` when no answer of the endpoint came to be judged, or when all that failed did for want of a token or of a
 * state, or of a request that the verifier did not send: none of these says anything of the endpoint. One that answers some
 * interactions and not others is not verified.
 */
export function verdictOf(results: readonly PactResult[]): VerificationVerdict {
  const all = results.flatMap(({ interactions }) => interactions)
  const ofEndpoint = all.filter(({ isTokenRequest }) => !isTokenRequest)
  const judgedBy = ofEndpoint.some(({ basis }) => basis !== 'not asked') ? ofEndpoint : all
  if (!judgedBy.some(({ basis }) => basis === 'answer')) return 'inconclusive'
  const failed = all.filter(({ status }) => status === 'failed')
  if (failed.length === 0) return 'verified'
  const isExcused = failed.every(({ basis }) => EXCUSES.has(basis))
  return isExcused ? 'inconclusive' : 'not verified'
}

const EXCUSES: ReadonlySet<InteractionResult['basis']> = new Set([
  'no token',
  'no state',
  'not asked',
])

function namesOf({ description, states }: PactInteraction): string[] {
  return [description, ...states.map(({ name }) => name)]
}

/** Interactions of a pact that only a provider whose states can be set answers as they promise. */
export function needsStates({ interactions }: Pact): boolean {
  return interactions.some((each) => needsState(each))
}

/** An answer that only a prepared provider gives cannot be asked of one that nobody can prepare. */
function needsState({ states, status }: PactInteraction): boolean {
  return states.length > 0 && status >= 400 && status !== 401
}

function reasonToSkip(interaction: PactInteraction, options: VerifyOptions): string | undefined {
  const { stateUrl, credentials } = options
  const { status, states, isTokenRequest } = interaction
  if (isTokenRequest && credentials.scheme !== 'oauth2') {
    return `the provider is said to authenticate by ${credentials.scheme}: it has no token service; --auth oauth2 would allow it`
  }
  const nowhere = isTokenRequest ? undefined : withoutAddress(interaction, options)
  if (nowhere !== undefined) return nowhere
  if (status === 401) {
    return credentials.scheme === 'none'
      ? 'the provider is said to ask for no authentication; --auth would allow it'
      : undefined
  }
  if (stateUrl !== undefined || !needsState(interaction)) return undefined
  return `the state "${states[0]?.name ?? ''}" has to be set; --state-url would allow it`
}

/** Why an interaction has nowhere to be sent to; `undefined` when it has. */
function withoutAddress(
  interaction: PactInteraction,
  { contract, addresses }: Pick<VerifyOptions, 'contract' | 'addresses'>,
): string | undefined {
  const { method, path } = interaction
  const operation = operationOf(contract, interaction)
  if (urlForTarget(addresses, operation, path) !== undefined) return undefined
  return operation === undefined
    ? `${method} ${path} is not an operation of the contract; a base URL would allow it`
    : `${operation.id} is not enabled`
}

/** Whether every interaction of a pact has an address; results of others are of a part of the pact. */
export function hasAddresses(
  { interactions }: Pact,
  where: Pick<VerifyOptions, 'contract' | 'addresses'>,
): boolean {
  return interactions.every(
    (each) => each.isTokenRequest || withoutAddress(each, where) === undefined,
  )
}

async function runNative(
  { pact, verifier, timeoutMs }: VerifyOptions,
  gateway: Gateway,
  numbers: readonly number[],
): Promise<NativeResults> {
  const folder = mkdtempSync(join(tmpdir(), 'dropship-verify-'))
  try {
    const pactFile = join(folder, 'pact.json')
    writeFileSync(pactFile, markedPact(pact, numbers))
    return await verifier.verify({
      provider: pact.provider,
      baseUrl: gateway.url,
      stateUrl: gateway.stateUrl,
      pactFile,
      // The gateway gives up first, and knows why.
      timeoutMs: timeoutMs * 3 + 1000,
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The verifier quotes whole bodies, however large. */
function clipped(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`
}

const LONGEST_LINE = 400

/** What came of one interaction: what the verifier says of it, and what the gateway saw. */
interface Outcome {
  readonly mismatches: readonly string[] | undefined
  readonly obstacle: Obstacle | undefined
  readonly wasSent: boolean
}

function judged(
  { mismatches, obstacle, wasSent }: Outcome,
  { isTokenRequest }: PactInteraction,
  pending: boolean,
): Pick<InteractionResult, 'status' | 'causes' | 'basis'> {
  const failed = pending ? 'pending' : 'failed'
  if (obstacle !== undefined) {
    const { kind, sentence } = obstacle
    const hasAnswer = kind === 'redirect' || kind === 'credentials-refused'
    const causes = hasAnswer ? [sentence, ...(mismatches ?? [])] : [sentence]
    const hasNoToken = isTokenRequest && kind === 'unreachable'
    return { status: failed, causes, basis: hasNoToken ? 'no token' : BASIS_OF_OBSTACLE[kind] }
  }
  if (mismatches === undefined) {
    return { status: failed, causes: [NOT_REACHED], basis: 'not asked' }
  }
  // Whatever the verifier says of a request that it has not sent, the provider has no part in it.
  if (!wasSent) {
    return { status: failed, causes: [NOT_SENT, ...mismatches], basis: 'not asked' }
  }
  return {
    status: mismatches.length === 0 ? 'passed' : failed,
    causes: mismatches,
    basis: 'answer',
  }
}

const NOT_REACHED = 'the Pact verifier did not come to it'
const NOT_SENT = 'the Pact verifier did not send its request, so the provider was not asked'

const BASIS_OF_OBSTACLE = {
  unreachable: 'no answer',
  'no-token': 'no token',
  'credentials-refused': 'no token',
  // The provider's own state URL has answered.
  state: 'answer',
  'state-unreachable': 'no state',
  redirect: 'answer',
} as const satisfies Record<Obstacle['kind'], InteractionResult['basis']>
