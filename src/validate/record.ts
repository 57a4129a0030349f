import { linesOf } from '../core/index.ts'
import { type Malformed, type Parsed, parseBytes } from './json/parse.ts'
import { locate } from './json/locate.ts'
import type { Judge, Judgement } from './judge.ts'
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
  checkParsed(parseBytes(bytes), place, judge, tally)
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
  count(judge.judge(parsed.value), parsed.text, place, tally)
}

function count(judgement: Judgement, text: string, place: RecordPlace, tally: Tally): void {
  if (judgement.kind === 'judged' && judgement.violations.length === 0) {
    tally.valid(judgement.operation.id)
    return
  }
  const lines = linesOf(text, place.firstLine)
  if (judgement.kind === 'unclear') {
    const found = locate(text, [judgement.at])[0]?.value
    const start = found?.start ?? text.length - text.trimStart().length
    const located = { file: place.file, lines }
    tally.malformed(
      faultOf('operation', judgement.message, located, { start, end: found?.end ?? start + 1 }),
    )
    return
  }
  const { operation, bodyAt, violations } = judgement
  const located = { file: place.file, lines, bodyAt, operation: operation.id }
  tally.invalid(operation.id, problemsOf(violations, located))
}
