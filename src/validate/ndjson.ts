import type { Contract, Operation, Schema } from '../contract/index.ts'
import { linesOf, parsePointer } from '../core/index.ts'
import { type Block, type BlockOptions, blocksOf, BufferPool, MAX_LINE_BYTES } from './blocks.ts'
import type { Judge, JudgeOptions } from './judge.ts'
import { faultOf } from './problem.ts'
import { checkRecord } from './record.ts'
import type { ByteSource } from './source.ts'
import type { Tally } from './tally.ts'
import { generateWalker } from './walker/generate.ts'
import type { WalkedLines } from './walker/lines.ts'
import { Walkers, type WalkersOptions } from './walker/walkers.ts'

/** Walkers for records, and the operation that what each passes belongs to. */
export interface LineWalkers extends Pick<Walkers, 'walk' | 'room' | 'close'> {
  readonly operations: readonly string[]
}

export interface LineCheck {
  readonly file: string
  readonly judge: Judge
  readonly walkers: LineWalkers
  readonly tally: Tally
}

/** Judges a source with one record on each line, in memory that does not depend on its size. */
export async function checkNdjson(
  source: ByteSource,
  check: LineCheck,
  options: BlockOptions = {},
): Promise<void> {
  const pool = new BufferPool()
  let line = 1
  for await (const [block, walked] of walkAhead(
    blocksOf(source, { ...options, pool }),
    check.walkers,
  )) {
    if (walked === undefined) line = oversize(block, line, check)
    else {
      line = checkBlock(block, walked, line, check)
      pool.give(block.buffer)
    }
  }
}

/** A block with what was found in it; with nothing where it is no whole line. */
type WalkedBlock = readonly [Block, WalkedLines | undefined]

/** Blocks in their order, as many being walked ahead as there is room for. */
async function* walkAhead(
  blocks: AsyncIterable<Block>,
  walkers: LineWalkers,
): AsyncGenerator<WalkedBlock> {
  const ahead: Promise<WalkedBlock>[] = []
  const reading = blocks[Symbol.asyncIterator]()
  let unreadable: { readonly error: unknown } | undefined
  for (;;) {
    const block = await reading.next().catch((error: unknown) => {
      unreadable = { error }
    })
    if (block === undefined || block.done === true) break
    const walking = walkBlock(block.value, walkers)
    // A failure is met where it is awaited.
    walking.catch(() => undefined)
    ahead.push(walking)
    for (const first of ahead.splice(0, ahead.length - walkers.room)) yield await first
  }
  // What was read before is judged all the same.
  for (const walking of ahead) yield await walking
  if (unreadable !== undefined) throw unreadable.error
}

async function walkBlock(block: Block, walkers: LineWalkers): Promise<WalkedBlock> {
  return [block, block.oversize ? undefined : await walkers.walk(block.buffer, block.length)]
}

function oversize({ buffer }: Block, line: number, { file, tally }: LineCheck): number {
  const lines = linesOf(buffer.toString('utf8'), line)
  const size = `${MAX_LINE_BYTES / 1024 / 1024} MiB`
  const message = `the line is longer than ${size}, and was not read`
  tally.malformed(faultOf('size', message, { file, lines }, { start: 0, end: 1 }))
  return line + 1
}

/** Judges what walkers left doubtful, counts the rest, and returns the number of the line after it. */
function checkBlock(
  { buffer }: Block,
  { lines, valid, doubtful }: WalkedLines,
  firstLine: number,
  { file, judge, walkers, tally }: LineCheck,
): number {
  for (let at = 0; at < doubtful.length; at += 3) {
    const [before = 0, start = 0, end = 0] = doubtful.slice(at, at + 3)
    const record = buffer.subarray(start, end)
    checkRecord(record, { file, firstLine: firstLine + before }, judge, tally)
  }
  for (const [index, operation] of walkers.operations.entries()) {
    const count = valid[index] ?? 0
    if (count > 0) tally.valid(operation, count)
  }
  return firstLine + lines
}

/** Walkers for the records that a judge with these options expects; none where it judges answers. */
export function walkersFor(
  contract: Contract,
  judged: JudgeOptions,
  options?: WalkersOptions,
): LineWalkers {
  const shapes = judged.status === undefined ? shapesFor(contract, judged) : []
  const walkers = new Walkers(
    shapes.map(({ shape }) => generateWalker(shape)),
    options,
  )
  return Object.assign(walkers, { operations: shapes.map(({ operation }) => operation) })
}

interface RecordShape {
  readonly operation: string
  readonly shape: Schema
}

function shapesFor(
  contract: Contract,
  { operation, reading, pointer }: JudgeOptions,
): RecordShape[] {
  const steps = pointer === undefined ? [] : parsePointer(pointer)
  const shapes = (of: readonly Operation[], shapeOf: (id: string, body: Schema) => Schema) =>
    of.map((each) => ({
      operation: each.id,
      shape: steps.reduceRight(memberOf, shapeOf(each.id, each.schema(reading))),
    }))
  if (operation !== undefined) return shapes([operation], (_id, body) => body)
  // A file holds envelopes or bodies, seldom both: those of a kind are tried one after the other.
  const { operations } = contract
  return [...shapes(operations, envelopeOf), ...shapes(operations, (_id, body) => bareOf(body))]
}

function envelopeOf(operation: string, body: Schema): Schema {
  return {
    type: 'object',
    properties: { operation: { type: 'string', const: operation }, body },
    required: ['operation', 'body'],
  }
}

/** A body that is no envelope: an open schema would take one for a body with unknown members. */
function bareOf(body: Schema): Schema {
  if (typeof body === 'boolean' || body.properties?.operation !== undefined) return false
  return { ...body, properties: { ...body.properties, operation: false } }
}

function memberOf(schema: Schema, name: string): Schema {
  return { type: 'object', properties: { [name]: schema }, required: [name] }
}
