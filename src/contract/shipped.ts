import { loadAhead } from './ahead/load.ts'
import type { Contract } from './contract.ts'
import { SHIPPED_FILE, shippedContractPath } from './load.ts'

let shipped: Contract | undefined

/**
 * The shipped contract as it was compiled ahead of time, at once and without reading a file: for places that cannot wait,
 * such as a matcher. Elsewhere use {@link loadContract}, which sees an edited document.
 */
export function shippedContract(): Contract {
  return (shipped ??= loadAhead(SHIPPED_FILE, [shippedContractPath()]))
}
