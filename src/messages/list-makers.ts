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
  const itemAt = (index: number): readonly Applied[] => [
    ...itemOf(applied, index),
    ...contained
      .filter(({ schema }) => index < minContainsOf(schema))
      .map(({ schema, pointer }) => below(schema, pointer, 'contains')),
  ]
  const head: Maker[] = []
  const isFull = position.extent === 'full' && position.depth < MAX_DEPTH
  const wanted = Math.min(
    Math.max(needed, isFull ? prefix : 0, least < prefix ? least : prefix),
    MAX_ITEMS,
  )
  while (head.length < wanted) {
    const maker = builder.makerFor(itemAt(head.length), inside)
    if (maker === undefined) break
    head.push(maker)
  }
  if (head.length < needed || head.length < Math.min(least, prefix)) return undefined
  const item = itemOf(applied, Math.max(head.length, prefix))
  const isOpen = head.length === wanted && !item.some(({ schema }) => schema === false)
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
    item: isFull && prefix > 0 && item.some(({ schema }) => saysSomething(schema)) ? item : [],
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
    const next =
      [value, ...pool].find(isNew) ?? (isNew(other) && accepts(other) ? other : undefined)
    if (next === undefined && result.length >= least) break
    result.push(next ?? value)
    used.add(JSON.stringify(next ?? value))
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
