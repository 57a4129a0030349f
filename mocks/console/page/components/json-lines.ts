import { escapeSegment } from '../../../../src/core/index.ts'

export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'word' | 'sign'
  readonly text: string
}

export interface JsonLine {
  readonly depth: number
  /** JSON Pointer of the value that begins here; absent on a closing line. */
  readonly pointer?: string
  readonly tokens: readonly Token[]
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:])/y

/**
 * A JSON text with one property or item per line. Names, strings and numbers keep their original spelling, because nothing
 * is parsed and serialised again. `undefined` if the text is not valid JSON.
 */
export function jsonLines(text: string): JsonLine[] | undefined {
  const scanner = new RegExp(TOKEN)
  const lines: JsonLine[] = []
  let ahead: string | undefined
  const peek = (): string => {
    ahead ??= scanner.exec(text)?.[1] ?? ''
    return ahead
  }
  const take = (): string => {
    const token = peek()
    ahead = undefined
    if (token === '') throw new SyntaxError('not JSON')
    return token
  }
  const expect = (wanted: string): void => {
    if (take() !== wanted) throw new SyntaxError('not JSON')
  }
  const value = (depth: number, pointer: string, lead: readonly Token[]): void => {
    const token = take()
    if (token !== '{' && token !== '[') {
      lines.push({ depth, pointer, tokens: [...lead, scalar(token)] })
      return
    }
    const end = token === '{' ? '}' : ']'
    if (peek() === end) {
      take()
      lines.push({ depth, pointer, tokens: [...lead, sign(`${token}${end}`)] })
      return
    }
    lines.push({ depth, pointer, tokens: [...lead, sign(token)] })
    for (let index = 0; ; index++) {
      if (token === '{') {
        const name = take()
        expect(':')
        const step = escapeSegment(String(JSON.parse(name)))
        value(depth + 1, `${pointer}/${step}`, [{ kind: 'name', text: name }, sign(': ')])
      } else value(depth + 1, `${pointer}/${index}`, [])
      const separator = take()
      if (separator === end) break
      if (separator !== ',') throw new SyntaxError('not JSON')
      const last = lines.at(-1)
      if (last !== undefined) {
        lines[lines.length - 1] = { ...last, tokens: [...last.tokens, sign(',')] }
      }
    }
    lines.push({ depth, tokens: [sign(end)] })
  }
  try {
    value(0, '', [])
    return text.slice(scanner.lastIndex).trim() === '' ? lines : undefined
  } catch {
    return undefined
  }
}

/** Finds the line of a value by its pointer, or that of its nearest parent that exists. */
export function lineFinder(lines: readonly JsonLine[]): (pointer: string) => number {
  const lineAt = new Map(
    lines.flatMap(({ pointer }, index) => (pointer === undefined ? [] : [[pointer, index]])),
  )
  return (pointer) => {
    let at = pointer
    while (!lineAt.has(at) && at !== '') at = at.slice(0, at.lastIndexOf('/'))
    return lineAt.get(at) ?? 0
  }
}

function sign(text: string): Token {
  return { kind: 'sign', text }
}

function scalar(token: string): Token {
  if (token.startsWith('"')) return { kind: 'text', text: token }
  return { kind: /^[tfn]/.test(token) ? 'word' : 'number', text: token }
}
