import { mayBeSlow, readPattern } from '../contract/index.ts'
import { defined, type Random, withinCpuTime } from '../core/index.ts'

/** Candidates for a character class, the plainest first. */
const CHARACTERS = [
  ...'aA0 -_.:/@#+'.split(''),
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  ...'éЖ中\n\t'.split(''),
  ...Array.from({ length: 32 }, (_, index) => String.fromCharCode(index)),
]

/** Characters of a repetition; what asks for more is not matched. */
const LONGEST = 100_000

const PATTERN_MS = 20

/** What is read of a pattern, from one index on. */
interface Piece {
  readonly text: string
  readonly end: number
}

/** How the parts of a pattern are filled. */
interface Style {
  /** Repetitions beyond the least, where more are allowed. */
  readonly more: number
  /** Chooses among alternatives and characters; the first of each when absent. */
  readonly random?: Random
  /** What the groups of the pattern were filled with, by number and name: `\\1` and `\\k<name>` repeat it. */
  readonly groups: Map<string, string>
}

function styleOf(more: number, random?: Random): Style {
  return { more, groups: new Map(), ...defined({ random }) }
}

/** Whether a text matches; no, where that takes long or nothing reads the pattern. */
export function matchesPattern(pattern: string, text: string): boolean {
  const expression = readPattern(pattern)
  if (!mayBeSlow(pattern)) return expression?.test(text) ?? false
  return withinCpuTime(PATTERN_MS, () => expression?.test(text) ?? false)?.value ?? false
}

/**
 * The shortest text that a pattern of usual make asks for: literals, classes, groups, the first of alternatives, the least
 * of repetitions. `undefined` where the text does not match after all, because the pattern looks ahead.
 */
export function textMatching(pattern: string): string | undefined {
  const { text } = alternatives(pattern, 0, styleOf(0))
  return matchesPattern(pattern, text) ? text : undefined
}

/** Random texts that are tried where the pattern looks ahead, or other lengths are asked for. */
const TRIES = 120

/** Texts that match, the shortest first, then longer and other ones. */
export function textsMatching(pattern: string, random: Random, least = 0): readonly string[] {
  const found = new Set<string>()
  const styles: Style[] = [
    ...[0, 1, least].map((more) => styleOf(more)),
    ...Array.from({ length: TRIES }, (_, index) =>
      styleOf(index % 4 === 3 ? least : index % 4, random),
    ),
  ]
  for (const style of styles) {
    if (found.size >= ENOUGH) break
    const { text } = alternatives(pattern, 0, style)
    if (Array.from(text).length >= least && matchesPattern(pattern, text)) found.add(text)
  }
  return [...found]
}

const ENOUGH = 12

function alternatives(pattern: string, start: number, style: Style): Piece {
  const all = [sequence(pattern, start, style)]
  let end = all[0]?.end ?? start
  while (pattern[end] === '|') {
    const next = sequence(pattern, end + 1, style)
    all.push(next)
    ;({ end } = next)
  }
  const chosen = style.random === undefined ? 0 : style.random.integer(0, all.length - 1)
  return { text: all[chosen]?.text ?? '', end }
}

function sequence(pattern: string, start: number, style: Style): Piece {
  let text = ''
  let index = start
  while (index < pattern.length && pattern[index] !== '|' && pattern[index] !== ')') {
    const atom = atomAt(pattern, index, style)
    const { least, most, end } = timesAt(pattern, atom.end)
    const wanted = Math.min(most, least + style.more)
    const times = Math.min(wanted, Math.floor(LONGEST / Math.max(1, atom.text.length)))
    text += repeated(pattern, index, { atom, times, style })
    index = end
  }
  return { text, end: index }
}

/** Of random texts each repetition is another one. */
function repeated(
  pattern: string,
  index: number,
  { atom, times, style }: { readonly atom: Piece; readonly times: number; readonly style: Style },
): string {
  if (style.random === undefined || times > MOST_RANDOM) return atom.text.repeat(times)
  return Array.from({ length: times }, () => atomAt(pattern, index, style).text).join('')
}

const MOST_RANDOM = 200

function atomAt(pattern: string, start: number, style: Style): Piece {
  const char = pattern.charAt(start)
  switch (char) {
    case '^':
    case '$': {
      return { text: '', end: start + 1 }
    }
    case '(': {
      const opening = /\((?:\?(?::|<?[=!]|<\w+>))?/y
      opening.lastIndex = start
      const [open = '('] = opening.exec(pattern) ?? []
      const inner = alternatives(pattern, start + open.length, style)
      for (const group of groupsOf(pattern, start, open)) style.groups.set(group, inner.text)
      return { text: /[=!]$/.test(open) ? '' : inner.text, end: inner.end + 1 }
    }
    case '[':
    case '.':
    case '\\': {
      const reference = /\\(?:([1-9]\d*)|k<(\w+)>)/y
      reference.lastIndex = start
      const [back, number, name] = reference.exec(pattern) ?? []
      if (back !== undefined)
        return { text: style.groups.get(number ?? name ?? '') ?? '', end: start + back.length }
      const set = /\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u.{4}|x..|c[A-Za-z]|.)|\./suy
      set.lastIndex = start
      const [source = char] = set.exec(pattern) ?? []
      return { text: sampleOf(source, style), end: start + source.length }
    }
    default: {
      const literal = String.fromCodePoint(pattern.codePointAt(start) ?? 0)
      return { text: literal, end: start + literal.length }
    }
  }
}

/** The number of a group that begins at an index, and its name; none of what captures nothing. */
function groupsOf(pattern: string, start: number, open: string): readonly string[] {
  const [, name] = /^\(\?<(\w+)>$/.exec(open) ?? []
  if (open !== '(' && name === undefined) return []
  const before = pattern.slice(0, start).replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/gsu, '')
  const count = before.match(/\((?!\?)|\(\?<\w/g)?.length ?? 0
  return [String(count + 1), ...(name === undefined ? [] : [name])]
}

/** A character of a class; nothing for what matches no character, such as a word boundary. */
function sampleOf(source: string, { random }: Style): string {
  const expression = readPattern(`^${source}$`)
  if (expression === undefined) return ''
  if (random === undefined) return CHARACTERS.find((character) => expression.test(character)) ?? ''
  const [first, ...others] = CHARACTERS.filter((character) => expression.test(character))
  return first === undefined ? '' : random.pick([first, ...others])
}

/** How often what is before an index may be repeated. */
function timesAt(
  pattern: string,
  start: number,
): { readonly least: number; readonly most: number; readonly end: number } {
  const quantifier = /(?:[*?+]|\{(\d+)(,(\d*))?\})\??/y
  quantifier.lastIndex = start
  const [whole, least, range, most] = quantifier.exec(pattern) ?? []
  if (whole === undefined) return { least: 1, most: 1, end: start }
  const end = start + whole.length
  if (least === undefined)
    return { least: whole.startsWith('+') ? 1 : 0, most: whole.startsWith('?') ? 1 : LONGEST, end }
  const limit = range === undefined ? Number(least) : most === '' ? LONGEST : Number(most)
  return { least: Number(least), most: limit, end }
}
