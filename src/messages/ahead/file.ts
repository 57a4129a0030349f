import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../core/index.ts'
import type { DeviationRow, VariationRow } from './rows.ts'

/** Where what is derived from the shipped contract's messages lies: it is read by the commands that need it alone. */
export const DERIVED_FILE = 'openapi/drop-ship.messages.ndjson'

/** The first line of the file. */
export interface DerivedHead {
  readonly generated: string
  /** Of the document that the messages are derived from. */
  readonly sha256: string
  /** Each has two lines, in this order: its variations, and its deviations. */
  readonly operations: readonly {
    readonly id: string
    /** Identifiers in the message that everything is derived for; each is `<uuid N>` in the lines. */
    readonly identifiers: number
  }[]
}

/** Everything that was derived of one operation's messages. */
export interface DerivedLines {
  readonly identifiers: number
  readonly variations: (identifiers: readonly string[]) => readonly VariationRow[]
  readonly deviations: (identifiers: readonly string[]) => readonly DeviationRow[]
}

/** The place of an identifier in a line. */
export function placeholder(index: number): string {
  return `<uuid ${index}>`
}

const PLACEHOLDERS = /<uuid (\d+)>/g

/** What one file contains, of the document with this digest. */
interface Derived {
  readonly sha256: string
  readonly operations: ReadonlyMap<string, DerivedLines>
}

let read: Derived | undefined

/**
 * What was derived ahead of the messages of an operation.
 * @param sha256 of the document that it is to be derived from; of another one nothing is known
 */
export function derivedLines(sha256: string, operation: string): DerivedLines | undefined {
  read ??= readDerived()
  return read.sha256 === sha256 ? read.operations.get(operation) : undefined
}

/** Without operations where the file is not there: then everything is derived at start. */
function readDerived(): Derived {
  const lines = linesOf(join(packageRoot().directory, DERIVED_FILE))
  const { sha256, operations } = JSON.parse(lines[0] ?? NOTHING) as Pick<
    DerivedHead,
    'sha256' | 'operations'
  >
  const byId = new Map(
    operations.map(({ id, identifiers }, index): [string, DerivedLines] => [
      id,
      {
        identifiers,
        variations: (own) => parsed(lines[1 + index * 2], own) as readonly VariationRow[],
        deviations: (own) => parsed(lines[2 + index * 2], own) as readonly DeviationRow[],
      },
    ]),
  )
  return { sha256, operations: byId }
}

const NOTHING = '{"sha256":"","operations":[]}'

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

function parsed(line = '[]', identifiers: readonly string[]): unknown {
  return JSON.parse(
    line.replaceAll(PLACEHOLDERS, (_all, index) => identifiers[Number(index)] ?? ''),
  )
}
