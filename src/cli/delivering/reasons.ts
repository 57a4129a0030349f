import { printableLine } from '../../core/index.ts'
import type { QueueStore, StoredDelivery } from '../../queue/index.ts'

const MAX_REASONS = 5
const MAX_LENGTH = 160

/** Why deliveries failed: each different last outcome once, with one delivery's words for it. */
export class FailureReasons {
  /** Outcome to how many, and one of them. */
  readonly #groups = new Map<string, { count: number; readonly id: string }>()

  add({ id, lastStatus, lastError }: StoredDelivery): void {
    const outcome = String(lastStatus ?? lastError ?? 'unknown')
    const group = this.#groups.get(outcome)
    if (group === undefined) this.#groups.set(outcome, { count: 1, id })
    else group.count++
  }

  /** Lines for people, the most frequent first. */
  async lines(store: QueueStore): Promise<readonly string[]> {
    const groups = [...this.#groups].toSorted(([, left], [, right]) => right.count - left.count)
    const shown = groups.slice(0, MAX_REASONS)
    const lines: string[] = []
    for (const [outcome, { count, id }] of shown) {
      const last = (await store.show(id))?.attempts.at(-1)
      const { error, answer: response } = last ?? {}
      const words = error?.message ?? response ?? ''
      const text = printableLine(words.replaceAll(/\s+/g, ' ').trim()).slice(0, MAX_LENGTH)
      lines.push(`${count} × ${outcome}${text === '' ? '' : `  ${text}`}`)
    }
    return groups.length > MAX_REASONS
      ? [...lines, `… and ${groups.length - MAX_REASONS} other reasons`]
      : lines
  }
}
