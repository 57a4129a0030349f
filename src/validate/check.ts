import type { Contract } from '../contract/index.ts'
import { HarnessError, linesOf, parseBytes, parseText, withoutMark } from '../core/index.ts'
import { checkHar, isHar } from './har.ts'
import { expandInputs, STANDARD_INPUT } from './inputs.ts'
import { createJudge, type Judge, type JudgeOptions } from './judge.ts'
import { checkNdjson } from './ndjson.ts'
import { faultOf, type Problem } from './problem.ts'
import { checkParsed } from './record.ts'
import { type ByteSource, fill, openSource, rewound } from './source.ts'
import { type Summary, Tally } from './tally.ts'

/** How the records stand in a file. */
export type InputKind = 'json' | 'ndjson' | 'har'

export const INPUT_KINDS: readonly InputKind[] = ['json', 'ndjson', 'har']

export interface CheckOptions extends JudgeOptions {
  readonly contract: Contract
  /** Found out for each file by its name and first bytes when absent. */
  readonly kind?: InputKind
  /** Where `-` reads from. */
  readonly stdin: NodeJS.ReadableStream
  /** Called with each problem as soon as it is seen. */
  readonly onProblem: (problem: Problem) => void
  /** Called with each file or directory that cannot be read; the others are still judged. */
  readonly onUnreadable: (error: HarnessError) => void
}

/** A JSON document is held in memory whole; larger input belongs in NDJSON. */
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024
const SNIFFED_BYTES = 64 * 1024
const NEWLINE = 10
const HAR_START = /^\s*\{\s*"log"\s*:\s*\{\s*"(?:version|creator|browser|pages|entries|comment)"/

/**
 * Judges payload files: JSON documents, NDJSON, HAR captures, any of them gzipped.
 *
 * @param names files, directories, globs and `-` for standard input
 * @throws HarnessError INVALID_FILE, MISSING_OPTION, INVALID_OPTION for wrong use
 */
export async function checkFiles(
  names: readonly string[],
  options: CheckOptions,
): Promise<Summary> {
  const tally = new Tally(options.onProblem)
  const judge = createJudge(options.contract, options)
  const check = { ...options, judge, tally }
  for (const file of await expandInputs(names, options.onUnreadable)) {
    try {
      await checkFile(file, check)
    } catch (error) {
      if (!(error instanceof HarnessError) || error.code !== 'FILE_UNREADABLE') throw error
      options.onUnreadable(error)
    }
  }
  return tally.summary()
}

interface FileCheck extends Pick<CheckOptions, 'contract' | 'kind' | 'reading' | 'stdin'> {
  readonly judge: Judge
  readonly tally: Tally
}

async function checkFile(file: string, check: FileCheck): Promise<void> {
  const isStdin = file === STANDARD_INPUT
  const source = await openSource(file, isStdin ? check.stdin : undefined)
  try {
    await checkSource(source, isStdin ? '<stdin>' : file, check)
  } finally {
    await source.close()
  }
}

async function checkSource(source: ByteSource, file: string, check: FileCheck): Promise<void> {
  const buffer = Buffer.alloc(SNIFFED_BYTES)
  const head = buffer.subarray(0, await fill(source, buffer, NEWLINE))
  const whole = rewound(head, source)
  const kind = check.kind ?? kindOf(file, head)
  if (kind === 'ndjson') {
    await checkNdjson(whole, { ...check, file })
    return
  }
  const bytes = await readDocument(whole)
  if (bytes === undefined) {
    const size = `${MAX_DOCUMENT_BYTES / 1024 / 1024} MiB`
    const message = `the document is larger than ${size}: give its records a line each (NDJSON)`
    const lines = linesOf(head.toString('utf8', 0, 200))
    check.tally.malformed(faultOf('size', message, { file, lines }, { start: 0, end: 1 }))
    return
  }
  const parsed = parseBytes(withoutMark(bytes))
  if (parsed.kind === 'json' && (kind === 'har' || isHar(parsed.value))) {
    checkHar(parsed, file, check)
  } else checkParsed(parsed, { file, firstLine: 1 }, check.judge, check.tally)
}

/**
 * By the file's name; else by its first line: NDJSON when that is a whole value, or is too long to be told. A document of
 * one line is judged alike as either.
 */
function kindOf(file: string, head: Buffer): InputKind {
  const name = file.replace(/\.gz$/, '')
  if (/\.(ndjson|jsonl)$/.test(name)) return 'ndjson'
  if (name.endsWith('.har') || HAR_START.test(head.toString('latin1'))) return 'har'
  const text = head.toString('utf8').trimStart()
  const end = text.indexOf('\n')
  if (end === -1) return head.length === SNIFFED_BYTES ? 'ndjson' : 'json'
  const [first, rest] = [text.slice(0, end).trim(), text.slice(end + 1)]
  const isWhole = first.length > 1 && parseText(first).kind === 'json'
  return isWhole || (first.length > 1 && rest.startsWith('{')) ? 'ndjson' : 'json'
}

/** All of a source, or `undefined` when it is larger than a document may be. */
async function readDocument(source: ByteSource): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for (;;) {
    const chunk = Buffer.alloc(Math.max(SNIFFED_BYTES, Math.min(size, 4 * 1024 * 1024)))
    const count = await fill(source, chunk)
    size += count
    if (size > MAX_DOCUMENT_BYTES) return undefined
    chunks.push(chunk.subarray(0, count))
    if (count < chunk.length) return Buffer.concat(chunks)
  }
}
