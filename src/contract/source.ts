import { LineCounter, type Node, parseDocument } from 'yaml'
import { HarnessError, messageOf, parsePointer, readFileWithin } from '../core/index.ts'
import { findRepeatedKey, indexNodes } from './yaml-index.ts'

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
      next: 'check the path of the document',
      cause: error,
    })
  }
}

/** Parses YAML or JSON; `uniqueKeys: false` takes the first of properties that have the same name. */
export function parseSource(
  text: string,
  shownAs: string,
  { uniqueKeys = true }: { readonly uniqueKeys?: boolean } = {},
): Source {
  const lines = new LineCounter()
  const unreadable = (found: string, offset: number): HarnessError =>
    new HarnessError('CONTRACT_BROKEN', `The contract ${shownAs} is not valid YAML.`, {
      where: `${shownAs}:${lines.linePos(offset).line}`,
      found,
      next: 'correct the document at this line',
    })
  const document = withinStack(shownAs, () =>
    parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      // YAML 1.1's merge keys (`<<: *common`), which every other tool for OpenAPI reads, too.
      merge: true,
      // The parser prints warnings by itself, with the text they are about as it is.
      logLevel: 'error',
    }),
  )
  const [problem] = document.errors
  if (problem !== undefined) throw unreadable(problem.message, problem.pos[0])
  const repeated = uniqueKeys ? withinStack(shownAs, () => findRepeatedKey(document)) : undefined
  if (repeated !== undefined) throw unreadable('Map keys must be unique', repeated.range?.[0] ?? 0)
  const nodeAt = indexNodes(document)
  // A schema is inlined wherever it is referred to, and asks for the same places each time.
  const positions = new Map<string, Position>()
  const at = (node: Node | null | undefined): Position => {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  return {
    file: shownAs,
    text,
    value: withinStack(shownAs, () => toValue(document, shownAs)),
    positionOf: (pointer) => {
      const known = positions.get(pointer)
      if (known !== undefined) return known
      const position = at(nodeAt(parsePointer(pointer)))
      positions.set(pointer, position)
      return position
    },
  }
}

/** The parser calls itself for whatever is nested. */
function withinStack<T>(shownAs: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new HarnessError('CONTRACT_BROKEN', `The contract ${shownAs} cannot be read.`, {
      where: shownAs,
      found: 'maps and lists within each other, thousands deep',
      next: 'name an OpenAPI document',
      cause: error,
    })
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
