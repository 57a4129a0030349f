import type { RetryPolicy } from '../../../src/sender/index.ts'
import type { Table } from '../stores/table.ts'
import type { Ledger } from './ledger.ts'

/** Judges what is left when everything has come to its end. */
export function auditStore(ledger: Ledger, table: Table, policy: RetryPolicy): void {
  for (const { delivery, stored, isRemoved } of ledger.all) {
    const { id } = delivery
    const row = table.rowOf(id)
    if (row?.current !== stored) ledger.violated('only what was asked', `${id} is not as last seen`)
    if (row === undefined || stored === undefined) {
      if (!isRemoved) ledger.violated('nothing lost', `${id} is lost`)
      continue
    }
    if (stored.state === 'pending') ledger.violated('progress', `${id} is still pending`)
    if (stored.state === 'failed' && stored.spent !== policy.retries + 1) {
      const detail = `${id} failed after ${stored.spent} attempts`
      ledger.violated('attempts as the policy says', detail)
    }
    if (row.attempts.length !== stored.attempts) {
      ledger.violated('truly recorded', `${id} has lost an attempt`)
    }
  }
}
