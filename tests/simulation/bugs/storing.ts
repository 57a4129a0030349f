import { type Bug, bug } from './bug.ts'

const WRITER = 'src/queue/sqlite/writer.ts'
const CLAIMS = 'src/queue/sqlite/claims.ts'
const STATEMENTS = 'tests/simulation/stores/postgres-statements.ts'
const SHARED = 'tests/simulation/stores/statements.ts'
const TRANSITIONS = 'tests/simulation/stores/transitions.ts'
const DUE = 'tests/simulation/stores/due-index.ts'
const TABLE = 'tests/simulation/stores/table.ts'
const FILE = 'tests/simulation/stores/sqlite-file.ts'

/** In what the real stores share with the models, and in the models, where the real stores have SQL. */
export const STORING_BUGS: readonly Bug[] = [
  bug(
    'a commit confirmed before it is on the disk',
    2,
    'nothing lost',
    WRITER,
    'await this.#options.log.synced()\n',
    '',
  ),
  bug(
    'a commit that counts on a sync that began before it',
    35,
    'nothing lost',
    'src/queue/sqlite/wal.ts',
    'this.#next ??= this.#soonAfter(this.#running)\n',
    'if (this.#running !== undefined) return this.#running\n    this.#next ??= this.#soonAfter(this.#running)\n',
  ),
  bug(
    'a commit that failed and is confirmed',
    67,
    ['truly recorded', 'nothing lost'],
    WRITER,
    'for (const { failed } of batch) failed(reason)',
    'for (const { done } of batch) done(reason !== undefined)',
  ),
  bug(
    'a statement that failed and is confirmed',
    4,
    ['truly recorded', 'nothing lost'],
    'src/queue/batch.ts',
    'for (const { failed } of batch) failed(error)',
    'for (const { done } of batch) done(true as Result)',
  ),
  bug(
    'a claim that is given while it is held',
    1,
    'one claim',
    CLAIMS,
    'return due.filter(({ key }) => !this.#held.has(key))',
    'return due',
  ),
  bug(
    'a claim that is given again while its outcome is being written',
    1,
    ['one claim', 'stale claims settle nothing', 'progress'],
    CLAIMS,
    'this.#held.set(claim.key, SETTLING)',
    'this.#held.delete(claim.key)',
  ),
  bug(
    'a retry that is forgotten because a later one is known',
    2,
    'progress',
    CLAIMS,
    'this.#noRetryBefore.set(claim.endpoint, Math.min(known, settlement.dueAt))',
    'void known',
  ),
  bug(
    'the database’s time read with the wrong sign',
    8,
    ['times agree', 'attempts need a claim'],
    'src/queue/postgres/time.ts',
    'now - (before + after) / 2',
    'now + (before + after) / 2',
  ),
  bug(
    'the outcome of a stale claim that is recorded',
    16,
    ['stale claims settle nothing', 'only what was asked'],
    STATEMENTS,
    'row.current.sending && row.current.fence === fence',
    'row.current.sending && fence > 0',
  ),
  bug(
    'a lease that is not looked at',
    4,
    'one claim',
    DUE,
    'if (row.current.dueAt > now) break',
    'if (row === undefined) break',
  ),
  bug(
    'rows that are claimed although another transaction has locked them',
    4,
    ['one claim', 'only what was asked'],
    DUE,
    'if (row.lockedBy === undefined) found.push(row)',
    'found.push(row)',
  ),
  bug(
    'a delivery that is lost when its worker dies between claim and outcome',
    119,
    'progress',
    DUE,
    'if (row.lockedBy === undefined) found.push(row)',
    'if (row.lockedBy === undefined && !row.current.sending) found.push(row)',
  ),
  bug(
    'an outcome recorded without its attempt',
    1,
    ['only what was asked', 'truly recorded'],
    TRANSITIONS,
    'attempts: attempts + 1,',
    'attempts,',
  ),
  bug(
    'a retry by hand that keeps what was spent',
    1,
    'only what was asked',
    SHARED,
    '      spent: 0,\n',
    '',
  ),
  bug(
    'retention that removes what is not delivered',
    93,
    'nothing lost',
    TABLE,
    'return this.#delivered.before(time, limit)',
    'return [this.#delivered, ...this.#byKey.map(({ retries }) => retries)].flatMap((rows) => rows.before(time, limit))',
  ),
  bug(
    'half of a torn commit that is kept',
    31,
    ['nothing lost', 'only what was asked', 'attempts as the policy says', 'truly recorded'],
    FILE,
    'this.table.undo(lost)\n    this.#reached',
    'for (const { row, before } of lost) row.attempts = row.attempts.slice(0, before?.attempts ?? 0)\n    this.#reached',
  ),
  bug(
    'a disk that forgets what it has confirmed',
    2,
    'nothing lost',
    FILE,
    'this.#unsynced.splice(0, newly)',
    'this.#unsynced.splice(0, newly - 1)',
  ),
]
