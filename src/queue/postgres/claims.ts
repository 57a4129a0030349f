import type { Claim, NewDelivery } from '../delivery.ts'
import { RecentDeliveries } from '../recent.ts'
import { type ClaimedMessage, claimedMessage, numberOf, type Row } from '../rows.ts'
import { CLAIM, CLAIM_WITHOUT_MESSAGE, MESSAGES } from './sql.ts'

/** Runs a statement that the server keeps prepared under this name. */
export type RunPrepared = (name: string, text: string, values: unknown[]) => Promise<readonly Row[]>

export interface ClaimRequest {
  readonly endpoint: { readonly id: number; readonly url: string }
  readonly limit: number
  readonly which: 'all' | 'retries'
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly leaseUntil: number
}

/** As the claim statements give it. */
type ClaimColumns = readonly [
  key: number,
  fence: number,
  spent: number,
  round: number,
  retrying: boolean,
  wasDueAt: number,
]

/** Takes claims, with their messages or, where this process enqueued most of them, without. */
export class PostgresClaims {
  readonly #run: RunPrepared
  readonly #recent = new RecentDeliveries()

  constructor(run: RunPrepared) {
    this.#run = run
  }

  /** Remembers what was enqueued here, so that it need not be read when it is claimed. */
  remember(key: number, delivery: NewDelivery): void {
    this.#recent.add(key, delivery)
  }

  /** In the order of claiming: retries first, then the oldest. */
  async take(request: ClaimRequest): Promise<readonly Claim[]> {
    const { endpoint, limit, which, now, leaseUntil } = request
    const values = [endpoint.id, now, limit, leaseUntil, which === 'all']
    const isWithMessage = this.#recent.isEmpty
    const rows = isWithMessage
      ? await this.#run('claim', CLAIM, values)
      : await this.#run('claim-without-message', CLAIM_WITHOUT_MESSAGE, values)
    const messages = isWithMessage ? undefined : await this.#messages(rows.map(columnsOf))
    const { url } = endpoint
    const claims: Claim[] = []
    for (const row of rows.toSorted(byDueTime)) {
      const [key, fence, spent, round] = columnsOf(row)
      const message = messages === undefined ? messageOf(row) : messages.get(key)
      if (message === undefined) continue
      const { delivery, identifier } = message
      claims.push(
        identifier === undefined
          ? { delivery, endpoint: url, key, fence, spent, round }
          : { delivery, identifier, endpoint: url, key, fence, spent, round },
      )
    }
    return claims
  }

  async #messages(claimed: readonly ClaimColumns[]): Promise<ReadonlyMap<number, ClaimedMessage>> {
    const { known, unknown } = this.#recent.take(claimed.map(([key]) => key))
    // A retry by hand may have sent it elsewhere than it was enqueued for.
    for (const [key, , , round] of claimed) {
      if (round > 0 && known.delete(key)) unknown.push(key)
    }
    // Another worker took what was enqueued here, so that what is remembered will not be asked for.
    if (known.size < unknown.length) this.#recent.clear()
    if (unknown.length > 0) {
      for (const row of await this.#run('messages', MESSAGES, [unknown])) {
        known.set(numberOf(row, 'seq'), messageOf(row))
      }
    }
    return known
  }
}

function messageOf(row: Row): ClaimedMessage {
  return claimedMessage(row.message as Row, row)
}

function columnsOf(row: Row): ClaimColumns {
  return row.claim as ClaimColumns
}

/** The order of claiming, which UPDATE does not keep. */
function byDueTime(one: Row, other: Row): number {
  const [left, right] = [columnsOf(one), columnsOf(other)]
  return Number(right[4]) - Number(left[4]) || left[5] - right[5] || left[0] - right[0]
}
