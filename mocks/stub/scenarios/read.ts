import { basename, extname } from 'node:path'
import type { Document, LineCounter, Node } from 'yaml'
import { HarnessError, messageOf, readFileWithin, textOf } from '../../../src/core/index.ts'
import type { WrittenValue } from './written-value.ts'
import { parseScenario } from './parse.ts'
import type { Scenario } from './scenario.ts'

/** Ten thousand steps; the time to parse YAML is bounded with it. */
const MAX_BYTES = 1024 * 1024

/**
 * Reads a scenario file in YAML or JSON.
 * @throws HarnessError FILE_UNREADABLE, or INVALID_SCENARIO with file and line
 */
export async function readScenarioFile(
  file: string,
  operations: readonly string[],
): Promise<Scenario> {
  let text: string
  try {
    text = textOf(readFileWithin(file, MAX_BYTES))
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', `The scenario ${file} cannot be read.`, {
      found: messageOf(error),
      where: file,
      next: 'check the path, or name a ready-made scenario: dropship mock --list-scenarios',
      cause: error,
    })
  }
  return parseScenario(
    await writtenText(text, file),
    operations,
    basename(file, extname(file)).replace(/\.scenario$/, ''),
  )
}

/**
 * A scenario in YAML or JSON text.
 * @param name how errors refer to the text: `scenario:3`
 * @throws HarnessError INVALID_SCENARIO with name and line
 */
export async function readScenarioText(
  text: string,
  name: string,
  operations: readonly string[],
): Promise<Scenario> {
  return parseScenario(await writtenText(text, name), operations, name)
}

/** Parses the text; locations are its lines. */
async function writtenText(text: string, file: string): Promise<WrittenValue> {
  const {
    LineCounter: Counter,
    parseDocument,
    isMap,
    isSeq,
    isScalar,
    visit,
  } = await import('yaml')
  const lines: LineCounter = new Counter()
  const document: Document.Parsed = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // The parser prints warnings by itself, with the text they are about as it is.
    logLevel: 'error',
  })
  const [problem] = document.errors
  if (problem !== undefined) {
    throw unreadable(file, lines.linePos(problem.pos[0]).line, problem.message)
  }
  /** Aliases are resolved here, so a missing anchor, too many aliases and a circular alias are found only here. */
  const valueOf = (): unknown => {
    try {
      const value: unknown = document.toJS({ maxAliasCount: 100 })
      JSON.stringify(value)
      return value
    } catch (error) {
      let offset = 0
      visit(document, {
        Alias: (_key, alias) => {
          offset = alias.range?.[0] ?? 0
          return alias.resolve(document) === undefined ? visit.BREAK : undefined
        },
      })
      const found = messageOf(error).split('\n')[0] ?? ''
      throw unreadable(file, lines.linePos(offset).line, found)
    }
  }
  /** The line of the key or item at a path, or of its nearest existing parent. */
  const lineOf = (path: readonly (string | number)[]): number => {
    let current: unknown = document.contents
    let node: Node | null = document.contents
    for (const step of path) {
      if (isMap(current)) {
        const pair = current.items.find((item) => isScalar(item.key) && item.key.value === step)
        if (pair === undefined) break
        node = pair.key as Node
        current = pair.value
      } else if (isSeq(current)) {
        current = current.items[Number(step)]
        node = current as Node
      } else break
    }
    return Math.max(1, lines.linePos(node?.range?.[0] ?? 0).line)
  }
  return {
    value: valueOf(),
    path: [],
    where: (path) => `${file}:${lineOf(path)}`,
  }
}

function unreadable(file: string, line: number, found: string): HarnessError {
  return new HarnessError('INVALID_SCENARIO', `The scenario ${file} is not valid YAML.`, {
    where: `${file}:${line}`,
    found,
    next: 'correct the file at this line',
  })
}
