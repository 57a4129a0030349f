import { parseBytes, withoutMark } from '../core/index.ts'
import { type Block, type BlockOptions, blocksOf, MAX_LINE_BYTES } from './blocks.ts'
import { isBlank } from './kind.ts'
import { standalone } from './placed.ts'
import { faultOf } from './problem.ts'
import { checkRecord, type RecordCheck, unreadable } from './record.ts'
import type { ByteSource } from './source.ts'

/** Judges a source with one record on each line, in memory that does not depend on its size. */
export async function checkNdjson(
  source: ByteSource,
  file: string,
  check: RecordCheck,
  options: BlockOptions = {},
): Promise<void> {
  let line = 1
  for await (const block of blocksOf(source, options)) {
    line = block.oversize
      ? tooLong(block, line, file, check)
      : checkLines(block.lines, line, file, check)
  }
}

/** Judges whole lines, and returns the number of the line after them. */
function checkLines(lines: Buffer, firstLine: number, file: string, check: RecordCheck): number {
  let line = firstLine
  for (let at = 0; at < lines.length; line++) {
    const newline = lines.indexOf(NEWLINE, at)
    const end = newline === -1 ? lines.length : newline
    const written = lines.subarray(at, end)
    if (!isBlank(written)) {
      const bytes = line === 1 ? withoutMark(written) : written
      checkRecord(parseBytes(bytes), { file, firstLine: line, isLine: true }, check, bytes)
    }
    at = end + 1
  }
  return line
}

function tooLong({ lines }: Block, line: number, file: string, check: RecordCheck): number {
  const size = `${MAX_LINE_BYTES / 1024 / 1024} MiB`
  const message = `the line is longer than ${size}, and was not read`
  const source = standalone(lines.toString('utf8'), line)
  const problem = faultOf('size', message, { file, source }, { start: 0, end: 1 })
  unreadable(problem, `${file}:${line}`, check)
  return line + 1
}

const NEWLINE = 10
