import type { Operation } from '../contract/index.ts'
import type { Random } from '../core/index.ts'
import { applyEdit, conflict } from './edit.ts'
import type { Variation, VariationKind } from './variation.ts'

/** No more messages than this are created, whatever pairs remain. */
const MOST_ROWS = 40

/** Places with choices that are paired: the pairs of thousands would not fit into so many messages by far, and fill the memory. */
const MOST_PLACES = 1000

/** What a property may be at the sender's choice: omitted, or another documented value. */
const CHOICES: ReadonlySet<VariationKind> = new Set(['absent', 'enum-value', 'boolean'])

/**
 * Valid messages in which every two choices (optional properties that are omitted, documented values, booleans) meet, in as
 * few messages as a greedy search finds: an endpoint that fails for one combination of two values is shown it.
 *
 * @returns of each message the variations that make it
 */
export function pairwise(
  operation: Operation,
  full: unknown,
  variations: readonly Variation[],
  random: Random,
): readonly (readonly Variation[])[] {
  const search = searchOf(variations)
  const size = search.variations.length
  const rows: (readonly Variation[])[] = []
  while (rows.length < MOST_ROWS) {
    const first = search.open.indexOf(1)
    if (first === -1) break
    const row = nextRow(search, [Math.floor(first / size), first % size], random)
    cover(row, search)
    const made = row.flatMap((choice) => search.variations[choice] ?? [])
    if (made.length > 0 && isValid(operation, full, made)) rows.push(made)
  }
  return rows
}

interface Search {
  /** Of each property the numbers of its choices; the first leaves its ordinary value. */
  readonly factors: readonly (readonly number[])[]
  /** What a choice changes, by its number. */
  readonly variations: readonly (Variation | undefined)[]
  /** Of each two choices, at `one * variations.length + other`: whether a message with both is still to be made. */
  readonly open: Uint8Array
  /** The same: whether one is within what the other leaves out. */
  readonly excluded: Uint8Array
}

function searchOf(all: readonly Variation[]): Search {
  const places = new Map<string, (Variation | undefined)[]>()
  for (const variation of all) {
    if (!CHOICES.has(variation.kind)) continue
    if (places.size >= MOST_PLACES && !places.has(variation.pointer)) continue
    places.set(variation.pointer, [...(places.get(variation.pointer) ?? [undefined]), variation])
  }
  const variations = [...places.values()].flat()
  let next = 0
  const factors = [...places.values()].map((own) => own.map(() => next++))
  const size = variations.length
  const open = new Uint8Array(size * size)
  const excluded = new Uint8Array(size * size)
  for (const [index, factor] of factors.entries()) {
    const others = factors.filter((_other, place) => place !== index).flat()
    for (const one of factor) {
      for (const other of others) {
        const isExcluded = excludes(variations[one], variations[other])
        excluded[one * size + other] = isExcluded ? 1 : 0
        open[one * size + other] = isExcluded ? 0 : 1
      }
    }
  }
  return { factors, variations, open, excluded }
}

function excludes(one: Variation | undefined, other: Variation | undefined): boolean {
  return one !== undefined && other !== undefined && conflict(one.edit, other.edit)
}

/**
 * Begins with a pair that remains, and chooses for one further property after the other, in another order each time, what
 * meets most of the other ones.
 */
function nextRow(
  { factors, variations, open, excluded }: Search,
  pair: readonly number[],
  random: Random,
): number[] {
  const order = factors
    .filter((factor) => !factor.some((choice) => pair.includes(choice)))
    .map((factor) => ({ factor, key: random.next() }))
    .toSorted((left, right) => left.key - right.key)
  const row = [...pair]
  for (const { factor } of order) {
    let best = factor.slice(0, 1)
    let most = -1
    for (const choice of factor) {
      const at = choice * variations.length
      if (row.some((other) => excluded[at + other] === 1)) continue
      const gain = row.reduce((sum, other) => sum + (open[at + other] ?? 0), 0)
      if (gain === most) best.push(choice)
      if (gain > most) {
        best = [choice]
        most = gain
      }
    }
    row.push(best[random.integer(0, best.length - 1)] ?? 0)
  }
  return row
}

/** Notes the pairs that a row makes. */
function cover(row: readonly number[], { variations, open }: Search): void {
  for (const one of row) for (const other of row) open[one * variations.length + other] = 0
}

function isValid(operation: Operation, full: unknown, made: readonly Variation[]): boolean {
  const body = made.reduce((current, { edit }) => applyEdit(current, edit), full)
  return operation.accepts(body, 'intended')
}
