import type { Contract } from '../contract/index.ts'
import { defined, HarnessError, type Malformed, parseBytes, withoutMark } from '../core/index.ts'
import { checkHar, isHar } from './har.ts'
import { withoutCutEntry } from './har-cut.ts'
import { expandInputs, STANDARD_INPUT } from './inputs.ts'
import { createJudge, type Judge, type JudgingOptions } from './judge.ts'
import {
  afterFirstLine,
  beginsAsLog,
  beginsWithLines,
  type InputKind,
  isBlank,
  kindByContent,
  kindByName,
  mayBeHar,
} from './kind.ts'
import { checkNdjson } from './ndjson.ts'
import { standalone } from './placed.ts'
import { faultOf, type PayloadWarning, type Problem } from './problem.ts'
import { type CheckedRecord, checkRecord, unreadable } from './record.ts'
import type { ByteSource } from './byte-source.ts'
import { fill, openSource, rewound, sourceOf } from './source.ts'
import { type Summary, ValidationStatistics } from './statistics.ts'

export interface CheckOptions extends JudgingOptions {
  readonly contract: Contract
  /** Detected for each file from its name and first bytes when absent. */
  readonly kind?: InputKind
  /** Where `-` reads from. */
  readonly stdin: NodeJS.ReadableStream
  /** Ends the reading: the file at hand, and those after it, count as unreadable. */
  readonly signal?: AbortSignal
  /** Called with each problem as soon as it is seen. */
  readonly onProblem: (problem: Problem) => void
  /** Called with the first warnings of each message; they make no message invalid. */
  readonly onWarning?: (warning: PayloadWarning) => void
  /** Called with each file or directory that cannot be read; the others are still judged. */
  readonly onUnreadable: (error: HarnessError) => void
  /** Called with each file that was read to its end and has messages, all of them valid. */
  readonly onValidFile?: (file: string) => void
  /** Called with each message that could be sent, and with each record that is none. */
  readonly onRecord?: (record: CheckedRecord) => void
}

/** A JSON document is held in memory whole; larger input belongs in NDJSON. */
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024
const SNIFFED_BYTES = 64 * 1024
const NEWLINE = 10

/**
 * Judges payload files: JSON documents, NDJSON, logs, HAR captures, any of them compressed. A document, and a line of NDJSON, is a
 * body, an envelope `{ "operation", "body" }`, or a list of these.
 *
 * @param names files, directories, globs and `-` for standard input
 * @throws HarnessError INVALID_FILE, MISSING_OPTION, INVALID_OPTION for usage errors
 */
export async function checkFiles(
  names: readonly string[],
  options: CheckOptions,
): Promise<Summary> {
  const statistics = new ValidationStatistics(options.onProblem, options.onWarning)
  const judge = createJudge(options.contract, options)
  const check = { ...options, judge, statistics }
  for (const file of await expandInputs(names, options.onUnreadable)) {
    const before = statistics.totals()
    try {
      await checkFile(file, check)
      const { messages, problems } = statistics.totals()
      if (messages > before.messages && problems === before.problems) options.onValidFile?.(file)
    } catch (error) {
      if (!(error instanceof HarnessError) || error.code !== 'FILE_UNREADABLE') throw error
      options.onUnreadable(error)
    }
  }
  return statistics.summary()
}

interface FileCheck extends Pick<
  CheckOptions,
  'contract' | 'kind' | 'reading' | 'stdin' | 'signal' | 'onRecord'
> {
  readonly judge: Judge
  readonly statistics: ValidationStatistics
}

async function checkFile(file: string, check: FileCheck): Promise<void> {
  const isStdin = file === STANDARD_INPUT
  const { stdin, signal } = check
  const source = await openSource(file, {
    ...(isStdin ? { stream: stdin } : {}),
    ...defined({ signal }),
  })
  try {
    await checkSource(source, isStdin ? '<stdin>' : file, check)
  } finally {
    await source.close()
  }
}

