import { readFileSync } from 'node:fs'
import { shippedContractPath } from '../../src/contract/index.ts'

/** A shown line of output that the command does not print any more. */
export interface StaleLine {
  /** Its index among the lines that are shown. */
  readonly index: number
  readonly shown: string
  /** What is printed in its place now; empty when nothing is like it. */
  readonly printed: readonly string[]
}

/**
 * Every shown line that the printed text does not have, in order. A line that is only `…` represents any lines, `…` within a
 * line any text; times and durations are not compared, and of a line of the contract only that there is such a line.
 *
 * @param exact compares the lines of the contract, too
 */
export function staleLines(
  shown: readonly string[],
  printed: string,
  { exact = false } = {},
): StaleLine[] {
  const actual = printed.split('\n').map((line) => line.trimEnd())
  const compared = actual.map((line) => comparable(line, exact))
  const stale: StaleLine[] = []
  let at = 0
  let maySkip = false
  for (const [index, line] of shown.entries()) {
    if (line.trim() === '…') {
      maySkip = true
      continue
    }
    const pattern = patternOf(comparable(line, exact))
    const found = compared.findIndex((text, place) => place >= at && pattern.test(text))
    const alike = found === -1 ? mostAlike(line, actual, at, maySkip) : found
    if (found === -1 || (found > at && !maySkip)) {
      const now = actual.slice(maySkip ? alike : at, alike + 1)
      const current = alike === -1 ? [] : now.map((each) => withDurationsOf(line, each))
      stale.push({ index, shown: line, printed: current })
    }
    if (alike === -1) continue
    at = alike + 1
    maySkip = false
  }
  return stale
}

function patternOf(line: string): RegExp {
  const parts = line
    .split('…')
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`)
}

/** The index of the line that has most words of another, and half of them at least; -1 for none. */
function mostAlike(
  line: string,
  actual: readonly string[],
  from: number,
  mayBeLater: boolean,
): number {
  const candidates = actual.slice(from, mayBeLater ? undefined : from + 1)
  const shares = candidates.map((candidate) => likeness(line, candidate))
  const best = Math.max(0, ...shares)
  return best < 0.5 ? -1 : from + shares.indexOf(best)
}

/** Which part of the words of two lines they have in common, from 0 to 1. */
function likeness(one: string, other: string): number {
  const [left, right] = [wordsOf(one), wordsOf(other)]
  const common = left.filter((word) => right.includes(word)).length
  return (2 * common) / Math.max(1, left.length + right.length)
}

function wordsOf(line: string): string[] {
  return line.match(/[\p{L}\d]+/gu) ?? []
}

const DURATION = /\b\d+(?:\.\d+)? ?(?:ms|s|min)\b/g

/** A page that is written on a busy machine keeps its durations. */
function withDurationsOf(shown: string, printed: string): string {
  const durations = shown.match(DURATION) ?? []
  return printed.replaceAll(DURATION, (found) => durations.shift() ?? found)
}

function comparable(line: string, exact: boolean): string {
  const timeless = line
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>')
    .replaceAll(DURATION, '<duration>')
    .replaceAll(/\b\d+ per second\b/g, '<rate>')
  return exact ? timeless : timeless.replaceAll(CONTRACT_LINE, withoutLine)
}

/** A property that is inserted above moves them, and changes nothing of what a page says. */
const CONTRACT_LINE = /(?<=openapi\/drop-ship\.yaml:)\d+/g
const CONTRACT_LINES = readFileSync(shippedContractPath(), 'utf8').split('\n').length

function withoutLine(number: string): string {
  return Number(number) >= 1 && Number(number) <= CONTRACT_LINES ? '<line>' : number
}
