import { isRecord, type Malformed, type Parsed, parseBytes, withoutMark } from '../core/index.ts'
import { type Block, type BlockOptions, blocksOf, MAX_LINE_BYTES } from './blocks.ts'
import { isBlank } from './kind.ts'
import { jsonAfterPrefix, mayHoldJson, splitLines } from './log-line.ts'
import { standalone } from './placed.ts'
import { faultOf } from './problem.ts'
import { checkRecord, type RecordCheck, unreadable } from './record.ts'
import type { ByteSource } from './byte-source.ts'

interface LinesOptions extends BlockOptions {
  /** Of a log, lines without JSON are counted, and are not broken records. */
  readonly kind?: 'ndjson' | 'log'
}

/** Judges a source with one record on each line, in memory that does not depend on its size. */
export async function checkNdjson(
  source: ByteSource,
  file: string,
  check: RecordCheck,
  { kind = 'ndjson', ...options }: LinesOptions = {},
): Promise<void> {
  const checkLine = lineCheck(file, check, kind)
  let line = 1
  for await (const block of blocksOf(source, options)) {
    line = block.oversize
      ? tooLong(block, line, file, check)
      : checkLines(block.lines, line, checkLine)
  }
}

type LineCheck = (bytes: Uint8Array, line: number) => void

/** Judges whole lines, and returns the number of the line after them. */
function checkLines(lines: Buffer, firstLine: number, checkLine: LineCheck): number {
  let line = firstLine
  for (let at = 0; at < lines.length; line++) {
    const newline = lines.indexOf(NEWLINE, at)
    const end = newline === -1 ? lines.length : newline
    const written = lines.subarray(at, end)
    if (!isBlank(written)) checkLine(line === 1 ? withoutMark(written) : written, line)
    at = end + 1
  }
  return line
}

function lineCheck(file: string, check: RecordCheck, kind: 'ndjson' | 'log'): LineCheck {
  const splits = splitLines(MAX_LINE_BYTES)
  const checkWhole = (parsed: Parsed | Malformed, line: number, bytes?: Uint8Array): void => {
    const place = { file, firstLine: line, isLine: true }
    if (parsed.kind === 'json') {
      const isPlain = kind === 'log' && !isRecord(parsed.value) && !Array.isArray(parsed.value)
      if (isPlain) check.statistics.plainLine()
      else checkRecord(parsed, place, check, bytes)
      return
    }
    const found = parsed.keyword === 'json' ? jsonAfterPrefix(parsed.text) : undefined
    if (found !== undefined) {
      checkRecord(found.parsed, { ...place, prefix: found.prefix }, check)
    } else if (kind === 'log' && !mayHoldJson(parsed.text)) check.statistics.plainLine()
    else checkRecord(parsed, place, check, bytes)
  }
  return (bytes, line) => {
    const parsed = parseBytes(bytes)
    if (parsed.kind === 'json' || parsed.keyword !== 'json') {
      checkWhole(parsed, line, bytes)
      return
    }
    const joined = splits(parsed.text, line)
    if (joined === 'whole') checkWhole(parsed, line, bytes)
    else if (joined !== 'part') {
      checkWhole(parseBytes(Buffer.from(joined.text)), joined.firstLine)
    }
  }
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
