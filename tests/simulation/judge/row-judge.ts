import type { CommitWatch, Host } from '../stores/host.ts'
import type { QueueRow, RowState } from '../stores/row.ts'
import type { RowChange } from '../stores/table.ts'
import type { Ledger } from './ledger.ts'
import type { JudgedSubject } from './subject.ts'
import type { WorkerWatch } from './worker-watch.ts'

/** Of those that somebody does something with. */
export interface Ids extends Iterable<string> {
  has(id: string): boolean
}

/** What somebody other than a worker was asked to do, while it is under way. */
export interface Errand {
  readonly kind: 'enqueue' | 'retry' | 'discard'
  readonly ids: Ids | 'all'
  /** Where what is retried goes from now on, if elsewhere. */
  readonly url?: string
}

export interface RowJudgeOptions {
  readonly ledger: Ledger
  readonly kind: 'sqlite' | 'postgres'
  /** How long delivered ones are kept, in milliseconds. */
  readonly keepDeliveredMs: number
  readonly areClocksRight: () => boolean
}

const NONE: readonly Errand[] = []

/** Whose commit it is: what it was asked to do, and what is known of it if it is a worker. */
interface Author {
  readonly worker: WorkerWatch | undefined
  readonly errands: readonly Errand[]
}

/** Judges every change of the store when it is committed: by whom, and whether it was asked for. */
export class RowJudge {
  readonly #options: RowJudgeOptions
  readonly #ledger: Ledger
  readonly #workers = new Map<Host, WorkerWatch>()
  readonly #errands = new Map<Host, Errand[]>()

  constructor(options: RowJudgeOptions) {
    this.#options = options
    this.#ledger = options.ledger
  }

  readonly watch: CommitWatch = (changes, by) => {
    const author = { worker: this.#workers.get(by), errands: this.#errands.get(by) ?? NONE }
    for (const change of changes) this.#changed(change, author)
  }

  works(host: Host, watch: WorkerWatch): void {
    this.#workers.set(host, watch)
  }

  /** @returns ends it */
  begins(host: Host, errand: Errand): () => void {
    const errands = this.#errands.get(host) ?? []
    errands.push(errand)
    this.#errands.set(host, errands)
    return () => void errands.splice(errands.indexOf(errand), 1)
  }

  #changed({ row, before, after }: RowChange, by: Author): void {
    const subject = this.#ledger.subjectOf(row)
    if (subject === undefined) {
      this.#wrong(row, 'is in the store and was never enqueued')
      return
    }
    if (before !== subject.stored) this.#wrong(row, 'was changed behind a commit')
    this.#ledger.store(subject, after)
    if (after === undefined) this.#removed(subject, row, before, by)
    else if (before === undefined) this.#added(row, after, by)
    else this.#moved(subject, row, before, after, by)
  }

  #added(row: QueueRow, { state, spent, round, retrying, sending }: RowState, by: Author): void {
    if (!this.#isAskedFor('enqueue', row, by)) this.#wrong(row, 'is enqueued and nobody asked')
    if (state !== 'pending' || spent + round > 0 || retrying || sending) {
      this.#wrong(row, 'does not begin anew')
    }
  }

  #removed(subject: JudgedSubject, row: QueueRow, before: RowState | undefined, by: Author): void {
    subject.isRemoved = true
    const { worker } = by
    const isOld =
      before?.state === 'delivered' &&
      worker !== undefined &&
      (!this.#options.areClocksRight() ||
        before.updatedAt < worker.storeNow() - this.#options.keepDeliveredMs)
    const isDiscarded = before?.state === 'failed' && this.#isAskedFor('discard', row, by)
    if (!isOld && !isDiscarded) {
      this.#ledger.violated('nothing lost', `${row.delivery.id} (${before?.state}) is removed`)
    }
  }

  #moved(
    subject: JudgedSubject,
    row: QueueRow,
    before: RowState,
    after: RowState,
    by: Author,
  ): void {
    if (after.attempts !== before.attempts) {
      if (by.worker === undefined) this.#wrong(row, 'is settled by no worker')
      else by.worker.recorded(subject, row, before, after)
    } else if (before.state === 'failed') {
      this.#retried(row, before, after, by)
    } else if (this.#options.kind === 'postgres') {
      if (by.worker === undefined) this.#wrong(row, 'is claimed by no worker')
      else by.worker.claims.leaseChanged(subject, before, after)
    } else this.#wrong(row, 'changes without an attempt')
  }

  #retried(row: QueueRow, before: RowState, after: RowState, by: Author): void {
    if (!this.#isAskedFor('retry', row, by)) this.#wrong(row, 'is retried and nobody asked')
    const { state, spent, round, retrying, url } = after
    const isThere = url === before.url || this.#isAskedFor('retry', row, by, url)
    if (!isThere) this.#wrong(row, 'goes elsewhere and nobody asked')
    if (state !== 'pending' || spent !== 0 || retrying || round !== before.round + 1) {
      this.#wrong(row, 'is not due anew after its retry by hand')
    }
  }

  #isAskedFor(kind: Errand['kind'], { delivery }: QueueRow, by: Author, url?: string): boolean {
    for (const errand of by.errands) {
      const isAbout = errand.ids === 'all' || errand.ids.has(delivery.id)
      if (errand.kind === kind && isAbout && (url === undefined || errand.url === url)) return true
    }
    return false
  }

  #wrong({ delivery }: QueueRow, what: string): void {
    this.#ledger.violated('only what was asked', `${delivery.id} ${what}`)
  }
}
