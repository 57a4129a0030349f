import { HarnessError } from '../../core/index.ts'
import type { Claim } from '../delivery.ts'
import { bytesOf, type Row, textOf } from '../rows.ts'
import type { Database, Statement } from './engine.ts'
import { BODIES, COLUMNS } from './sql.ts'

/** What the file knows of a delivery that is claimed. */
export type StoredContent = Pick<Claim, 'delivery' | 'identifier' | 'spent' | 'round'>

/** As {@link COLUMNS} gives them. */
type StoredColumns = readonly [
  key: number,
  id: string,
  operation: string,
  method: string,
  url: string,
  identifier: string | null,
  spent: number,
  round: number,
]

/** Reads deliveries with their messages, many at a time. */
export class StoredMessages {
  readonly #path: string
  readonly #columns: Statement
  readonly #bodies: Statement

  constructor(database: Database, path: string) {
    this.#path = path
    this.#columns = database.prepare(COLUMNS)
    this.#bodies = database.prepare(BODIES)
  }

  /** @throws HarnessError STORE_DAMAGED when one is missing */
  read(keys: readonly number[]): ReadonlyMap<number, StoredContent> {
    const asked = JSON.stringify(keys)
    const bodies = new Map<unknown, Row>()
    for (const row of this.#bodies.all(asked) as readonly Row[]) bodies.set(row.seq, row)
    const rows = JSON.parse(textOf(this.#columns.get(asked), 'rows')) as StoredColumns[]
    const contents = new Map<number, StoredContent>()
    for (const [key, id, operation, method, url, identifier, spent, round] of rows) {
      const body = bodies.get(key)
      if (body === undefined) throw this.#damaged(id)
      const delivery = { id, operation, method, url, body: bytesOf(body, 'body') }
      contents.set(
        key,
        identifier === null ? { delivery, spent, round } : { delivery, identifier, spent, round },
      )
    }
    return contents
  }

  #damaged(id: string): HarnessError {
    return new HarnessError('STORE_DAMAGED', 'A delivery in the queue file has no message.', {
      where: this.#path,
      expected: 'a message for each delivery',
      found: `none for ${id}`,
      next: 'restore the file from a backup; nothing in it was repaired',
    })
  }
}
