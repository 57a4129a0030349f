import type { Contract } from '../../contract/index.ts'
import { nearest } from '../../core/index.ts'
import { operationOf } from '../coverage.ts'
import { type LintProblem, problemOf } from '../problem.ts'
import { checkBodies } from './bodies.ts'
import { comparePact } from './comparator.ts'
import { checkMatchers } from './matchers.ts'
import type { PactFile } from './pact.ts'

/** A document that was compiled, with the plain data it was compiled from. */
export interface Described {
  readonly contract: Contract
  readonly document: unknown
}

/**
 * A pact held against the documents that describe what it calls: by the harness's own validator, matcher by matcher,
 * and by the comparator of the Pact project.
 *
 * @throws HarnessError MISSING_PACKAGE, ENGINE_FAILED
 */
export async function checkPact(
  pact: PactFile,
  described: readonly Described[],
  withComparator: boolean,
): Promise<LintProblem[]> {
  const own = pact.interactions.flatMap((interaction) => {
    const operation = described
      .map(({ contract }) => operationOf(contract, interaction))
      .find((each) => each !== undefined)
    if (operation === undefined) return [unknownOperation(pact, interaction.pointer, described)]
    return [
      ...checkBodies(pact, interaction, operation),
      ...checkMatchers(pact, interaction, operation),
    ]
  })
  if (!withComparator) return own
  const compared: LintProblem[] = []
  for (const { contract, document } of described) {
    const interactions = pact.interactions.filter(
      (interaction) => operationOf(contract, interaction) !== undefined,
    )
    if (interactions.length > 0) compared.push(...(await comparePact(document, pact, interactions)))
  }
  // What both see is said once, by the one who says it better.
  const said = new Set(own.map(({ line }) => line))
  return [...own, ...compared.filter(({ line }) => !said.has(line))]
}

function unknownOperation(
  pact: PactFile,
  pointer: string,
  described: readonly Described[],
): LintProblem {
  const interaction = pact.interactions.find((each) => each.pointer === pointer)
  const called = `${interaction?.method ?? ''} ${interaction?.path ?? ''}`
  const known = described.flatMap(({ contract }) =>
    contract.operations.map(({ method, path }) => `${method} ${path}`),
  )
  const meant = nearest(called, known)
  return problemOf(pact.source, `${pointer}/request/path`, {
    rule: 'pact-operation',
    message: `“${interaction?.description ?? pointer}” calls ${called}, which no document describes.`,
    next:
      meant === undefined
        ? 'name the document that describes it beside the others'
        : `did you mean ${meant}?`,
  })
}
