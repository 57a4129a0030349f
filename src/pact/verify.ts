import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestHeader } from '../auth/index.ts'
import {
  type Clock,
  defined,
  HarnessError,
  temporaryFolder,
  type Transport,
} from '../core/index.ts'
import type { BrokerRelay } from './broker-relay.ts'
import { openGateway, type Gateway } from './gateway.ts'
import type { NativeResults, NativeRun, NativeVerifier } from './native.ts'
import {
  type InteractionResult,
  judged,
  type InteractionOutcome,
  type PactResult,
} from './outcome.ts'
import type { Pact } from './pact-file.ts'
import {
  type Chosen,
  createSelector,
  type Selection,
  type SelectionOptions,
  type Selector,
} from './selection.ts'

/** A verification's defaults. */
export const VERIFY_DEFAULTS = {
  /** For one request. Milliseconds. */
  timeoutMs: 10_000,
} as const

export interface VerifyOptions extends SelectionOptions {
  /** Go with every message, and not with token requests. */
  readonly requestHeaders?: readonly RequestHeader[]
  readonly transport: Transport
  readonly clock: Clock
  /** For one request. Milliseconds. */
  readonly timeoutMs: number
  readonly verifier: NativeVerifier
  readonly signal?: AbortSignal
}

/**
 * Verifies a live provider against a pact with Pact's own verifier.
 * @throws HarnessError ENGINE_FAILED, STOPPED, INVALID_FILE
 */
export async function verifyPact(pact: Pact, options: VerifyOptions): Promise<PactResult> {
  const selector = createSelector(options)
  const selection = selector.select(pact)
  if (selection.chosen.every(({ skip }) => skip !== undefined)) return skipped(selection)
  const folder = temporaryFolder('verify')
  try {
    const location = join(folder.path, 'pact.json')
    writeFileSync(location, selection.text)
    return await throughGateway(options, selector, undefined, async (gateway, run) => {
      const source = { kind: 'pact', location } as const
      return resultOf(selection, await run({ provider: pact.provider, source }), gateway)
    })
  } finally {
    folder.remove()
  }
}

/** Runs the verifier against the provider. */
export type Run = (
  run: Pick<NativeRun, 'provider' | 'source' | 'version'>,
) => Promise<NativeResults>

/**
 * Opens the gateway between the verifier and the provider (and the broker, if any), and closes it in the end.
 * @throws HarnessError ENGINE_FAILED, STOPPED
 */
export async function throughGateway<T>(
  options: VerifyOptions,
  selector: Selector,
  broker: BrokerRelay | undefined,
  use: (gateway: Gateway, run: Run) => Promise<T>,
): Promise<T> {
  const { signal = new AbortController().signal, stateUrl, timeoutMs, verifier } = options
  const gateway = await openGateway({
    ...options,
    stateUrl,
    signal,
    interaction: (number) => selector.interaction(number),
    skipsUnknownOrders: stateUrl === undefined && !selector.wholeOnly,
    ...defined({ broker }),
  })
  try {
    return await use(gateway, async (run) => {
      const results = await verifier.verify({
        ...run,
        baseUrl: gateway.url,
        stateUrl: gateway.stateUrl,
        // The gateway gives up first, and knows why.
        timeoutMs: timeoutMs * 3 + 1000,
      })
      if (signal.aborted) {
        throw new HarnessError('STOPPED', 'The verification was stopped before its end.')
      }
      return results
    })
  } finally {
    await gateway.close()
  }
}

/** What the verifier and the gateway together say of a pact. */
export function resultOf(
  { pact, chosen, leftOut }: Selection,
  results: NativeResults,
  gateway: Gateway,
): PactResult {
  const { consumer, provider } = pact
  const outcomeOf = (number: number): InteractionOutcome => ({
    mismatches: results.get(number)?.mismatches.map((line) => clipped(gateway.redact(line))),
    isPending: results.get(number)?.isPending ?? false,
    obstacle: gateway.obstacle(number),
    unknownOrder: gateway.unknownOrder(number),
    wasSent: gateway.hasSeen(number),
  })
  return {
    consumer,
    provider,
    leftOut,
    interactions: chosen.map((each) => interactionResult(each, () => outcomeOf(each.number))),
  }
}

/** No interaction of the pact applies to the provider. */
function skipped({ pact: { consumer, provider }, chosen, leftOut }: Selection): PactResult {
  const interactions = chosen.map((each) => interactionResult(each, () => NOT_ASKED))
  return { consumer, provider, leftOut, interactions }
}

const NOT_ASKED: InteractionOutcome = {
  mismatches: undefined,
  isPending: false,
  obstacle: undefined,
  unknownOrder: undefined,
  wasSent: false,
}

function interactionResult(
  { interaction, skip, note }: Chosen,
  outcome: () => InteractionOutcome,
): InteractionResult {
  const { description, isTokenRequest, states } = interaction
  return {
    description,
    isTokenRequest,
    states: states.map(({ name }) => name),
    ...defined({ note }),
    ...(skip === undefined
      ? judged(outcome(), interaction)
      : { status: 'skipped' as const, causes: [skip.sentence], basis: 'not asked' as const }),
  }
}

/** The verifier quotes whole bodies, however large. */
function clipped(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}…`
}

const LONGEST_LINE = 400
