import type { AddressOptions, AddressPart } from '../../src/contract/index.ts'
import { defined, isRecord } from '../../src/core/index.ts'

/** The addresses of a request: `url`, `endpoints` by operation, and `operations`; empty values count as absent. */
export function addressesOf(body: Readonly<Record<string, unknown>>): AddressOptions {
  const { url, endpoints, operations } = body
  const named = Object.entries(isRecord(endpoints) ? endpoints : {}).filter(
    (entry): entry is [string, string] => isText(entry[1]),
  )
  const enabled = Array.isArray(operations) ? operations.filter(isText) : undefined
  return {
    ...(isText(url) ? { url } : {}),
    ...(named.length === 0 ? {} : { endpoints: Object.fromEntries(named) }),
    ...defined({ operations: enabled }),
  }
}

/** The name of the page's field for a part of an address. */
export function fieldName(part: AddressPart): string {
  if (part === 'url') return 'the base URL'
  if (part.startsWith('endpoints.')) return `the URL of ${part.slice('endpoints.'.length)}`
  return 'the enabled operations'
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
