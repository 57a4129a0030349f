import { skipSpace } from './space.ts'

/** Where a text stops being JSON, and why. */
export interface SyntaxProblem {
  /** Index into the text. */
  readonly offset: number
  /** What was found and what was expected: one sentence without a full stop. */
  readonly message: string
}

type Expecting = 'value' | 'value or ]' | 'name or }' | 'name' | ':' | ', or }' | ', or ]' | 'end'

const SENTENCES: Readonly<Record<Expecting, string>> = {
  value: 'a value',
  'value or ]': 'a value or ]',
  'name or }': 'a property name in double quotes, or }',
  name: 'a property name in double quotes',
  ':': 'a colon after the property name',
  ', or }': 'a comma or }',
  ', or ]': 'a comma or ]',
  end: 'nothing more after the value',
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /[\w.+-]+/y

/**
 * The first place at which a text breaks the grammar of JSON (RFC 8259), or `undefined` when it is JSON. Agrees with
 * `JSON.parse`, which says where only in some cases; nesting of any depth is walked without recursion.
 */
export function findSyntaxProblem(text: string): SyntaxProblem | undefined {
  const open: ('{' | '[')[] = []
  let expecting: Expecting = 'value'
  let offset = 0
  const afterValue = (): Expecting => {
    const container = open.at(-1)
    return container === undefined ? 'end' : container === '{' ? ', or }' : ', or ]'
  }
  for (;;) {
    offset = skipSpace(text, offset)
    const char = text[offset]
    if (char === undefined) {
      return expecting === 'end' ? undefined : endOfText(text, offset, expecting, open)
    }
    const next = stepAt(char, expecting, open, afterValue)
    if (next !== undefined) {
      expecting = next
      offset++
      continue
    }
    const isName: boolean = expecting === 'name' || expecting === 'name or }'
    const isValue: boolean = expecting === 'value' || expecting === 'value or ]'
    if (char === '"' && (isName || isValue)) {
      const end = skipString(text, offset)
      if (typeof end !== 'number') return end
      offset = end
    } else if (isValue) {
      const end = skipScalar(text, offset)
      if (end === undefined) return unexpected(text, offset, expecting)
      offset = end
    } else return unexpected(text, offset, expecting)
    expecting = isName ? ':' : afterValue()
  }
}

/** What is expected after a structural character, or `undefined` when the character is not allowed here. */
function stepAt(
  char: string,
  expecting: Expecting,
  open: ('{' | '[')[],
  afterValue: () => Expecting,
): Expecting | undefined {
  const isValue = expecting === 'value' || expecting === 'value or ]'
  if (isValue && (char === '{' || char === '[')) {
    open.push(char)
    return char === '{' ? 'name or }' : 'value or ]'
  }
  if (
    (char === '}' && (expecting === 'name or }' || expecting === ', or }')) ||
    (char === ']' && (expecting === 'value or ]' || expecting === ', or ]'))
  ) {
    open.pop()
    return afterValue()
  }
  if (char === ',' && expecting === ', or }') return 'name'
  if (char === ',' && expecting === ', or ]') return 'value'
  return char === ':' && expecting === ':' ? 'value' : undefined
}

/** The end of a number or word that starts here, or `undefined` when there is none. */
function skipScalar(text: string, offset: number): number | undefined {
  for (const word of ['true', 'false', 'null']) {
    if (text.startsWith(word, offset)) return offset + word.length
  }
  NUMBER.lastIndex = offset
  return NUMBER.test(text) ? NUMBER.lastIndex : undefined
}

/** The index after a string's closing quote. */
function skipString(text: string, start: number): number | SyntaxProblem {
  let offset = start + 1
  for (;;) {
    const code = text.charCodeAt(offset)
    if (code === 34) return offset + 1
    if (Number.isNaN(code)) {
      return { offset: start, message: 'the string that starts here never ends' }
    }
    if (code < 32) {
      const shown = JSON.stringify(text[offset]).slice(1, -1)
      return { offset, message: `found the control character ${shown} within a string` }
    }
    if (code === 92) {
      const escape = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(text.slice(offset, offset + 6))
      if (escape === null) return { offset, message: 'found an escape that JSON does not have' }
      offset += escape[0].length
    } else offset++
  }
}

function endOfText(
  text: string,
  offset: number,
  expecting: Expecting,
  open: readonly string[],
): SyntaxProblem {
  if (offset === 0 || text.trim() === '') return { offset: 0, message: 'there is no JSON here' }
  const unclosed =
    open.length === 0 ? '' : `, with ${open.length} of { and [ still open: it may have been cut`
  return { offset, message: `the text ends where ${SENTENCES[expecting]} is expected${unclosed}` }
}

function unexpected(text: string, offset: number, expecting: Expecting): SyntaxProblem {
  WORD.lastIndex = offset
  const word = WORD.exec(text)?.[0].slice(0, 30)
  const found = word ?? String.fromCodePoint(text.codePointAt(offset) ?? 0)
  return { offset, message: `found ${JSON.stringify(found)}, expected ${SENTENCES[expecting]}` }
}
