import { combine, conflict, type Variation } from '../../messages/index.ts'

/** Sets of changes, one of which may be enough to have a message accepted. */
export function candidateChanges(all: readonly Variation[]): readonly (readonly Variation[])[] {
  const removals = outermost(all.filter(({ kind }) => kind === 'absent'))
  const exchanges = combine(all.filter(({ kind }) => OTHER_VALUES.has(kind)))
  const single = all.filter(
    ({ kind, edit }) => kind === 'item-count' && edit.operator === 'resize' && edit.length === 1,
  )
  const sets = [removals, ...exchanges]
  const withOneItem = single.length === 0 ? [] : sets.map((set) => [...single, ...set])
  const last = combine(all.filter(({ kind }) => LAST_RESORTS.has(kind)))
  return [...sets, single, ...withOneItem, ...last]
}

const OTHER_VALUES: ReadonlySet<string> = new Set([
  'further-value',
  'digits',
  'other-case',
  'enum-value',
  'fraction',
  'boolean',
])

/** What changes more than is likely to be needed. */
const LAST_RESORTS: ReadonlySet<string> = new Set([
  'boundary',
  'large-number',
  'length',
  'item-count',
  'null-value',
  'alternative',
])

function outermost(all: readonly Variation[]): Variation[] {
  return all.filter(
    ({ edit }) =>
      !all.some(
        (other) =>
          other.edit !== edit &&
          other.edit.at.length < edit.at.length &&
          conflict(other.edit, edit),
      ),
  )
}
