import { type Addresses, describeEndpoint } from '../contract/index.ts'
import {
  type Annotation,
  defined,
  type JUnitCase,
  printableLine,
  renderJUnitXml,
  shownUrl,
  plural,
  type Ran,
} from '../core/index.ts'
import { type InteractionResult, type PactResult, verdictOf } from './outcome.ts'

/** A verification for people: each interaction with what is wrong, then the verdict. */
export function renderVerification(addresses: Addresses, results: readonly PactResult[]): string {
  const url = describeEndpoint(addresses)
  const lines = results.flatMap(({ consumer, provider, interactions }) => [
    `The pact between ${consumer} and ${provider}, checked against ${url}`,
    ...interactions.flatMap((each) => linesOf(each)),
  ])
  return [
    ...lines,
    '',
    summaryOf(results),
    ...addressLines(addresses),
    ...nextSteps(results).map((next) => `next: ${next}`),
    '',
  ]
    .map(printableLine)
    .join('\n')
}

/** What was where, unless the base URL says it. */
function addressLines({ enabled, notEnabled }: Addresses): string[] {
  const isPlain = notEnabled.length === 0 && enabled.every(({ isOwn }) => !isOwn)
  if (isPlain) return []
  return [
    ...enabled.map(({ operation, url }) => `  ${operation}: ${shownUrl(url)}`),
    ...(notEnabled.length === 0 ? [] : [`  not enabled: ${notEnabled.join(', ')}`]),
  ]
}

/** What to do about the way to the provider, each once. */
function nextSteps(results: readonly PactResult[]): string[] {
  const all = results.flatMap(({ interactions }) => interactions)
  return [...new Set(all.flatMap(({ next }) => next ?? []))]
}

const MARKS = { passed: '✓', failed: '✗', pending: '?', skipped: '-' } as const

function linesOf({ description, states, status, causes, note }: InteractionResult): string[] {
  const given = states.length === 0 ? '' : ` (given ${states.join(', ')})`
  return [
    `  ${MARKS[status]} ${description}${given}`,
    ...(note === undefined ? [] : [`      note: ${note}`]),
    ...causes.map((cause) => `      ${status === 'skipped' ? 'skipped: ' : ''}${cause}`),
  ]
}

/** The verdict with the number of interactions by status. */
export function summaryOf(results: readonly PactResult[]): string {
  const all = results.flatMap(({ interactions }) => interactions)
  const counts = (['passed', 'failed', 'pending', 'skipped'] as const)
    .map((status) => [status, all.filter((each) => each.status === status).length] as const)
    .filter(([status, count]) => count > 0 || status === 'passed')
    .map(([status, count]) => `${count} ${status}`)
  return `${verdictOf(results)}: ${counts.join(', ')} of ${plural(all.length, 'interaction')}`
}

/** The same as one JSON document. */
export function verificationDocument(addresses: Addresses, results: readonly PactResult[]): object {
  return {
    schemaVersion: 1,
    endpoint: describeEndpoint(addresses),
    addresses: addresses.enabled.map(({ operation, url }) => ({ operation, url: shownUrl(url) })),
    notEnabled: addresses.notEnabled,
    verdict: verdictOf(results),
    pacts: results.map(({ consumer, provider, interactions }) => ({
      consumer,
      provider,
      interactions: interactions.map(({ description, states, status, causes, note, next }) => ({
        description,
        states,
        status,
        causes,
        ...defined({ note, next }),
      })),
    })),
  }
}

/** The same as JUnit XML: one suite a pact, one case an interaction. */
export function verificationJUnit(
  addresses: Addresses,
  results: readonly PactResult[],
  ran: Ran,
): string {
  const { enabled, notEnabled } = addresses
  const properties = {
    endpoint: describeEndpoint(addresses),
    ...Object.fromEntries(
      enabled.map(({ operation, url }) => [`address ${operation}`, shownUrl(url)]),
    ),
    ...(notEnabled.length === 0 ? {} : { notEnabled: notEnabled.join(', ') }),
  }
  return renderJUnitXml({
    name: 'dropship verify',
    ...ran,
    suites: results.map(({ consumer, provider, interactions }) => ({
      name: `${consumer} - ${provider}`,
      properties,
      cases: interactions.map((each) => junitCase(consumer, each)),
    })),
  })
}

function junitCase(
  consumer: string,
  { description, status, causes, basis }: InteractionResult,
): JUnitCase {
  const named = { className: `pact.${consumer}`, name: description }
  const [message = ''] = causes
  const text = causes.join('\n')
  switch (status) {
    case 'passed':
      return named
    case 'failed':
      // Without a response there was nothing to judge.
      return {
        ...named,
        outcome: { kind: basis === 'response' ? 'failure' : 'error', message, type: 'pact', text },
      }
    case 'pending':
      return { ...named, outcome: { kind: 'skipped', message: `pending: ${causes.join('; ')}` } }
    case 'skipped':
      return { ...named, outcome: { kind: 'skipped', message } }
  }
}

/** Failures for GitHub Actions: one for interactions that fail alike. */
export function verificationAnnotations(results: readonly PactResult[]): readonly Annotation[] {
  const alike = new Map<
    string,
    { readonly message: string; readonly descriptions: readonly string[] }
  >()
  for (const { status, description, causes, next, basis } of results.flatMap(
    (each) => each.interactions,
  )) {
    if (status !== 'failed') continue
    const message = [...causes, ...(next === undefined ? [] : [next])].join('\n')
    // An obstacle to several interactions has one remedy, however each of them names it.
    const cause = next === undefined || basis === 'response' ? message : `${basis} ${next}`
    const known = alike.get(cause) ?? { message, descriptions: [] }
    alike.set(cause, { ...known, descriptions: [...known.descriptions, description] })
  }
  return [...alike.values()].map(({ message, descriptions: [first = '', ...others] }) => ({
    level: 'error',
    place: {
      title: `${first}${others.length === 0 ? '' : ` and ${plural(others.length, 'other interaction')}`}`,
    },
    message,
  }))
}
