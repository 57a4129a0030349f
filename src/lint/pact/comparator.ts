import {
  escapeSegment,
  HarnessError,
  isRecord,
  messageOf,
  systemCodeOf,
  valueAt,
} from '../../core/index.ts'
import { type LintProblem, problemOf } from '../problem.ts'
import type { PactFile, PactInteraction } from './pact.ts'

const PACKAGE = '@pactflow/openapi-pact-comparator'

/**
 * What the comparator of the Pact project thinks of interactions beside an OpenAPI document.
 *
 * @param document the OpenAPI document as plain data
 * @param interactions those whose operations the document has
 * @throws HarnessError MISSING_PACKAGE when the comparator is not installed, ENGINE_FAILED when it gives up
 */
export async function comparePact(
  document: unknown,
  pact: PactFile,
  interactions: readonly PactInteraction[],
): Promise<LintProblem[]> {
  const { Comparator } = await loadComparator()
  const listed = interactions.map(({ pointer }) =>
    valueAt(pact.document, pointer.split('/').slice(1)),
  )
  const problems: LintProblem[] = []
  try {
    const results: AsyncIterable<unknown> = new Comparator(structuredClone(document)).compare({
      ...pact.document,
      interactions: listed,
    })
    for await (const result of results) {
      problems.push(...problemOfResult(result, pact, interactions))
    }
  } catch (error) {
    throw new HarnessError('ENGINE_FAILED', 'The Pact comparator could not compare.', {
      where: pact.source.file,
      found: messageOf(error),
      next: 'leave it out with --no-comparator; the other rules still hold the pact against the document',
      cause: error,
    })
  }
  return problems
}

interface ComparatorModule {
  readonly Comparator: new (document: unknown) => {
    compare(pact: unknown): AsyncIterable<unknown>
  }
}

async function loadComparator(): Promise<ComparatorModule> {
  try {
    return (await import('@pactflow/openapi-pact-comparator')) as ComparatorModule
  } catch (error) {
    if (systemCodeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new HarnessError('MISSING_PACKAGE', `Comparing a pact needs the package ${PACKAGE}.`, {
      next: `npm install --save-dev ${PACKAGE}, or leave it out with --no-comparator`,
      cause: error,
    })
  }
}

/** Warnings are about what the document leaves open, which is its right. */
function problemOfResult(
  result: unknown,
  pact: PactFile,
  interactions: readonly PactInteraction[],
): LintProblem[] {
  if (!isRecord(result) || result.type !== 'error') return []
  const details = isRecord(result.mockDetails) ? result.mockDetails : {}
  const [, index = '0', rest = ''] =
    /^\[root\]\.interactions\[(\d+)\]\.?(.*)$/.exec(String(details.location)) ?? []
  const interaction = interactions[Number(index)]
  if (interaction === undefined) return []
  const code = String(result.code)
  const isToBeRefused = interaction.status >= 400 && interaction.status < 500
  // A request that is refused for what it is may be wrong, one without credentials included.
  if (isToBeRefused && code.startsWith('request.')) return []
  return [
    problemOf(pact.source, pointerOf(interaction, rest), {
      rule: 'pact-comparator',
      message: `“${interaction.description}”: ${String(result.message)} (${code}).`,
      next: 'correct the consumer test, or the document, and write the pact anew',
    }),
  ]
}

/** `request.body.shipment.carrier` as a pointer into the file, in which a body may stand one step deeper. */
function pointerOf(interaction: PactInteraction, location: string): string {
  const [side, part, ...steps] = location.split('.')
  if (side !== 'request' && side !== 'response') return interaction.pointer
  const message = interaction[side]
  const below = steps.map((step) => `/${escapeSegment(step)}`).join('')
  if (part === 'body' && message.body !== undefined) return `${message.body.pointer}${below}`
  return `${message.pointer}/${part ?? ''}${below}`
}
