import { walkSchema } from './schema.ts'

/** Ways to match one text that a pattern may have before it is watched. */
const MOST_WAYS = 32

/**
 * Whether a schema has a pattern that may take long on some text, as `^(a+)+$` does: by its form, so that others cost
 * nothing. A pattern of this kind may be quick all the same; a quick one is never taken for slow wrongly the other way round.
 */
export function hasSlowPattern(root: unknown): boolean {
  let found = false
  walkSchema(root, ({ pattern, patternProperties }) => {
    const patterns = [pattern ?? [], Object.keys(patternProperties ?? {})].flat()
    found ||= patterns.some((each) => typeof each !== 'string' || mayBeSlow(each))
  })
  return found
}

/** One atom with its quantifier: an escape, a class, a group's opening or end, or a character. */
const PIECE =
  /(?:\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|:|<\w+>))?|[^\\])((?:[*+?]|\{\d+(?:,\d*)?\})?)/gsu

/**
 * Without groups that repeat, alternatives within a repetition, backward references and looking around, and with one
 * repetition without an end at most, at the beginning of the text alone: such a pattern reads a text about once.
 */
export function mayBeSlow(pattern: string): boolean {
  if (/\\[1-9k]|\(\?<?[=!]/.test(pattern)) return true
  if (/\)(?:[*+?]|\{)/.test(pattern)) return true
  let ways = 1
  let endless = 0
  for (const [, quantifier = ''] of pattern.matchAll(PIECE)) {
    const [least, most] = timesOf(quantifier)
    if (most === Number.POSITIVE_INFINITY) endless += 1
    else ways *= most - least + 1
  }
  const isAnchored = pattern.startsWith('^') && !pattern.includes('|')
  return ways > MOST_WAYS || endless > 1 || (endless === 1 && !isAnchored)
}

function timesOf(quantifier: string): [least: number, most: number] {
  if (quantifier === '*' || quantifier === '+') return [0, Number.POSITIVE_INFINITY]
  if (quantifier === '?') return [0, 1]
  const [, least, comma, most] = /\{(\d+)(,?)(\d*)\}/.exec(quantifier) ?? []
  if (least === undefined) return [1, 1]
  if (comma === '') return [Number(least), Number(least)]
  return [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)]
}
