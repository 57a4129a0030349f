import { LineCounter, parseDocument } from 'yaml'
import {
  defined,
  HarnessError,
  isNestedBeyond,
  messageOf,
  parsePointer,
  readFileWithin,
} from '../core/index.ts'
import { jsonSource } from './json-source.ts'
import type { Source } from './located-text.ts'
import { offsetAt, offsetsOf, readKeys } from './yaml-offsets.ts'

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
  const source =
    jsonSource(text, shownAs, { uniqueKeys }) ??
    withinStack(shownAs, () => yamlSource(text, shownAs, uniqueKeys))
  if (isNestedBeyond(source.value, MOST_DEEP)) throw tooDeep(shownAs)
  return source
}

function yamlSource(text: string, shownAs: string, uniqueKeys: boolean): Source {
  const lines = new LineCounter()
  const unreadable = (found: string, offset: number): HarnessError =>
    new HarnessError('CONTRACT_BROKEN', `The contract ${shownAs} is not valid YAML.`, {
      where: `${shownAs}:${lines.linePos(offset).line}`,
      found,
      next: 'correct the document at this line',
    })
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    // YAML 1.1's merge keys (`<<: *common`), which every other tool for OpenAPI reads, too.
    merge: true,
    // The parser prints warnings by itself, with the text they are about as it is.
    logLevel: 'error',
  })
  const [problem] = document.errors
  if (problem !== undefined) throw unreadable(problem.message, problem.pos[0])
  const repeated = readKeys(document)
  if (uniqueKeys && repeated !== undefined)
    throw unreadable('Map keys must be unique', repeated.range?.[0] ?? 0)
  const value = toValue(document, shownAs)
  const offsets = offsetsOf(document, value)
  const start = document.contents?.range?.[0] ?? 0
  return {
    file: shownAs,
    text,
    value,
    positionOf: (pointer) => {
      const { line, col } = lines.linePos(offsetAt(offsets, value, parsePointer(pointer)) ?? start)
      return { line: Math.max(line, 1), column: Math.max(col, 1) }
    },
  }
}

/** The parser calls itself for whatever is nested. */
function withinStack<T>(shownAs: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(shownAs, error)
    throw error
  }
}

/** What works on documents calls itself for what is nested: ten times as deep as any. */
const MOST_DEEP = 1000

function tooDeep(shownAs: string, cause?: unknown): HarnessError {
  return new HarnessError('CONTRACT_BROKEN', `The contract ${shownAs} cannot be read.`, {
    where: shownAs,
    found: 'maps and lists within each other, thousands deep',
    next: 'name an OpenAPI document',
    ...defined({ cause }),
  })
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
