import {
  type Lines,
  linesOf,
  locate,
  type Malformed,
  type Parsed,
  parseBytes,
  parseResponseText,
  parseText,
  withoutMark,
} from '../core/index.ts'
import { type Outer, outerOf } from './embedded.ts'
import type { Judge, Judged } from './judge.ts'
import { faultOf, problemsOf } from './problem.ts'
import type { Tally } from './tally.ts'

/** Where a record stands: its file and the number of its first line. */
export interface RecordPlace {
  readonly file: string
  readonly firstLine: number
}

/** Judges one record that is JSON by itself: a file, or a line of one. */
export function checkRecord(
  bytes: Uint8Array,
  place: RecordPlace,
  judge: Judge,
  tally: Tally,
): void {
  const record = place.firstLine === 1 ? withoutMark(bytes) : bytes
  checkParsed(parseBytes(record), place, judge, tally)
}

export function checkParsed(
  parsed: Parsed | Malformed,
  place: RecordPlace,
  judge: Judge,
  tally: Tally,
): void {
  if (parsed.kind === 'malformed') {
    const lines = linesOf(parsed.text, place.firstLine)
    const span = { start: parsed.offset, end: parsed.offset + 1 }
    tally.malformed(faultOf(parsed.keyword, parsed.message, { file: place.file, lines }, span))
    return
  }
  const judgement = judge.judge(parsed.value)
  switch (judgement.kind) {
    case 'absent': {
      tally.absent()
      break
    }
    case 'embedded': {
      const outer = outerOf(linesOf(parsed.text, place.firstLine), judgement.at)
      const parse = judgement.of === 'request' ? parseText : parseResponseText
      checkEmbedded(parse(judgement.text), outer, place, judge, tally)
      break
    }
    case 'judged':
    case 'unclear': {
      const lines = (): Lines => linesOf(parsed.text, place.firstLine)
      count(judgement, { file: place.file, lines }, tally)
    }
  }
}

function checkEmbedded(
  parsed: Parsed | Malformed,
  outer: Outer,
  { file }: RecordPlace,
  judge: Judge,
  tally: Tally,
): void {
  if (parsed.kind === 'malformed') {
    const { lines, span } = outer({ start: parsed.offset, end: parsed.offset + 1 })
    tally.malformed(faultOf(parsed.keyword, parsed.message, { file, lines }, span))
    return
  }
  const lines = (): Lines => linesOf(parsed.text)
  count(judge.judgeFound(parsed.value, []), { file, lines, outer }, tally)
}

interface Source {
  readonly file: string
  /** Asked for where there is something to show. */
  readonly lines: () => Lines
  readonly outer?: Outer
}

function count(judgement: Judged, source: Source, tally: Tally): void {
  if (judgement.kind === 'judged' && judgement.violations.length === 0) {
    tally.valid(judgement.operation.id)
    return
  }
  const { file, outer } = source
  const lines = source.lines()
  if (judgement.kind === 'judged') {
    const { operation, bodyAt, violations } = judgement
    const located = { file, lines, bodyAt, operation: operation.id }
    const problems = problemsOf(violations, outer === undefined ? located : { ...located, outer })
    tally.invalid(operation.id, problems)
    return
  }
  const found = locate(lines.text, [judgement.at])[0]?.value
  const start = found?.start ?? lines.text.length - lines.text.trimStart().length
  const inner = { start, end: found?.end ?? start + 1 }
  const shown = outer?.(inner) ?? { lines, span: inner }
  tally.malformed(faultOf('operation', judgement.message, { file, lines: shown.lines }, shown.span))
}
