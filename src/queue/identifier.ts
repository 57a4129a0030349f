import { isRecord, printableLine } from '../core/index.ts'

const NAMES = ['client_identifier', 'identifier', 'order_number', 'tracking_number', 'id'] as const
const MAX_LENGTH = 200

/**
 * What client and sender both call the thing a message is about: the outermost `client_identifier`, or another member
 * that names it. `undefined` when there is none.
 */
export function identifierOf(body: unknown): string | undefined {
  let level: readonly unknown[] = [body]
  for (let depth = 0; depth < 4 && level.length > 0; depth++) {
    for (const name of NAMES) {
      for (const record of level) {
        const value = isRecord(record) ? record[name] : undefined
        if (typeof value === 'number' || (typeof value === 'string' && value !== '')) {
          // PostgreSQL stores no NUL, and whoever looks for an identifier types it.
          return printableLine(String(value).slice(0, MAX_LENGTH))
        }
      }
    }
    level = level.flatMap((record) => (isRecord(record) ? Object.values(record) : []))
  }
  return undefined
}
