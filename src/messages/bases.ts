import { type Operation, typesOf } from '../contract/index.ts'
import {
  defined,
  formatPointer,
  isRecord,
  type Random,
  type Segment,
  valueAt,
} from '../core/index.ts'
import { type Applied, goesTheOtherWay, listAt } from './applied.ts'
import type { Generation } from './builder.ts'
import { applyEdit, type Edit } from './edit.ts'
import { builderOf, positionOf } from './generate.ts'
import { placesOf, type SchemaPlace } from './places.ts'

/** A valid message that matches another alternative than the full one. */
export interface Base {
  readonly body: unknown
  /** What makes it of the full message. */
  readonly edit: Extract<Edit, { operator: 'set' }>
  /** The alternative in it that the full message does not have: `/oneOf/1`, `/else`, `/properties/a/type/1`. */
  readonly taken: string
  /** The places of what the edit sets. */
  readonly places: readonly SchemaPlace[]
  /** The property that it is made to lack, where that alone would not be valid. */
  readonly absent?: readonly Segment[]
}

/** At most so many alternatives of one operation: each of them is a message. */
const MOST_BASES = 150

/** Candidates among which one is looked for that matches no other alternative. */
const CANDIDATES = 8

/**
 * Valid messages that together take every alternative of every choice that a message can show: branches, consequences,
 * types, properties that exclude each other. Each is as the full message but for one place.
 */
export function basesOf(operation: Operation, full: unknown, random: Random): readonly Base[] {
  const bases: Base[] = []
  const seen = new Set<string>()
  const generation: Generation = { items: 2, random, identifier: () => random.uuid() }
  const explore = (
    places: readonly SchemaPlace[],
    body: unknown,
    outer: Base | undefined,
  ): void => {
    for (const place of places) {
      const isValidWithout = (name: string): boolean =>
        operation.accepts(
          applyEdit(body, { operator: 'remove', at: [...place.at, name] }),
          'intended',
        )
      for (const option of [
        ...optionsAt(operation, place),
        ...dispensable(place, isValidWithout),
      ]) {
        if (bases.length >= MOST_BASES || seen.has(option.taken)) continue
        const value = valueOf(operation, place, option, { body, generation })
        if (value === undefined) continue
        seen.add(option.taken)
        const base = baseOf(operation, { place, option, value, body, outer })
        bases.push(base)
        explore(base.places, base.body, base)
      }
    }
  }
  explore(placesOf(operation, 'published', full), full, undefined)
  return bases
}

/** An alternative that a value does not take, or takes together with others. */
interface Option {
  readonly taken: string
  readonly choices: ReadonlyMap<string, number>
  /** What is asked of the value besides. */
  readonly besides: readonly Applied[]
  /** Alternatives that it is not to match, as far as that can be. */
  readonly others: readonly string[]
  /** The property that it is to lack. */
  readonly absent?: readonly Segment[]
}

function optionsAt(operation: Operation, place: SchemaPlace): Option[] {
  const { schema, schemaPointer, value } = place
  const outer = outerChoices(schemaPointer)
  const accepts = (pointer: string): boolean =>
    operation.part('published', pointer)?.accepts(value) ?? false
  const option = (taken: string, more: Partial<Option> = {}): Option => ({
    taken,
    choices: outer,
    besides: [],
    others: [],
    ...more,
  })
  const branches = ['anyOf', 'oneOf'].flatMap((keyword) => {
    const all = listAt(schema, schemaPointer, keyword).flatMap(({ pointer }) => pointer ?? [])
    const matched = all.filter(accepts)
    return all
      .filter((pointer) => matched.length > 1 || !matched.includes(pointer))
      .map((pointer) =>
        option(pointer, {
          choices: new Map([...outer, [`${schemaPointer}/${keyword}`, all.indexOf(pointer)]]),
          others: all.filter((other) => other !== pointer),
        }),
      )
  })
  const isMet = schema.if !== undefined && accepts(`${schemaPointer}/if`)
  const consequence = isMet ? 'else' : 'then'
  const conditions =
    schema.if === undefined || (schema.then === undefined && schema.else === undefined)
      ? []
      : [
          option(`${schemaPointer}/${consequence}`, {
            choices: new Map([...outer, [`${schemaPointer}/if`, isMet ? 1 : 0]]),
          }),
        ]
  return [...branches, ...conditions, ...otherTypes(place, option), ...absent(place, option)]
}

