import type { Credentials } from '../auth/index.ts'
import { type Addresses, type Contract, urlForTarget } from '../contract/index.ts'
import { defined, HarnessError, plural } from '../core/index.ts'
import { operationOf } from './comparison/compare.ts'
import { markedPact } from './marked-pact.ts'
import type { Pact, PactInteraction } from './pact-file.ts'

export interface SelectionOptions {
  /** What the pact's paths are those of. */
  readonly contract: Contract
  /** Where the provider takes its operations. */
  readonly addresses: Addresses
  readonly credentials: Credentials
  readonly stateUrl?: string
  /** Only interactions whose description or state matches. */
  readonly filter?: RegExp
}

export interface SelectorOptions extends SelectionOptions {
  /** Whether to reject a pact of which only a part would be verified. */
  readonly wholeOnly?: boolean
}

/** An interaction that is to be verified, or skipped for a reason. */
export interface Chosen {
  /** Of the interaction among those of all pacts. */
  readonly number: number
  readonly interaction: PactInteraction
  readonly skip?: Skip
  /** What is sent in place of what the description says. */
  readonly note?: string
}

/** Why an interaction is not asked for. */
export interface Skip {
  /** `not applicable`: the provider has no such thing; all others leave out a part of the pact. */
  readonly kind: 'not applicable' | 'no address' | 'no state'
  /** With what would allow it. */
  readonly sentence: string
}

/** What is verified of one pact. */
export interface Selection {
  readonly pact: Pact
  readonly chosen: readonly Chosen[]
  /** Descriptions of the interactions that the filter excluded. */
  readonly leftOut: readonly string[]
  /** The pact for the verifier: what is asked for alone, each interaction marked with its number. */
  readonly text: string
}

/** The interactions of one run of the verifier, numbered across its pacts. */
export interface Selector {
  /** @throws HarnessError INVALID_FILE for a pact that is not of HTTP alone, MISSING_OPTION for less than the whole */
  select(pact: Pact): Selection
  readonly selections: readonly Selection[]
  readonly wholeOnly: boolean
  interaction(number: number): PactInteraction | undefined
}

export function createSelector(options: SelectorOptions): Selector {
  const selections: Selection[] = []
  const all: PactInteraction[] = []
  return {
    selections,
    wholeOnly: options.wholeOnly === true,
    interaction: (number) => all[number],
    select: (pact) => {
      assertVerifiable(pact)
      const first = all.length
      const chosen = pact.interactions.flatMap((interaction, index) => {
        if (!isWanted(interaction, options.filter)) return []
        const skip = skipOf(interaction, options)
        const note = skip === undefined ? noteOn(interaction, options) : undefined
        return [{ number: first + index, interaction, ...defined({ skip, note }) }]
      })
      if (options.wholeOnly === true) assertWhole(chosen)
      all.push(...pact.interactions)
      const leftOut = pact.interactions
        .filter((each) => !isWanted(each, options.filter))
        .map(({ description }) => description)
      const asked = chosen.filter(({ skip }) => skip === undefined)
      const selection = { pact, chosen, leftOut, text: markedPact(pact, asked) }
      selections.push(selection)
      return selection
    },
  }
}

function assertVerifiable({ file, interactions, messages }: Pact): void {
  if (messages > 0) {
    throw new HarnessError('INVALID_FILE', 'The pact has interactions that are not over HTTP.', {
      where: file,
      expected: 'requests and responses alone',
      found: plural(messages, 'message'),
      next: 'write the messages of queues into a pact of their own',
    })
  }
  if (interactions.length === 0) {
    throw new HarnessError('INVALID_FILE', 'The pact has no interactions.', {
      where: file,
      next: 'run the consumer tests that write it',
    })
  }
}

function isWanted({ description, states }: PactInteraction, filter: RegExp | undefined): boolean {
  const names = [description, ...states.map(({ name }) => name)]
  return filter === undefined || names.some((name) => filter.test(name))
}

function skipOf(interaction: PactInteraction, options: SelectionOptions): Skip | undefined {
  const { stateUrl, credentials } = options
  const { status, states, isTokenRequest } = interaction
  if (isTokenRequest && credentials.scheme !== 'oauth2') {
    const sentence = `the provider is said to authenticate by ${credentials.scheme}: it has no token service; --auth oauth2 would allow it`
    return { kind: 'not applicable', sentence }
  }
  const nowhere = isTokenRequest ? undefined : withoutAddress(interaction, options)
  if (nowhere !== undefined) return { kind: 'no address', sentence: nowhere }
  if (status === 401 && credentials.scheme === 'none') {
    const sentence = 'the provider is said to ask for no authentication; --auth would allow it'
    return { kind: 'not applicable', sentence }
  }
  // Without a state URL, a response that needs a prepared provider cannot be verified.
  const needsState = states.length > 0 && status >= 400 && status !== 401
  if (stateUrl !== undefined || !needsState) return undefined
  const sentence = `the state "${states[0]?.name ?? ''}" has to be set; --state-url would allow it`
  return { kind: 'no state', sentence }
}

/** Descriptions of rejected credentials speak of access tokens, which only OAuth 2 has. */
function noteOn(
  { status }: PactInteraction,
  { credentials }: SelectionOptions,
): string | undefined {
  const { scheme } = credentials
  if (status !== 401 || scheme === 'oauth2') return undefined
  return `${scheme} has no access tokens: it was sent without valid ${scheme} credentials`
}

/** Why an interaction has nowhere to be sent to; `undefined` when it has. */
function withoutAddress(
  interaction: PactInteraction,
  { contract, addresses }: SelectionOptions,
): string | undefined {
  const { method, path } = interaction
  const operation = operationOf(contract, interaction)
  if (urlForTarget(addresses, operation, path) !== undefined) return undefined
  return operation === undefined
    ? `${method} ${path} is not an operation of the contract; a base URL would allow it`
    : `${operation.id} is not enabled`
}

/** Results of a part would pass for those of the whole pact: `can-i-deploy` takes them for that. */
function assertWhole(chosen: readonly Chosen[]): void {
  const kinds = new Set(chosen.map(({ skip }) => skip?.kind))
  if (kinds.has('no address')) {
    const sentence = '--publish-results needs an address for each operation of the pact.'
    throw new HarnessError('MISSING_OPTION', sentence, {
      expected: 'a base URL, or --endpoint OPERATION=URL for each, and no --operations',
      next: 'name the others too, or leave --publish-results out',
    })
  }
  if (kinds.has('no state')) {
    throw new HarnessError('MISSING_OPTION', '--publish-results needs --state-url for this pact.', {
      expected: 'a URL that sets the states of the pact: without it, some interactions are skipped',
      next: 'add for example --state-url https://client.example/states, or leave --publish-results out',
    })
  }
}
