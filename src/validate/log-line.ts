import { type Parsed, parseText } from '../core/index.ts'

/** How many places of a line are tried. */
const TRIED = 16

/** What a line of JSON begins with; a log may begin with a tag in brackets, too: `[2026-11-28 10:00:00] info: {…}`. */
const JSON_BEGINS = /^\s*(?:\{|\[(?![^[\]{}"]*\])|")/

/** In characters. */
const MAX_PREFIX = 4096

/** Tabulators, the escape of colours, and the mark of RFC 7464. */
const OF_LOGS = new Set(['\t', '\u001B', '\u001E'])

/** Whether a text may precede JSON: no log has other control characters. */
function isPrefix(text: string): boolean {
  if (text.length > MAX_PREFIX) return false
  return Array.from(text).every((character) => character >= ' ' || OF_LOGS.has(character))
}

/**
 * The JSON object or list at the end of a line that begins with something else: a time, a level, the name of a container,
 * the mark of RFC 7464. `undefined`: there is none, or the line is JSON, whole or broken.
 */
export function jsonAfterPrefix(
  line: string,
): { readonly prefix: string; readonly parsed: Parsed } | undefined {
  if (JSON_BEGINS.test(line)) return undefined
  let tried = 0
  for (const { index } of line.matchAll(/[{[]/g)) {
    if (++tried > TRIED) return undefined
    const prefix = line.slice(0, index)
    if (!isPrefix(prefix)) return undefined
    const parsed = index === 0 ? undefined : parseText(line.slice(index))
    if (parsed?.kind === 'json') return { prefix, parsed }
  }
  return undefined
}

/** Whether a line that holds no valid JSON looks as if it should: an object with a name in quotes, or a list of these. */
export function mayHoldJson(line: string): boolean {
  return /[{[]\s*"/.test(line)
}

/** Lines of the Container Runtime Interface: `2026-11-28T10:00:00Z stdout P …`, where `P` is a part and `F` the last one. */
const CRI = /^\S{1,64} (stdout|stderr) ([PF]) /

/** What a line is to the messages of a log. */
export type SplitLine =
  | 'whole'
  /** More of it follows. */
  | 'part'
  | { readonly text: string; readonly firstLine: number }

/**
 * Joins what a container's runtime split over lines.
 * @param maxLength joined lines beyond it are given as far as they go
 */
export function splitLines(maxLength: number): (line: string, number: number) => SplitLine {
  const open = new Map<string, { parts: string[]; length: number; firstLine: number }>()
  return (line, number) => {
    const [prefix, stream = '', mark] = CRI.exec(line) ?? []
    if (prefix === undefined) return 'whole'
    const known = open.get(stream)
    if (mark === 'F' && known === undefined) return 'whole'
    const parts = known ?? { parts: [], length: 0, firstLine: number }
    const text = line.slice(prefix.length)
    if (parts.length + text.length <= maxLength) parts.parts.push(text)
    parts.length += text.length
    if (mark === 'P') {
      open.set(stream, parts)
      return 'part'
    }
    open.delete(stream)
    return { text: parts.parts.join(''), firstLine: parts.firstLine }
  }
}
