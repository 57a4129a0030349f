import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { editedBytes, editedTree, type FuzzInput, inputs } from './input.ts'
import { judged } from './measured.ts'
import type { FuzzTarget } from './target.ts'

/** What a target did with the inputs of one seed. */
export interface FuzzResult {
  readonly target: string
  readonly seed: number
  readonly inputs: number
  readonly failure?: FuzzFailure
}

/** The smallest input that was found to fail. */
export interface FuzzFailure {
  readonly complaint: string
  readonly bytes: Buffer
}

export interface FuzzOptions {
  readonly seed: number
  /** How long to try; a failing input is made smaller within as long again. Milliseconds. */
  readonly forMs: number
  readonly maxInputs?: number
}

/** Tries inputs that a seed determines: the same seed gives the same ones in the same order. */
export async function fuzz(
  target: FuzzTarget,
  { seed, forMs, maxInputs = 1_000_000 }: FuzzOptions,
): Promise<FuzzResult> {
  const subject = await judged(target)
  let count = 0
  let failure: FuzzFailure | undefined
  try {
    // What a first run compiles is not the input's doing.
    for (const base of target.bases) {
      const bytes = target.write(base)
      const complaint = await subject.judge(bytes)
      if (complaint !== undefined)
        return { target: target.name, seed, inputs: 1, failure: { complaint, bytes } }
    }
    const property = fc.asyncProperty(inputs(target.bases.length), async (input) => {
      count++
      const bytes = bytesOf(target, input)
      const complaint = await subject.judge(bytes)
      if (complaint === undefined) return
      // Each is smaller than the one before.
      failure = { complaint, bytes }
      throw new Error(complaint)
    })
    const limits = { seed, numRuns: maxInputs, interruptAfterTimeLimit: forMs }
    const { counterexamplePath } = await fc.check(property, limits)
    // It goes on where the time ended.
    if (counterexamplePath !== null) {
      await fc.check(property, { ...limits, path: counterexamplePath })
    }
  } finally {
    await subject.close()
  }
  const found = { target: target.name, seed, inputs: count }
  return failure === undefined ? found : { ...found, failure }
}

export function bytesOf(target: FuzzTarget, { base, tree, bytes }: FuzzInput): Buffer {
  return editedBytes(target.write(editedTree(target.bases[base], tree)), bytes)
}

/** The same for a target each time, and another for each. */
export function fixedSeed(target: FuzzTarget): number {
  return createHash('sha256').update(target.name).digest().readInt32BE(0)
}
