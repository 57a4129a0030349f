import { linesOf } from '../core/index.ts'
import { type Block, type BlockOptions, blocksOf, MAX_LINE_BYTES } from './blocks.ts'
import type { Judge } from './judge.ts'
import { faultOf } from './problem.ts'
import { checkRecord } from './record.ts'
import type { ByteSource } from './source.ts'
import type { Tally } from './tally.ts'

export interface LineCheck {
  readonly file: string
  readonly judge: Judge
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
    line = block.oversize ? tooLong(block, line, check) : checkLines(block.lines, line, check)
  }
}

/** Judges whole lines, and returns the number of the line after them. */
function checkLines(lines: Buffer, firstLine: number, { file, judge, tally }: LineCheck): number {
  let line = firstLine
  for (let at = 0; at < lines.length; line++) {
    const newline = lines.indexOf(NEWLINE, at)
    const end = newline === -1 ? lines.length : newline
    if (!isBlank(lines, at, end)) {
      checkRecord(lines.subarray(at, end), { file, firstLine: line }, judge, tally)
    }
    at = end + 1
  }
  return line
}

function tooLong({ lines: beginning }: Block, line: number, { file, tally }: LineCheck): number {
  const lines = linesOf(beginning.toString('utf8'), line)
  const size = `${MAX_LINE_BYTES / 1024 / 1024} MiB`
  const message = `the line is longer than ${size}, and was not read`
  tally.malformed(faultOf('size', message, { file, lines }, { start: 0, end: 1 }))
  return line + 1
}

const NEWLINE = 10
const BLANKS = new Set([32, 13, 9])

function isBlank(lines: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!BLANKS.has(lines[at] ?? 0)) return false
  return true
}
