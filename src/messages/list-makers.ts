import { type SchemaObject } from '../contract/index.ts'
import { isRecord } from '../core/index.ts'
import { type Applied, type AppliedObject, below, type Expansion, itemOf } from './applied.ts'
import {
  MAX_DEPTH,
  type Builder,
  type Generation,
  type Maker,
  type MakingPlace,
  saysSomething,
} from './builder.ts'
import { exact } from './scalars.ts'

/** Items of one message, those of lists within lists included; a list that must have more makes the message invalid. */
export const MAX_ITEMS = 10_000

/** Lists to try: of the usual length, as short as they may be, with one item more. */
export function* listMakers(
  builder: Builder,
  { applied }: Expansion,
  position: MakingPlace,
): Generator<Maker> {
  const shape = shapeOf(builder, applied, position)
  if (shape === undefined) return
  const lengths = [undefined, shape.least, shape.head.length, shape.least + 1, 1]
  for (const length of new Set(lengths)) {
    const maker = listMaker(shape, position, length)
    if (maker !== undefined) yield maker
  }
}

interface Shape {
  readonly least: number
  readonly most: number
  /** Items that are made one by one: of a tuple, and those that the list must contain. */
  readonly head: readonly Maker[]
  readonly tail: Maker | undefined
  /** Whether the list ends with its head where nothing asks for more. */
  readonly isTuple: boolean
  /** Other values for items that may not be repeated; absent where they may. */
  readonly others: readonly Maker[] | undefined
  /** Whether a value that was made of another one is a valid item. */
  readonly accepts: (value: unknown) => boolean
  readonly item: readonly Applied[]
}

/** The first items of a list. */
interface Head {
  readonly makers: readonly Maker[]
  /** Whether there are as many as wanted. */
  readonly isWhole: boolean
}

interface HeadMaking {
  readonly builder: Builder
  readonly applied: readonly AppliedObject[]
  /** Those of the schemas that say what the list must contain. */
  readonly contained: readonly AppliedObject[]
  readonly inside: MakingPlace
  /** Items that it must contain, and items of a tuple. */
  readonly needed: number
  readonly prefix: number
  readonly least: number
  readonly isFull: boolean
}

/** @param from the index of the first item that is one of those the list must contain */
function headFrom(from: number, making: HeadMaking): Head | undefined {
  const { builder, applied, contained, inside, needed, prefix, least, isFull } = making
  const itemAt = (index: number): readonly Applied[] => [
    ...itemOf(applied, index),
    ...contained
      .filter(({ schema }) => index >= from && index < from + minContainsOf(schema))
      .map(({ schema, pointer }) => below(schema, pointer, 'contains')),
  ]
  const containing = needed === 0 ? 0 : from + needed
  const ofTuple = isFull ? prefix : least < prefix ? least : prefix
  const wanted = Math.min(Math.max(containing, ofTuple), MAX_ITEMS)
  const makers: Maker[] = []
  while (makers.length < wanted) {
    const maker = builder.makerFor(itemAt(makers.length), inside)
    if (maker === undefined) break
    makers.push(maker)
  }
  const isEnough = makers.length >= containing && makers.length >= Math.min(least, prefix)
  return isEnough ? { makers, isWhole: makers.length === wanted } : undefined
}

/** Places at which what a list must contain may begin that are tried. */
const MOST_STARTS = 8

