import { isRecord } from '../core/index.ts'
import { type Applied, below, listAt } from './applied.ts'
import { changed, type DeviationDraft, type DraftContext, type DraftGroup } from './draft.ts'
import { excludeEachOther } from './fixed-values.ts'
import { positionOf } from './generate.ts'
import type { SchemaPlace } from './places.ts'
import { STRANGERS } from './scalar-drafts.ts'

/** What `not` forbids, and values that match no alternative or several. */
export function compositionGroups(place: SchemaPlace, context: DraftContext): DraftGroup[] {
  const { schema, schemaPointer, applied, at } = place
  const position = positionOf('full', new Map(), at.length)
  const proposed = (more: Parameters<typeof context.builder.proposals>[0]): readonly unknown[] =>
    (['full', 'minimal'] as const).flatMap((extent) =>
      context.builder
        .proposals([...applied, ...more], { ...position, extent }, MOST_PROPOSALS)
        .map((maker) => maker(context.generation)),
    )
  const groups: DraftGroup[] = []
  if (schema.not !== undefined && typeof schema.not !== 'boolean') {
    const forbidden = below(schema, schemaPointer, 'not')
    const values = [
      ...proposed([forbidden]),
      ...context.builder
        .proposals([forbidden], position, MOST_PROPOSALS)
        .map((maker) => maker(context.generation)),
      ...mangled(place.value),
    ]
    groups.push(values.map((value) => changed(place, 'forbidden', 'not', value)))
  }
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = listAt(schema, schemaPointer, keyword)
    if (branches.length === 0) continue
    groups.push(
      mangled(place.value).map((value) => changed(place, 'no-alternative', keyword, value)),
    )
    if (keyword === 'anyOf') continue
    if (!context.mayTry(place, keyword)) continue
    const pairs = branches
      .flatMap((one, index) => branches.slice(index + 1).map((other) => [one, other] as const))
      .slice(0, MOST_LOOKED_AT)
      .filter(([one, other]) => !excludeEachOther(context.root, one, other))
      .slice(0, MOST_PAIRS)
    groups.push(severalOf(place, keyword, pairs, proposed))
  }
  return groups
}

/** Made one pair at a time: mostly the first is enough. */
function* severalOf(
  place: SchemaPlace,
  keyword: string,
  pairs: readonly (readonly Applied[])[],
  proposed: (pair: readonly Applied[]) => readonly unknown[],
): Generator<DeviationDraft> {
  for (const pair of pairs) {
    for (const value of proposed(pair)) yield changed(place, 'several-alternatives', keyword, value)
  }
}

const MOST_PROPOSALS = 6
const MOST_PAIRS = 10
const MOST_LOOKED_AT = 200

/** The value with one part gone or of another kind, and values of other types. */
function mangled(value: unknown): readonly unknown[] {
  if (!isRecord(value))
    return [...STRANGERS, -1, 0.5, 1e9, '', 'x'.repeat(300), [[]], { unexpected_member: 1 }]
  const entries = Object.entries(value)
  const changedOnce = entries.flatMap(([name, each]) =>
    [...(typeof each === 'string' ? ['UNHEARD_OF'] : []), 12_345, null, 'unexpected', {}].map(
      (other) => ({ ...value, [name]: other }),
    ),
  )
  const removed = entries.map(([name]) =>
    Object.fromEntries(entries.filter(([other]) => other !== name)),
  )
  return [...changedOnce, ...removed, {}, { unexpected_member: 1 }, ...STRANGERS]
}
