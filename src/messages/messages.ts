import { type Operation, showRule } from '../contract/index.ts'
import { createRandom, HarnessError, type Random } from '../core/index.ts'
import { derivedAhead } from './ahead/derived.ts'
import type { Deviation } from './deviation.ts'
import { type Base, basesOf } from './bases.ts'
import { pairwise } from './combinations.ts'
import { deviationsOf } from './deviations.ts'
import { applyEdit, type Edit } from './edit.ts'
import { randomChanges, type RandomChange } from './exploration.ts'
import type { Extent, IdentifierSource } from './builder.ts'
import { builderOf, generateMessage } from './generate.ts'
import { editedPlace, EditedPlaces } from './edited-places.ts'
import { unusualValues, type UnusualValue } from './unusual.ts'
import type { Variation } from './variation.ts'
import { variationsOf } from './variations.ts'

export interface MessagesOptions {
  /** Decides every generated identifier: the same seed gives the same messages. Default 1. */
  readonly seed?: number | string
  /** Where identifiers come from instead: `kind` is `order` or `item`. */
  readonly identifier?: IdentifierSource
}

/** Everything that can be derived of one operation's messages. */
export interface Messages {
  readonly operation: Operation
  /** The first documented example, or a full message when there is none. */
  example(): unknown
  /**
   * A valid message with fresh identifiers, under the intended reading. `items` in every list, default 1.
   * @throws HarnessError CONTRACT_BROKEN when none can be made
   */
  message(extent: Extent, items?: number): unknown
  /** Each single difference that valid messages may show; made for the full message with two items. */
  variations(): readonly Variation[]
  /** Messages in which every two choices of the sender meet, each as the variations that make it of the full message. */
  pairs(): readonly (readonly Variation[])[]
  /** Random valid messages, each as changes to the full message with two items; the same ones every time. */
  explorations(count: number): readonly (readonly RandomChange[])[]
  /** What the schema allows and a sender hardly sends; made for the full message with two items. */
  unusual(): readonly UnusualValue[]
  /** Each single deviation; made for the full message with two items. */
  deviations(): readonly Deviation[]
}

/** Items in the lists of the messages that variations and deviations are made for: a first one and a later one. */
export const ITEMS = 2

export function createMessages(operation: Operation, options: MessagesOptions = {}): Messages {
  const random = createRandom(options.seed ?? 1).fork(operation.id)
  const identifier = options.identifier ?? (() => random.uuid())
  const generated = (extent: Extent, items = 1): unknown =>
    generateMessage(operation, extent, { items, random, identifier })
  const isProven = new Set<Extent>()
  const message = (extent: Extent, items = 1): unknown => {
    const made = generated(extent, items)
    if (!isProven.has(extent)) prove(operation, made)
    isProven.add(extent)
    return made
  }
  const reference = (): unknown =>
    generateMessage(operation, 'full', {
      items: ITEMS,
      random: referenceRandom,
      identifier: () => referenceRandom.uuid(),
    })
  const variationsOnce = (): readonly Variation[] => {
    variations ??=
      derivedAhead(operation)?.variations(referenceRandom) ??
      variationsOf(operation, reference(), basesOnce())
    forgetBases()
    return variations
  }
  const deviationsOnce = (): readonly Deviation[] => {
    deviations ??=
      derivedAhead(operation)?.deviations(referenceRandom) ??
      deviationsOf(operation, reference(), basesOnce(), random.fork('deviations'))
    forgetBases()
    return deviations
  }
  /** Every place of several messages: much for what is asked for twice. */
  const forgetBases = (): void => {
    if (variations !== undefined && deviations !== undefined) bases = undefined
  }
  const basesOnce = (): readonly Base[] => {
    const own = random.fork('bases')
    const full = generateMessage(operation, 'full', {
      items: ITEMS,
      random: own,
      identifier: () => own.uuid(),
    })
    return (bases ??= full === undefined ? [] : basesOf(operation, full, own))
  }
  const referenceRandom: Random = random.fork('reference')
  let bases: readonly Base[] | undefined
  let variations: readonly Variation[] | undefined
  let deviations: readonly Deviation[] | undefined
  return {
    operation,
    example: () => operation.examples[0]?.value ?? generated('full'),
    message,
    variations: variationsOnce,
    unusual: () => unusualValues(operation, reference()),
    pairs: () => pairwise(operation, reference(), variationsOnce(), random.fork('pairs')),
    explorations: (count) => {
      const own = random.fork('explorations')
      return Array.from({ length: count }, () => randomChanges(operation, reference(), own))
    },
    deviations: deviationsOnce,
  }
}

/** An invalid message must not be sent as a valid one: an endpoint would be accused of rejecting it. */
function prove(operation: Operation, body: unknown): void {
  if (body !== undefined && operation.accepts(body, 'intended')) return
  const [violation] = body === undefined ? [] : operation.validate(body, 'intended')
  const rule =
    violation?.rule ?? operation.placeOf('intended', builderOf(operation).unfilled() ?? '')
  throw new HarnessError(
    'CONTRACT_BROKEN',
    `No valid message of ${operation.id} can be made from its schema.`,
    {
      where: showRule(rule ?? operation.place),
      found: violation?.message ?? 'a schema of which no value was found',
      next: 'give the schema at this line an example that satisfies it',
    },
  )
}

/**
 * Packs variations into as few groups as possible so that those of one group can be made in one message: none of them
 * touches a place inside another's. Numbers become 0, or large, together: in no message of the sender is more cancelled
 * than ordered.
 */
export function combine(variations: readonly Variation[]): Variation[][] {
  const ofKind = (wanted: string): Variation[] => variations.filter(({ kind }) => kind === wanted)
  const others = variations.filter(({ kind }) => kind !== 'zero' && kind !== 'large-number')
  const sorted = [...ofKind('zero'), ...ofKind('large-number'), ...others]
  return pack(sorted, Number.POSITIVE_INFINITY)
}

/** Faults in one message: more would show nothing more. */
const MAX_FAULTS = 30

/** Packs deviations into messages with several faults each. */
export function combineDeviations(deviations: readonly Deviation[]): Deviation[][] {
  return pack(deviations, MAX_FAULTS)
}

function pack<T extends { readonly edit: Edit }>(edits: readonly T[], size: number): T[][] {
  const groups: { readonly items: T[]; readonly edited: EditedPlaces }[] = []
  for (const each of edits) {
    const place = editedPlace(each.edit.at)
    let home = groups.find(({ items, edited }) => items.length < size && edited.hasRoomFor(place))
    if (home === undefined) {
      home = { items: [], edited: new EditedPlaces() }
      groups.push(home)
    }
    home.items.push(each)
    home.edited.add(place)
  }
  return groups.map(({ items }) => items)
}

/** The body with all edits applied in order. */
export function applyEdits(body: unknown, edits: readonly Edit[]): unknown {
  return edits.reduce((current, edit) => applyEdit(current, edit), body)
}
