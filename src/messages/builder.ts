import type { Schema } from '../contract/index.ts'
import { isRecord, type Random } from '../core/index.ts'
import type { Applied, TakenBranches } from './applied.ts'

/** How much of a message is made: only what is required, or everything the schema knows. */
export type Extent = 'minimal' | 'full'

/** Where generated identifiers come from: `kind` is the contract's `x-identifies` (`order`, `item`). */
export type IdentifierSource = (kind: string) => string

export interface Generation {
  /** Items in every list that is in no other list; at least the list's own minimum. */
  readonly items: number
  readonly random: Random
  readonly identifier: IdentifierSource
}

/** Makes a value: what the schema decides is decided once, for messages of thousands of items. */
export type Maker = (generation: Generation) => unknown

/** Where in a message a value is. */
export interface MakingPlace {
  readonly extent: Extent
  /** Properties and items around it. */
  readonly depth: number
  /** Lists around it. */
  readonly lists: number
  /** Items that a list may still have here. */
  readonly room: number
  readonly choices: TakenBranches
}

/** What finds values for the schemas of one operation. */
export interface Builder {
  readonly root: Schema
  readonly random: Random
  /** Values that obey all of these schemas, each found valid, the plainest first; none where nothing was found. */
  makersFor(applied: readonly Applied[], position: MakingPlace, most?: number): readonly Maker[]
  makerFor(applied: readonly Applied[], position: MakingPlace): Maker | undefined
  /** Values that are made as those are, without a look at whether they are valid: some of them break one rule. */
  proposals(applied: readonly Applied[], position: MakingPlace, most: number): readonly Maker[]
  /** Whether the value at a pointer into the schema is valid; it counts as valid where there is no validator. */
  accepts(pointer: string, value: unknown): boolean
  /** A value that is made to look at, and not to be sent. */
  probe(maker: Maker): unknown
  /** Pointer of the first schema for which nothing was found. */
  unfilled(): string | undefined
  /** Whether there is room for more than what is required. */
  hasRoom(): boolean
}

/** Whether a maker's value is valid at the place that it is made for. */
export type MakerCheck = (maker: Maker) => boolean

/** Deeper, only what is required is made, and lists are as short as they may be. */
export const MAX_DEPTH = 12

export function always(value: unknown): Maker {
  return () => value
}

/** Whether a schema that describes further properties or items says anything of them. */
export function saysSomething(schema: unknown): schema is Exclude<Schema, boolean> {
  return (
    isRecord(schema) &&
    Object.keys(schema).some((keyword) => !keyword.startsWith('x-') && keyword !== 'description')
  )
}

/** One property or item further within the message. */
export function deeper(position: MakingPlace): MakingPlace {
  return { ...position, depth: position.depth + 1 }
}
