import { type JUnitCase, printableLine, renderJUnitSuites } from '../core/index.ts'
import { type InteractionResult, type PactResult, verdictOf } from './verify.ts'

/** A verification for people: each interaction with what is wrong, then the verdict. */
export function renderVerification(url: string, results: readonly PactResult[]): string {
  const lines = results.flatMap(({ consumer, provider, interactions }) => [
    `The pact between ${consumer} and ${provider}, held against ${url}`,
    ...interactions.flatMap((each) => linesOf(each)),
  ])
  return [...lines.map(printableLine), '', summaryOf(results), ''].join('\n')
}

const MARKS = { passed: '✓', failed: '✗', pending: '?', skipped: '-' } as const

function linesOf({ description, states, status, causes }: InteractionResult): string[] {
  const given = states.length === 0 ? '' : ` (given ${states.join(', ')})`
  return [
    `  ${MARKS[status]} ${description}${given}`,
    ...causes.map((cause) => `      ${status === 'skipped' ? 'skipped: ' : ''}${cause}`),
  ]
}

function summaryOf(results: readonly PactResult[]): string {
  const all = results.flatMap(({ interactions }) => interactions)
  const counts = (['passed', 'failed', 'pending', 'skipped'] as const)
    .map((status) => [status, all.filter((each) => each.status === status).length] as const)
    .filter(([status, count]) => count > 0 || status === 'passed')
    .map(([status, count]) => `${count} ${status}`)
  return `${verdictOf(results)}: ${counts.join(', ')} of ${all.length} interactions`
}

/** The same as one JSON document. */
export function verificationDocument(url: string, results: readonly PactResult[]): object {
  return {
    schemaVersion: 1,
    endpoint: url,
    verdict: verdictOf(results),
    pacts: results.map(({ consumer, provider, interactions }) => ({
      consumer,
      provider,
      interactions: interactions.map(({ description, states, status, causes }) => ({
        description,
        states,
        status,
        causes,
      })),
    })),
  }
}

/** The same as JUnit XML: one suite a pact, one case an interaction. */
export function verificationJUnit(results: readonly PactResult[]): string {
  return renderJUnitSuites(
    'dropship verify',
    results.map(({ consumer, provider, interactions }) => ({
      name: `${consumer} - ${provider}`,
      cases: interactions.map((each) => junitCase(consumer, each)),
    })),
  )
}

function junitCase(
  consumer: string,
  { description, status, causes }: InteractionResult,
): JUnitCase {
  const named = { className: `pact.${consumer}`, name: description }
  const [first = ''] = causes
  switch (status) {
    case 'passed':
      return named
    case 'failed':
      return { ...named, failure: { message: first, type: 'pact', text: causes.join('\n') } }
    case 'pending':
      return { ...named, skipped: `pending: ${causes.join('; ')}` }
    case 'skipped':
      return { ...named, skipped: first }
  }
}
