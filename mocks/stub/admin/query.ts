import { HarnessError, isRecord, nearest } from '../../../src/core/index.ts'
import type { JournalQuery } from '../journal/journal.ts'
import { VERDICTS } from '../judge.ts'

const NAMES = [
  'kind',
  'operation',
  'verdict',
  'status',
  'message',
  'run',
  'after',
  'limit',
] as const
const KINDS = ['delivery', 'token', 'other'] as const

/**
 * Parses a query string of the journal.
 * @throws HarnessError INVALID_OPTION naming the parameter
 */
export function parseQuery(query: unknown): JournalQuery {
  const given = isRecord(query) ? query : {}
  for (const name of Object.keys(given)) {
    if ((NAMES as readonly string[]).includes(name)) continue
    const meant = nearest(name, NAMES)
    throw new HarnessError('INVALID_OPTION', `Unknown journal parameter ${name}.`, {
      expected: `one of ${NAMES.join(', ')}`,
      ...(meant === undefined ? {} : { next: `did you mean ${meant}?` }),
    })
  }
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = given[name]
      if (value === undefined) return []
      if (typeof value !== 'string') throw invalidValue(name, 'one value', 'several')
      return [[name, parameterOf(name, value)]]
    }),
  )
}

function parameterOf(name: (typeof NAMES)[number], text: string): string | number {
  switch (name) {
    case 'status':
    case 'after':
    case 'limit':
      if (/^\d{1,15}$/.test(text)) return Number(text)
      throw invalidValue(name, 'a whole number', text)
    case 'kind':
      return oneOf(name, KINDS, text)
    case 'verdict':
      return oneOf(name, VERDICTS, text)
    case 'operation':
    case 'message':
    case 'run':
      return text
  }
}

function oneOf(name: string, known: readonly string[], text: string): string {
  if (known.includes(text)) return text
  throw invalidValue(name, `one of ${known.join(', ')}`, text)
}

function invalidValue(name: string, expected: string, found: string): HarnessError {
  return new HarnessError('INVALID_OPTION', `Invalid value for ${name}.`, { expected, found })
}

/** A query for effects, as `certify` sends it to an observer. */
export interface EffectQuery {
  readonly operation: string
  readonly identifier: string
}

/**
 * @returns `undefined` without any parameter: all operations
 * @param operations the ids of the operations that the stub serves
 * @throws HarnessError INVALID_OPTION naming the parameter
 */
export function parseEffectQuery(
  query: unknown,
  operations: readonly string[],
): EffectQuery | undefined {
  const given = isRecord(query) ? query : {}
  if (Object.keys(given).length === 0) return undefined
  const { operation, identifier } = given
  if (typeof operation !== 'string' || !operations.includes(operation))
    throw invalidValue('operation', `one of ${operations.join(', ')}`, JSON.stringify(operation))
  if (typeof identifier !== 'string')
    throw invalidValue('identifier', 'the identifier of an order', JSON.stringify(identifier))
  return { operation, identifier }
}
