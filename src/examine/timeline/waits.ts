import { plural } from '../../core/index.ts'

/** Waits that differ by less, in milliseconds, differ by what the machine was busy with. */
export const NOISE_MS = 100

/** By how much one step of the growth may differ from the steady factor: jitter of a fifth, and what measuring adds. */
const TOLERANCE = 1.3

/** What grows slower does not spare an endpoint: six attempts would come at an even pace. */
const LEAST_FACTOR = 1.3

export type Growth =
  | { readonly kind: 'exponential'; readonly waits: readonly number[]; readonly factor: number }
  | { readonly kind: 'other'; readonly waits: readonly number[]; readonly why: string }
  /** Fewer than two retries: nothing grows. */
  | { readonly kind: 'too few' }

/**
 * Whether waits grow exponentially, from several sequences of them: of each position the shortest counts, since jitter and
 * a busy machine only lengthen a wait. What a sender needs besides waiting is alike in every wait, and shows where waits are
 * scaled to little more.
 */
export function growthOf(sequences: readonly (readonly number[])[]): Growth {
  const waits = shortestWaits(sequences)
  const [first = 0] = waits
  if (waits.length < 2) return { kind: 'too few' }
  if (first <= 0) return { kind: 'other', waits, why: 'the first retry comes at once' }
  const most = Math.min(NOISE_MS, 0.9 * first)
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const factor = steadyFactor(waits.map((wait) => wait - share * most))
    if (factor !== undefined) return { kind: 'exponential', waits, factor }
  }
  const overall = overallFactor(waits)
  const why =
    overall < LEAST_FACTOR
      ? `each is ${overall.toFixed(2)} times the one before`
      : `the factors from wait to wait are not alike: ${ratiosOf(waits)
          .map((ratio) => ratio.toFixed(2))
          .join(', ')}`
  return { kind: 'other', waits, why }
}

/** The factor from wait to wait where all of them are alike. */
function steadyFactor(waits: readonly number[]): number | undefined {
  const factor = overallFactor(waits)
  const isSteady = ratiosOf(waits).every(
    (ratio) => ratio <= factor * TOLERANCE && ratio >= factor / TOLERANCE,
  )
  return factor >= LEAST_FACTOR && isSteady ? factor : undefined
}

function overallFactor(waits: readonly number[]): number {
  const [first = 1] = waits
  return ((waits.at(-1) ?? first) / first) ** (1 / (waits.length - 1))
}

function ratiosOf(waits: readonly number[]): number[] {
  return waits.slice(1).map((wait, index) => wait / (waits[index] ?? wait))
}

/** The shortest wait before each retry, as far as at least half of the longest sequences say. */
export function shortestWaits(sequences: readonly (readonly number[])[]): number[] {
  const longest = Math.max(0, ...sequences.map(({ length }) => length))
  const positions = Array.from({ length: longest }, (_none, index) =>
    sequences.flatMap((sequence) => sequence[index] ?? []),
  )
  const enough = (positions[0]?.length ?? 0) / 2
  return positions.filter((known) => known.length >= enough).map((known) => Math.min(...known))
}

/** The first wait of a sequence that is shorter than the one before it, beyond what measuring adds; counted from 1. */
export function shorterWait(
  waits: readonly number[],
): { readonly retry: number; readonly wait: number; readonly before: number } | undefined {
  for (const [index, wait] of waits.entries()) {
    const before = waits[index - 1]
    if (before === undefined || wait >= before * 0.8 || wait >= before - NOISE_MS) continue
    return { retry: index + 1, wait, before }
  }
  return undefined
}

export function describeWaits(waits: readonly number[]): string {
  if (waits.length === 0) return 'no waits'
  return `${plural(waits.length, 'wait')}: ${waits.map((wait) => `${Math.round(wait)} ms`).join(', ')}`
}
