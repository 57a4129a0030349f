import { isRecord, locate, printableLine, type Segment } from '../core/index.ts'

const NAMES = ['client_identifier', 'identifier', 'order_number', 'tracking_number', 'id'] as const
const MAX_LENGTH = 200

/**
 * The identifier that client and sender share for a message's subject: the outermost `client_identifier`, or another
 * property that identifies it; `undefined` when there is none.
 *
 * @param text the body as JSON, from which a number's digits are copied: a double may not represent them exactly
 */
export function identifierOf(body: unknown, text: () => string): string | undefined {
  const found = findIdentifier(body)
  if (found === undefined) return undefined
  const identifier = typeof found.value === 'number' ? numberAt(text(), found.at) : found.value
  // PostgreSQL cannot store NUL, and people type identifiers to search for them.
  return printableLine(identifier.slice(0, MAX_LENGTH))
}

function numberAt(text: string, at: readonly Segment[]): string {
  const span = locate(text, [at])[0]?.value
  return text.slice(span?.start, span?.end)
}

interface Place {
  readonly at: readonly Segment[]
  readonly value: unknown
}

interface Found extends Place {
  readonly value: string | number
}

function findIdentifier(body: unknown): Found | undefined {
  let level: readonly Place[] = [{ at: [], value: body }]
  for (let depth = 0; depth < 4 && level.length > 0; depth++) {
    for (const name of NAMES) {
      for (const { at, value: record } of level) {
        const value = isRecord(record) ? record[name] : undefined
        if (typeof value === 'number' || (typeof value === 'string' && value !== '')) {
          return { at: [...at, name], value }
        }
      }
    }
    level = level.flatMap(({ at, value }) =>
      isRecord(value)
        ? Object.entries(value).map(([name, held]) => ({ at: [...at, name], value: held }))
        : [],
    )
  }
  return undefined
}