type MakeOption = (taken: string, more?: Partial<Option>) => Option

function otherTypes({ schema, schemaPointer, value }: SchemaPlace, option: MakeOption): Option[] {
  const types = typesOf(schema)
  if (types.length < 2) return []
  return types
    .filter((type) => type !== 'null' && type !== typeNameOf(value))
    .map((type) => option(`${schemaPointer}/type/${type}`, { besides: [{ schema: { type } }] }))
}

function typeNameOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (isRecord(value)) return 'object'
  return Number.isInteger(value) ? 'integer' : value === null ? 'null' : typeof value
}

/** Properties that are described, and that the message does not have. */
function absent({ schema, schemaPointer, value }: SchemaPlace, option: MakeOption): Option[] {
  if (!isRecord(value)) return []
  return Object.entries(schema.properties ?? {})
    .filter(
      ([name, property]) =>
        property !== false && !goesTheOtherWay({ schema: property }) && !Object.hasOwn(value, name),
    )
    .map(([name]) =>
      option(formatPointer([...stepsOf(schemaPointer), 'properties', name]), {
        besides: [{ schema: { required: [name] } }],
      }),
    )
}

/** Optional properties that others of the message need, so that they can be absent only with these. */
function dispensable(
  { schema, schemaPointer, value, at, pointer }: SchemaPlace,
  isValidWithout: (name: string) => boolean,
): Option[] {
  const isConditional =
    (schema.dependentRequired ?? schema.dependentSchemas ?? schema.if) !== undefined
  if (!isRecord(value) || !isConditional) return []
  return Object.keys(value)
    .filter((name) => schema.required?.includes(name) !== true && !isValidWithout(name))
    .map((name) => ({
      taken: `${pointer} without ${name}`,
      choices: outerChoices(schemaPointer),
      besides: [{ schema: { properties: { [name]: false } } }],
      others: [],
      absent: [...at, name],
    }))
}

function stepsOf(pointer: string): string[] {
  return pointer.split('/').slice(1)
}

/** The choices on the way to a schema at the same place of the message. */
function outerChoices(schemaPointer: string): ReadonlyMap<string, number> {
  const choices = new Map<string, number>()
  for (const match of schemaPointer.matchAll(/\/(?:(?:anyOf|oneOf)\/(\d+)|(then|else))(?=\/|$)/g)) {
    const before = schemaPointer.slice(0, match.index)
    const [whole, branch, consequence] = match
    if (branch !== undefined)
      choices.set(`${before}${whole.slice(0, whole.lastIndexOf('/'))}`, Number(branch))
    else choices.set(`${before}/if`, consequence === 'then' ? 0 : 1)
  }
  return choices
}

interface Making {
  readonly body: unknown
  readonly generation: Generation
}

function valueOf(
  operation: Operation,
  { at, applied }: SchemaPlace,
  { choices, besides, others }: Option,
  { body, generation }: Making,
): unknown {
  const builder = builderOf(operation)
  const isValid = (value: unknown): boolean => {
    const message = applyEdit(body, { operator: 'set', at, value })
    return operation.accepts(message, 'intended') && operation.accepts(message, 'published')
  }
  let second: unknown
  for (const extent of ['full', 'minimal'] as const) {
    const position = positionOf(extent, choices, at.length)
    for (const maker of builder.makersFor(
      [...applied, ...besides],
      position,
      others.length > 0 ? CANDIDATES : 1,
    )) {
      const value = maker(generation)
      if (!isValid(value)) continue
      if (!others.some((other) => builder.accepts(other, value))) return value
      second ??= value
    }
  }
  return second
}

interface Made {
  readonly place: SchemaPlace
  readonly option: Option
  readonly value: unknown
  readonly body: unknown
  readonly outer: Base | undefined
}

/** What is within another base is set with it. */
function baseOf(operation: Operation, { place, option, value, body, outer }: Made): Base {
  const message = applyEdit(body, { operator: 'set', at: place.at, value })
  const at: readonly Segment[] = outer?.edit.at ?? place.at
  return {
    body: message,
    edit: { operator: 'set', at, value: valueAt(message, at) },
    taken: option.taken,
    ...defined({ absent: option.absent }),
    places: placesOf(operation, 'published', message).filter((each) =>
      place.at.every((segment, index) => each.at[index] === segment),
    ),
  }
}
