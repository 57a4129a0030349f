import type { Address } from '../../contract/index.ts'
import { shownUrl } from '../../core/index.ts'

/**
 * What to do about an operation where its URL leads to nothing. The documented path is advised only where the client did
 * not choose another.
 */
export function adviseAddress({ operation, url, isOwn }: Address): string {
  return isOwn
    ? `accept the operation at ${shownUrl(url)}, or correct the URL given for ${operation}`
    : 'host the operation at this path, correct the base URL, or give the operation a URL of its own (--endpoint)'
}

/** The same for addresses that all lead to nothing. */
export function adviseAddresses(addresses: readonly Address[], path: string): string {
  const own = addresses.filter(({ isOwn }) => isOwn).map(({ operation }) => operation)
  return own.length === addresses.length
    ? `check the ${own.length === 1 ? 'URL' : 'URLs'} given for ${own.join(', ')}`
    : `give the URL below which ${path} lies, or a URL for each operation (--endpoint OPERATION=URL)`
}

/** The URLs of addresses in a sentence, without the secrets of their queries. */
export function listUrls(addresses: readonly Address[]): string {
  return [...new Set(addresses.map(({ url }) => shownUrl(url)))].join(', ')
}