async function checkSource(source: ByteSource, file: string, check: FileCheck): Promise<void> {
  const { head, kind } = await sniff(source, file, check.kind)
  const whole = rewound(head, source)
  if (kind === 'ndjson' || kind === 'log') {
    await checkNdjson(whole, file, check, { kind })
    return
  }
  const { bytes, isWhole } = await readDocument(whole)
  const mayBeLines = check.kind === undefined && kind === 'json'
  const linesOf = (): 'ndjson' | 'log' | undefined =>
    beginsWithLines(bytes) ? 'ndjson' : beginsAsLog(file, bytes) ? 'log' : undefined
  if (!isWhole) {
    const lines = mayBeLines ? linesOf() : undefined
    if (lines === undefined) tooLarge(bytes, file, check)
    else await checkNdjson(rewound(bytes, source), file, check, { kind: lines })
    return
  }
  const document = withoutMark(bytes)
  const parsed = parseBytes(document)
  if (parsed.kind === 'malformed' && kind === 'har') {
    const rest = withoutCutEntry(document)
    const before = rest === undefined ? parsed : parseBytes(rest)
    if (before.kind === 'json') {
      checkHar(before, file, check)
      check.statistics.missing('cut', `${file}: the last entry`)
      return
    }
  }
  if (parsed.kind === 'json' && (kind === 'har' || isHar(parsed.value))) {
    checkHar(parsed, file, check)
    return
  }
  if (parsed.kind === 'malformed' && !mayBeLines) {
    unfitting({ parsed, kind, looksLike: linesOf(), document }, file, check)
    return
  }
  const lines = parsed.kind === 'malformed' ? linesOf() : undefined
  if (lines === undefined) {
    checkRecord(parsed, { file, firstLine: 1, isLine: false }, check, document)
  } else await checkNdjson(sourceOf(bytes), file, check, { kind: lines })
}

/** The beginning of a source, and the kind of the rest. */
async function sniff(
  source: ByteSource,
  file: string,
  given: InputKind | undefined,
): Promise<{ readonly head: Buffer; readonly kind: InputKind }> {
  const buffer = Buffer.alloc(SNIFFED_BYTES)
  const filled = await fill(source, buffer, NEWLINE)
  const head = buffer.subarray(0, filled)
  const named = given ?? kindByName(file)
  if (named !== undefined) return { head, kind: named }
  const kind = kindByContent(file, head)
  if (kind !== 'ndjson') return { head, kind }
  // One line with nothing after it is a document, and keeps the white space at its end.
  const more = await fillBlanks(source, buffer, afterFirstLine(head), filled)
  return { head: buffer.subarray(0, more.filled), kind: more.isEnd ? 'json' : 'ndjson' }
}

/** Reads on while there is nothing but white space from an index on, and says whether that goes on to the end. */
async function fillBlanks(
  source: ByteSource,
  buffer: Buffer,
  start: number,
  end: number,
): Promise<{ readonly filled: number; readonly isEnd: boolean }> {
  let from = start
  let filled = end
  while (isBlank(buffer.subarray(from, filled)) && filled < buffer.length) {
    from = filled
    const count = await source.read(buffer, filled)
    if (count === 0) return { filled, isEnd: true }
    filled += count
  }
  return { filled, isEnd: false }
}

interface Unfitting {
  readonly parsed: Malformed
  /** What the file was read as. */
  readonly kind: InputKind
  readonly looksLike: 'ndjson' | 'log' | undefined
  readonly document: Uint8Array
}

/** A file that is not a document of the kind that --input or its name says. */
function unfitting(
  { parsed, kind, looksLike, document }: Unfitting,
  file: string,
  check: FileCheck,
): void {
  const isOfItsKind = kind === 'har' ? mayBeHar(document) : looksLike === undefined
  if (isOfItsKind) {
    checkRecord(parsed, { file, firstLine: 1, isLine: false }, check)
    return
  }
  const what = kind === 'har' ? 'this is not a HAR capture' : 'this is not one JSON document'
  const hint =
    looksLike === undefined
      ? parsed.message.replace(/^this is /, 'it is ')
      : `${LOOKS[looksLike]}, use --input ${looksLike}`
  const source = standalone(parsed.text)
  const span = { start: parsed.offset, end: parsed.offset + 1 }
  unreadable(faultOf('json', `${what}: ${hint}`, { file, source }, span), file, check)
}

const LOOKS: Readonly<Record<'ndjson' | 'log', string>> = {
  ndjson: 'it has a value on each line',
  log: 'it looks like a log',
}

function tooLarge(beginning: Buffer, file: string, check: FileCheck): void {
  const size = `${MAX_DOCUMENT_BYTES / 1024 / 1024} MiB`
  const message = `the document is larger than ${size}: give its records a line each (NDJSON)`
  const source = standalone(beginning.toString('utf8', 0, 200))
  unreadable(faultOf('size', message, { file, source }, { start: 0, end: 1 }), file, check)
}

interface ReadDocument {
  readonly bytes: Buffer
  /** False where the source is larger than a document may be: the bytes are its beginning then. */
  readonly isWhole: boolean
}

async function readDocument(source: ByteSource): Promise<ReadDocument> {
  const chunks: Buffer[] = []
  let size = 0
  for (;;) {
    const chunk = Buffer.alloc(Math.max(SNIFFED_BYTES, Math.min(size, 4 * 1024 * 1024)))
    const count = await fill(source, chunk)
    size += count
    chunks.push(chunk.subarray(0, count))
    const isWhole = count < chunk.length
    if (isWhole || size > MAX_DOCUMENT_BYTES) {
      return { bytes: Buffer.concat(chunks), isWhole: size <= MAX_DOCUMENT_BYTES }
    }
  }
}
