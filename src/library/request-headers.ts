import type { RequestHeader } from '../auth/index.ts'
import { Secret } from '../core/index.ts'

/** Headers by name; a plain text is treated as a secret, too. */
export type RequestHeaders = Readonly<Record<string, string | Secret>>

export function headersOf(headers: RequestHeaders = {}): readonly RequestHeader[] {
  return Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? new Secret(value, placeholderOf(name)) : value,
  ])
}

function placeholderOf(name: string): string {
  return `$DROPSHIP_HEADER_${name.toUpperCase().replaceAll(/[^A-Z\d]/g, '_')}`
}
