import { readPattern } from '../contract/index.ts'
import { withinCpuTime } from '../core/index.ts'

/** Candidates for a character class, the plainest first. */
const CHARACTERS = [
  ...'aA0 -_.:/@#+'.split(''),
  ...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)),
  ...'éЖ中\n\t'.split(''),
]

/** Characters of a repetition; what asks for more is not matched. */
const LONGEST = 100_000

/** What is read of a pattern, from one index on. */
interface Piece {
  readonly text: string
  readonly end: number
}

/**
 * The shortest text that a pattern of usual make asks for: literals, classes, groups, the first of alternatives, the least
 * of repetitions. `undefined` where the text does not match after all, because the pattern looks ahead or refers back.
 */
export function textMatching(pattern: string): string | undefined {
  if (/\\[1-9k]/.test(pattern)) return undefined
  const { text } = alternatives(pattern, 0)
  const isMatching = withinCpuTime(20, () => readPattern(pattern)?.test(text))?.value ?? false
  return isMatching ? text : undefined
}

function alternatives(pattern: string, start: number): Piece {
  const first = sequence(pattern, start)
  let { end } = first
  while (pattern[end] === '|') ({ end } = sequence(pattern, end + 1))
  return { text: first.text, end }
}

function sequence(pattern: string, start: number): Piece {
  let text = ''
  let index = start
  while (index < pattern.length && pattern[index] !== '|' && pattern[index] !== ')') {
    const atom = atomAt(pattern, index)
    const { times, end } = timesAt(pattern, atom.end)
    text += atom.text.repeat(Math.min(times, Math.floor(LONGEST / Math.max(1, atom.text.length))))
    index = end
  }
  return { text, end: index }
}

function atomAt(pattern: string, start: number): Piece {
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
      const inner = alternatives(pattern, start + open.length)
      return { text: /[=!]$/.test(open) ? '' : inner.text, end: inner.end + 1 }
    }
    case '[':
    case '.':
    case '\\': {
      const set = /\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u.{4}|x..|.)|\./suy
      set.lastIndex = start
      const [source = char] = set.exec(pattern) ?? []
      return { text: sampleOf(source), end: start + source.length }
    }
    default: {
      const literal = String.fromCodePoint(pattern.codePointAt(start) ?? 0)
      return { text: literal, end: start + literal.length }
    }
  }
}

/** The plainest character of a class; nothing for what matches no character, such as a word boundary. */
function sampleOf(source: string): string {
  const pattern = new RegExp(`^${source}$`, 'u')
  return CHARACTERS.find((character) => pattern.test(character)) ?? ''
}

/** The least repetitions at an index. */
function timesAt(pattern: string, start: number): { readonly times: number; readonly end: number } {
  const quantifier = /(?:[*?+]|\{(\d+)(?:,\d*)?\})\??/y
  quantifier.lastIndex = start
  const [whole, least] = quantifier.exec(pattern) ?? []
  if (whole === undefined) return { times: 1, end: start }
  const times = least === undefined ? (whole.startsWith('+') ? 1 : 0) : Number(least)
  return { times, end: start + whole.length }
}
