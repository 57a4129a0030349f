import type { Operation } from '../contract/index.ts'
import type { Random } from '../core/index.ts'
import type { Base } from './bases.ts'
import { compositionGroups } from './composition-drafts.ts'
import type { Deviation } from './deviation.ts'
import type { DeviationDraft, DraftContext, DraftGroup } from './draft.ts'
import { applyEdit } from './edit.ts'
import { Findings } from './findings.ts'
import { builderOf } from './generate.ts'
import { listGroups } from './list-drafts.ts'
import { familiarProperties, misplacedDrafts } from './misplaced.ts'
import { objectGroups } from './object-drafts.ts'
import { type SchemaPlace, placesOf } from './places.ts'
import { draftsAt } from './plain-drafts.ts'
import { proofOf } from './proof.ts'
import { firstOccurrences, isRedundant, promoteOnePerKind } from './ranks.ts'
import { numberGroups, textGroups, valueGroups } from './scalar-drafts.ts'

/**
 * Every single deviation of an operation's messages, at every depth, in every item of the given message, and in messages
 * that take other alternatives. Each is proven with the validator: it breaks the published reading at its pointer, by its
 * rule, and nowhere else.
 *
 * @param full a valid message with every property, and two items in each list
 * @param bases the messages that take other alternatives
 */
export function deviationsOf(
  operation: Operation,
  full: unknown,
  bases: readonly Base[],
  random: Random,
): Deviation[] {
  const found = new Findings(operation)
  const places = placesOf(operation, 'published', full)
  const familiar = familiarProperties(places)
  const rules = new Set<string>()
  for (const place of places) {
    const firsts = firstOccurrences(operation, place, rules)
    for (const draft of [...draftsAt(place), ...misplacedDrafts(place, familiar)]) {
      const isRare = draft.further === true || isRedundant(draft, firsts)
      found.add(draft, { place, body: full, rank: isRare ? 'further' : 'first' })
    }
  }
  const tried = new Map<string, number>()
  const context: DraftContext = {
    root: operation.schema('published'),
    mayTry: ({ schemaPointer, pointer }, keyword) => {
      const key = `${schemaPointer}/${keyword} ${pointer}`
      const times = (tried.get(key) ?? 0) + 1
      tried.set(key, times)
      return times <= MOST_TRIES
    },
    builder: builderOf(operation),
    generation: { items: ITEMS_OF_DRAFTS, random, identifier: () => random.uuid() },
    random,
    part: (schemaPointer) => operation.part('published', schemaPointer),
  }
  for (const place of places) found.addMissing(groupsAt(place, context), { place, body: full })
  for (const base of bases) {
    for (const place of base.places) {
      const source = { place, body: base.body, base }
      found.addMissing(byRule(draftsAt(place).filter(({ further }) => further !== true)), source)
      found.addMissing(groupsAt(place, context), source)
    }
  }
  return promoteOnePerKind(found.deviations)
}

const ITEMS_OF_DRAFTS = 2

/** Messages in which values are made for the same rule at the same place. */
const MOST_TRIES = 3

function byRule(drafts: readonly DeviationDraft[]): DraftGroup[] {
  const groups = new Map<string, DeviationDraft[]>()
  for (const draft of drafts)
    groups.set(draft.schemaPointer, [...(groups.get(draft.schemaPointer) ?? []), draft])
  return [...groups.values()]
}

function groupsAt(place: SchemaPlace, context: DraftContext): DraftGroup[] {
  return [
    ...valueGroups(place),
    ...numberGroups(place),
    ...textGroups(place, context),
    ...objectGroups(place, context),
    ...listGroups(place, context),
    ...compositionGroups(place, context),
  ]
}

/** Whether the deviation makes the message break its rule, and no other rule elsewhere. */
export function breaksOnlyItsRule(
  operation: Operation,
  full: unknown,
  deviation: Deviation,
): boolean {
  return proofOf(operation, applyEdit(full, deviation.edit), deviation) !== undefined
}
