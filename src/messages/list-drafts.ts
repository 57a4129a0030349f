import {
  changed,
  type DeviationDraft,
  draftAt,
  type DraftContext,
  type DraftGroup,
} from './draft.ts'
import { positionOf } from './generate.ts'
import type { SchemaPlace } from './places.ts'
import { STRANGERS } from './scalar-drafts.ts'

/** At most so many items, only to break a rule. */
const MOST_ITEMS = 10_000

/** What breaks the rules of a list as a whole. */
export function listGroups(place: SchemaPlace, context: DraftContext): DraftGroup[] {
  const { value, schema } = place
  if (!Array.isArray(value)) return []
  const items: readonly unknown[] = value
  const set = (kind: DeviationDraft['kind'], keyword: string, after: unknown): DeviationDraft =>
    changed(place, kind, keyword, after)
  const groups: DraftGroup[] = []
  const { minItems = 0, maxItems = MOST_ITEMS } = schema
  if (minItems > 0 && minItems <= MOST_ITEMS)
    groups.push([
      set('bad-count', 'minItems', items.slice(0, minItems - 1)),
      set('bad-count', 'minItems', items.slice(items.length - minItems + 1)),
    ])
  const others = [...otherItems(place, context), ...STRANGERS]
  if (maxItems < MOST_ITEMS)
    groups.push([
      set('bad-count', 'maxItems', withMore(items, others, maxItems + 1)),
      ...others.map((each) => set('bad-count', 'maxItems', withMore(items, [each], maxItems + 1))),
    ])
  if (schema.uniqueItems === true)
    groups.push(
      [items, ...others.map((each) => [each])].flatMap(([first, ...rest]) =>
        first === undefined
          ? []
          : [
              set('repeated-item', 'uniqueItems', [first, ...rest.slice(0, -1), first]),
              set('repeated-item', 'uniqueItems', [first, first]),
              set('repeated-item', 'uniqueItems', [first, ...rest, first]),
              set('repeated-item', 'uniqueItems', [first, ...rest, rest.at(-1) ?? first]),
            ],
      ),
    )
  groups.push(...containsGroups(place, items, { context, others, set }))
  const excess = [...others, 'unexpected'].map((each) => [...items, each])
  if (schema.items === false && (schema.prefixItems?.length ?? 0) > 0)
    groups.push(
      withPrefix(excess, schema.prefixItems?.length ?? 0).map((each) =>
        set('excess-item', 'items', each),
      ),
    )
  else if (schema.items === false)
    groups.push(
      STRANGERS.map((each) =>
        draftAt(place, [...place.at, 0], {
          kind: 'excess-item',
          keyword: 'items',
          edit: { operator: 'set', at: place.at, value: [each] },
          after: each,
        }),
      ),
    )
  if (schema.unevaluatedItems === false)
    groups.push(excess.map((each) => set('excess-item', 'unevaluatedItems', each)))
  return groups
}

function withPrefix(
  lists: readonly (readonly unknown[])[],
  length: number,
): readonly (readonly unknown[])[] {
  return lists.filter((each) => each.length > length)
}

/** Different values that an item may have. */
function otherItems(
  { at, value, schema, schemaPointer }: SchemaPlace,
  { builder, generation }: DraftContext,
): readonly unknown[] {
  const present: readonly unknown[] = Array.isArray(value) ? value : []
  if (schema.items === undefined || typeof schema.items === 'boolean') return present.slice(-1)
  const items = [{ schema: schema.items, pointer: `${schemaPointer}/items` }]
  const makers = builder.makersFor(items, positionOf('full', new Map(), at.length + 1), 12)
  return [...makers.map((maker) => maker(generation)), ...present.slice(-1)]
}

function withMore(
  items: readonly unknown[],
  others: readonly unknown[],
  length: number,
): readonly unknown[] {
  const more = [...items]
  for (let index = 0; more.length < length; index++) {
    const fresh = others.find(
      (each) => !more.some((known) => JSON.stringify(known) === JSON.stringify(each)),
    )
    more.push(fresh ?? others[index % others.length])
  }
  return more
}

interface ListMaking {
  readonly context: DraftContext
  readonly others: readonly unknown[]
  readonly set: (kind: DeviationDraft['kind'], keyword: string, after: unknown) => DeviationDraft
}

function containsGroups(
  { schema, schemaPointer }: SchemaPlace,
  items: readonly unknown[],
  { context, others, set }: ListMaking,
): DraftGroup[] {
  const contained = context.part(`${schemaPointer}/contains`)
  if (contained === undefined) return []
  const { minContains = 1, maxContains } = schema
  const is = (each: unknown): boolean => contained.accepts(each)
  const without = [...items, ...others].filter((each) => !is(each))
  const matching = [...items, ...others].filter(is)
  const least = Number(minContains)
  const few = matching.slice(0, Math.max(0, least - 1))
  const groups: DraftGroup[] = []
  if (least > 0) {
    const keyword = least > 1 ? 'minContains' : 'contains'
    const lists = [
      items.filter((each) => !is(each)),
      ...without.map((each) => Array.from({ length: Math.max(1, items.length) }, () => each)),
      [],
    ]
    groups.push(lists.map((each) => set('bad-contents', 'contains', each)))
    if (keyword === 'minContains')
      groups.push(
        [[...few, ...items.filter((each) => !is(each))], few].map((each) =>
          set('bad-contents', 'minContains', each),
        ),
      )
  }
  const [first] = matching
  if (typeof maxContains === 'number' && maxContains < MOST_ITEMS && first !== undefined) {
    const many = Array.from({ length: maxContains + 1 }, (_, index) => matching[index] ?? first)
    groups.push(
      [[...many, ...items.filter((each) => !is(each))], many].map((each) =>
        set('bad-contents', 'maxContains', each),
      ),
    )
  }
  return groups
}
