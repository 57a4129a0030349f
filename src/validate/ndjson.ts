import { isUtf8 } from 'node:buffer'
import type { Contract, Schema } from '../contract/index.ts'
import { linesOf, parsePointer } from '../core/index.ts'
import { type Block, type BlockOptions, blocksOf, MAX_LINE_BYTES } from './blocks.ts'
import type { Judge, JudgeOptions } from './judge.ts'
import { faultOf } from './problem.ts'
import { checkRecord } from './record.ts'
import type { ByteSource } from './source.ts'
import type { Tally } from './tally.ts'
import { createWalker, type Walk } from './walker/walker.ts'

/** A walker with the operation that what it passes belongs to. */
interface OperationWalk {
  readonly operation: string
  readonly walk: Walk
}

export interface LineCheck {
  readonly file: string
  readonly judge: Judge
  readonly walks: readonly OperationWalk[]
  readonly tally: Tally
}

/** Judges a source with one record on each line, in memory that does not depend on its size. */
export async function checkNdjson(
  source: ByteSource,
  check: LineCheck,
  options: BlockOptions = {},
): Promise<void> {
  let line = 1
  for await (const block of blocksOf(source, options)) {
    line = block.oversize ? oversize(block, line, check) : checkBlock(block, line, check)
  }
}

function oversize({ buffer, length }: Block, line: number, { file, tally }: LineCheck): number {
  const lines = linesOf(buffer.toString('utf8', 0, Math.min(length, 200)), line)
  const size = `${MAX_LINE_BYTES / 1024 / 1024} MiB`
  const message = `the line is longer than ${size}, and was not read`
  tally.malformed(faultOf('size', message, { file, lines }, { start: 0, end: 1 }))
  return line + 1
}

/** Judges the lines of one block and returns the number of the line after it. */
function checkBlock(block: Block, firstLine: number, check: LineCheck): number {
  const { buffer, length } = block
  const { file, judge, walks, tally } = check
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  const walkable = isUtf8(buffer.subarray(0, length)) ? walks : []
  const valid = walkable.map(() => 0)
  let latest = 0
  let line = firstLine
  let at = 0
  while (at < length) {
    let end = -1
    for (let turn = 0; turn < walkable.length && end === -1; turn++) {
      const index = (latest + turn) % walkable.length
      end = endOfLine(buffer, walkable[index]?.walk(buffer, view, at) ?? -1, length)
      if (end === -1) continue
      latest = index
      valid[index] = (valid[index] ?? 0) + 1
    }
    if (end === -1) {
      const newline = buffer.indexOf(10, at)
      end = newline === -1 || newline > length ? length : newline
      const record = buffer.subarray(at, end)
      if (!isBlank(record)) checkRecord(record, { file, firstLine: line }, judge, tally)
    }
    at = end + 1
    line++
  }
  for (const [index, { operation }] of walkable.entries()) {
    const count = valid[index] ?? 0
    if (count > 0) tally.valid(operation, count)
  }
  return line
}

/** The index of the newline after a value that ends at `at`; −1 when something else follows. */
function endOfLine(buffer: Buffer, at: number, length: number): number {
  if (at === -1) return -1
  let index = at
  while (buffer[index] === 32 || buffer[index] === 13 || buffer[index] === 9) index++
  return buffer[index] === 10 || index === length ? index : -1
}

function isBlank(record: Buffer): boolean {
  return record.every((byte) => byte === 32 || byte === 13 || byte === 9)
}

/** Walkers for the records that a judge with these options expects; none where it judges answers. */
export function walksFor(
  contract: Contract,
  { operation, status, reading, pointer }: JudgeOptions,
): OperationWalk[] {
  if (status !== undefined) return []
  const steps = pointer === undefined ? [] : parsePointer(pointer)
  const operations = operation === undefined ? contract.operations : [operation]
  return operations.flatMap((each) => {
    const body = each.schema(reading)
    const shapes = operation === undefined ? [envelopeOf(each.id, body), bareOf(body)] : [body]
    return shapes.flatMap((shape) => {
      const walk = createWalker(steps.reduceRight(memberOf, shape))
      return walk === undefined ? [] : [{ operation: each.id, walk }]
    })
  })
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