function shapeOf(
  builder: Builder,
  applied: readonly AppliedObject[],
  position: MakingPlace,
): Shape | undefined {
  const schemas = applied.map(({ schema }) => schema)
  const least = Math.min(
    Math.max(0, ...schemas.map(({ minItems }) => minItems ?? 0)),
    position.room,
  )
  const prefix = Math.max(0, ...schemas.map(({ prefixItems }) => prefixItems?.length ?? 0))
  const contained = applied.filter(
    ({ schema }) => schema.contains !== undefined && schema.minContains !== 0,
  )
  const needed = Math.max(0, ...contained.map(({ schema }) => minContainsOf(schema)))
  const inside: MakingPlace = {
    ...position,
    depth: position.depth + 1,
    lists: position.lists + 1,
    room: Math.floor(position.room / Math.max(1, least)),
  }
  const isFull = position.extent === 'full' && position.depth < MAX_DEPTH
  // What is contained need not be what a tuple begins with.
  const starts =
    needed === 0 ? [0] : [0, ...Array.from({ length: prefix }, (_, index) => index + 1)]
  const making = { builder, applied, contained, inside, needed, prefix, least, isFull }
  let found: Head | undefined
  for (const from of starts.slice(0, MOST_STARTS)) found ??= headFrom(from, making)
  if (found === undefined) return undefined
  const { makers: head, isWhole } = found
  const item = itemOf(applied, Math.max(head.length, prefix))
  const isOpen = isWhole && !item.some(({ schema }) => schema === false)
  const tail = isOpen ? builder.makerFor(item, inside) : undefined
  const isUnique = schemas.some(({ uniqueItems }) => uniqueItems === true)
  const most = Math.min(...schemas.map(({ maxItems }) => maxItems ?? Number.POSITIVE_INFINITY))
  return {
    least,
    most: tail === undefined ? Math.min(most, head.length) : most,
    head,
    tail,
    // Without a word about items, none is made.
    isTuple: prefix > 0 || needed > 0 || !item.some(({ schema }) => schema !== true),
    others: isUnique ? builder.makersFor(item, inside, POOL) : undefined,
    accepts: (value) =>
      item.every(({ pointer }) => pointer === undefined || builder.accepts(pointer, value)),
    // One more item than the tuple, or than must be there: what is asked of every item shows in it alone.
    item:
      isFull && prefix + needed > 0 && item.some(({ schema }) => saysSomething(schema)) ? item : [],
  }
}

/** Different values of one item that are looked for. */
const POOL = 12

function minContainsOf({ minContains }: SchemaObject): number {
  return typeof minContains === 'number' ? minContains : 1
}

function listMaker(
  shape: Shape,
  position: MakingPlace,
  fixed: number | undefined,
): Maker | undefined {
  const { least, most, head, tail, isTuple, others, item } = shape
  if (least > most && tail === undefined) return undefined
  const isDeep = position.depth >= MAX_DEPTH
  return (generation) => {
    const further = item.length > 0 ? 1 : 0
    const usual = isTuple
      ? head.length + further
      : Math.max(head.length, itemsAt(position, generation))
    const wanted = fixed ?? (isDeep ? least : usual)
    const length = Math.min(Math.max(wanted, least), most)
    const values = Array.from({ length }, (_, index) => (head[index] ?? tail)?.(generation))
    return others === undefined ? values : distinct(values, shape, others, generation)
  }
}

/** Lists within lists are short: messages grow with the length of the outermost ones alone. */
function itemsAt({ lists }: MakingPlace, { items }: Generation): number {
  return lists === 0 ? items : Math.min(items, lists === 1 ? 2 : 1)
}

/** Items of a list that allows no duplicates: others of the kind, numbers count up, texts are numbered. */
function distinct(
  values: readonly unknown[],
  { least, accepts }: Shape,
  others: readonly Maker[],
  generation: Generation,
): unknown[] {
  const pool = others.map((maker) => maker(generation))
  const used = new Set<string>()
  const result: unknown[] = []
  for (const [index, value] of values.entries()) {
    const isNew = (each: unknown): boolean => each !== undefined && !used.has(JSON.stringify(each))
    const other = varied(value, index)
    // A value may be null, which is as new as any other.
    const candidates = [value, ...pool, ...(isNew(other) && accepts(other) ? [other] : [])]
    const found = candidates.findIndex(isNew)
    if (found === -1 && result.length >= least) break
    const next = found === -1 ? value : candidates[found]
    result.push(next)
    used.add(JSON.stringify(next))
  }
  return result
}

/** Another value of the kind, valid or not. */
function varied(value: unknown, index: number): unknown {
  if (typeof value === 'number') return exact(value + index * stepOf(value))
  if (typeof value === 'string') return `${value}${index + 1}`
  if (!isRecord(value)) return undefined
  const [name, first] =
    Object.entries(value).find(([, each]) => ['string', 'number'].includes(typeof each)) ?? []
  return name === undefined ? undefined : { ...value, [name]: varied(first, index) }
}

function stepOf(value: number): number {
  return Number.isInteger(value) ? 1 : 0.5
}
