import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MatchersV3, PactV4, SpecificationVersion } from '@pact-foundation/pact'
import { isRecord, JSON_MEDIA_TYPES, jsonIn } from '../src/core/index.ts'
import type { Interaction } from './interactions.ts'

export const CONSUMER = 'Optoro'
export const PROVIDER = 'DropShipClient'

/** A JSON media type in any case, with parameters or without. */
const JSON_PATTERN = String.raw`(?i)^${JSON_MEDIA_TYPES}(\s*;.*)?$`

/** Milliseconds. The native mock counts a request only shortly after its response: without a wait it sometimes reports that it received nothing. */
const SETTLING_MS = 50

/**
 * Runs the native mock of a provider that keeps these promises, and gives what Pact records of them.
 *
 * @param exercise the real sender against the mock; what it does must match every interaction
 * @returns the interactions as a pact file has them
 */
export async function recorded(
  interactions: readonly Interaction[],
  exercise: (url: string) => Promise<void>,
): Promise<readonly unknown[]> {
  const dir = mkdtempSync(join(tmpdir(), 'dropship-pact-'))
  try {
    const pact = new PactV4({
      consumer: CONSUMER,
      provider: PROVIDER,
      dir,
      spec: SpecificationVersion.SPECIFICATION_VERSION_V4,
      logLevel: 'error',
    })
    const [last, ...others] = interactions.toReversed().map((each) => added(pact, each))
    if (last === undefined || others.length !== interactions.length - 1) return []
    await last.executeTest(async ({ url }) => {
      await exercise(url)
      await new Promise((resolve) => setTimeout(resolve, SETTLING_MS))
    })
    return readdirSync(dir).flatMap((file) => interactionsIn(readFileSync(join(dir, file), 'utf8')))
  } finally {
    rmSync(dir, { recursive: true })
  }
}

function added(
  pact: PactV4,
  { description, state, path, authorization, body, status, responseBody }: Interaction,
): ReturnType<ReturnType<ReturnType<PactV4['addInteraction']>['withRequest']>['willRespondWith']> {
  const begun = pact.addInteraction().uponReceiving(description)
  if (state !== undefined) begun.given(state.name, state.parameters)
  return begun
    .withRequest('POST', path, (request) => {
      if (authorization !== undefined) request.headers({ Authorization: authorization })
      request.jsonBody(body)
    })
    .willRespondWith(status, (response) => {
      if (responseBody === undefined) return
      response.headers({ 'Content-Type': MatchersV3.regex(JSON_PATTERN, 'application/json') })
      response.jsonBody(responseBody)
    })
}

function interactionsIn(text: string): readonly unknown[] {
  const pact = jsonIn(text)
  return isRecord(pact) && Array.isArray(pact.interactions) ? (pact.interactions as unknown[]) : []
}

/**
 * The text of the pact file: interactions in the order of their descriptions, each once, properties in alphabetical order, no
 * versions of tools. The same promises always give the same bytes.
 */
export function pactText(interactions: readonly unknown[]): string {
  const byDescription = new Map(
    interactions.map((each) => [isRecord(each) ? String(each.description) : '', each]),
  )
  const sorted = [...byDescription].toSorted(([left], [right]) => (left < right ? -1 : 1))
  const pact = {
    consumer: { name: CONSUMER },
    interactions: sorted.map(([, each]) => each),
    metadata: { pactSpecification: { version: '4.0' } },
    provider: { name: PROVIDER },
  }
  return `${JSON.stringify(alphabetical(pact), null, 2)}\n`
}

function alphabetical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => alphabetical(item))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((name) => [name, alphabetical(value[name])]),
  )
}
