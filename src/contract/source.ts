import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml'
import { HarnessError, messageOf, parsePointer, readFileWithin } from '../core/index.ts'

/** A line of a file, both counted from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** One YAML or JSON file: its value, and the position of everything in it. */
export interface Source {
  /** As it is shown to people: relative where it was given so. */
  readonly file: string
  readonly text: string
  readonly value: unknown
  /** The place of the property or item at a pointer, or else of its nearest parent. */
  positionOf(pointer: string): Position
}

/**
 * Reads a file and parses it with positions.
 * @throws HarnessError CONTRACT_UNREADABLE when the file cannot be read, CONTRACT_BROKEN when it is neither YAML nor JSON
 */
export function readSource(path: string, shownAs: string): Source {
  return parseSource(readText(path, shownAs), shownAs)
}

function readText(path: string, shownAs: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileWithin(path))
  } catch (error) {
    throw new HarnessError('CONTRACT_UNREADABLE', `The contract ${shownAs} cannot be read.`, {
      expected: 'a readable OpenAPI document in YAML or JSON, UTF-8',
      found: messageOf(error),
      where: shownAs,
      next: 'check the path that --contract names',
      cause: error,
    })
  }
}

export function parseSource(
  text: string,
  shownAs: string,
  { uniqueKeys = true }: { readonly uniqueKeys?: boolean } = {},
): Source {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys })
  const [problem] = document.errors
  if (problem !== undefined) {
    const { line } = lines.linePos(problem.pos[0])
    throw new HarnessError('CONTRACT_BROKEN', `The contract ${shownAs} is not valid YAML.`, {
      where: `${shownAs}:${line}`,
      found: problem.message,
      next: 'correct the document at this line',
    })
  }
  // A schema is inlined wherever it is referred to, and asks for the same places each time.
  const positions = new Map<string, Position>()
  const at = (node: Node | null | undefined): Position => {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  return {
    file: shownAs,
    text,
    value: toValue(document, shownAs),
    positionOf: (pointer) => {
      const known = positions.get(pointer)
      if (known !== undefined) return known
      const position = at(nodeAt(document.contents, parsePointer(pointer), document))
      positions.set(pointer, position)
      return position
    },
  }
}

function toValue(document: ReturnType<typeof parseDocument>, shownAs: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 }) as unknown
  } catch (error) {
    throw new HarnessError('CONTRACT_BROKEN', `The contract ${shownAs} cannot be resolved.`, {
      where: shownAs,
      found: messageOf(error),
      next: 'correct the aliases in the document',
    })
  }
}

/** The key of a property or the item itself: what a person looks for under that pointer. */
function nodeAt(
  root: Node | null,
  steps: readonly string[],
  document: ReturnType<typeof parseDocument>,
): Node | null {
  let current: Node | null = root
  let shown: Node | null = root
  for (const step of steps) {
    if (isAlias(current)) current = current.resolve(document) ?? null
    if (isMap(current)) {
      const pair = current.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === step,
      )
      if (pair === undefined) return shown
      shown = pair.key as Node
      current = pair.value as Node | null
    } else if (isSeq(current)) {
      const item = current.items[Number(step)] as Node | undefined
      if (item === undefined) return shown
      shown = item
      current = item
    } else return shown
  }
  return shown
}
