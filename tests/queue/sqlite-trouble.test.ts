import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { QueueStore } from '../../src/queue/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { openSqliteStore } from '../../src/queue/sqlite/open.ts'
import { storeError } from '../../src/queue/sqlite/errors.ts'
import { deliveries, delivery, outcome } from '../support/deliveries.ts'
import { QueueFolder } from '../support/queue-folder.ts'

/** Leaves nothing readable from `start` on. */
function overwrite(path: string, start: number, end: number): void {
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0xa5, start, end))
}

describe('a queue file', () => {
  const queue = new QueueFolder()

  it('whose log cannot be written to the disk confirms nothing', async () => {
    const store = await queue.open()
    rmSync(`${queue.path}-wal`)
    await expect(store.enqueue([delivery()])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await store.close()
  })

  it('that is damaged is reported and not changed', async () => {
    queue.path = join(queue.folder, 'queue.db')
    writeFileSync(queue.path, 'no database at all'.repeat(1000))
    await expect(queue.open()).rejects.toMatchObject({ code: 'STORE_DAMAGED', exitCode: 3 })
    expect(statSync(queue.path).size).toBe(18_000)
  })

  it.each([
    ['cut off', (size: number) => truncateSync(queue.path, size / 2)],
    ['overwritten within', (size: number) => overwrite(queue.path, 4096, size)],
  ])('that is %s is reported whatever is asked of it', async (_, damage) => {
    const store = await queue.open()
    await store.enqueue(deliveries(300))
    await store.close()
    // As a process that ends leaves it: everything in the one file.
    const other = new DatabaseSync(queue.path)
    other.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    other.close()
    copyFileSync(queue.path, join(queue.folder, 'copy.db'))
    queue.path = join(queue.folder, 'copy.db')
    damage(statSync(queue.path).size)
    const asked: readonly ((one: QueueStore) => Promise<unknown>)[] = [
      (one) => one.list({}),
      (one) => one.counts(),
      (one) => one.show('msg_1'),
      (one) => one.pending(),
      (one) => one.claim('https://client.example', 10, 'all'),
      (one) => one.enqueue(deliveries(300)),
      (one) => one.retry({}),
      (one) => one.discard({}),
    ]
    for (const ask of asked) {
      const read = async (): Promise<unknown> => {
        const one = await queue.open()
        try {
          return await ask(one)
        } finally {
          await one.close()
        }
      }
      await expect(read()).rejects.toMatchObject({ code: 'STORE_DAMAGED' })
    }
  })

  it.each([':memory:', 'file:queue?mode=memory'])(
    'is a file, even when it is called %s',
    async (name) => {
      const before = process.cwd()
      process.chdir(queue.folder)
      try {
        queue.path = name
        const store = await queue.open()
        await store.startWork()
        await store.enqueue([delivery()])
        await expect((await queue.open()).startWork()).rejects.toMatchObject({
          code: 'WORKER_ALREADY_RUNNING',
        })
        await store.close()
        expect((await (await queue.open()).counts()).due).toBe(1)
      } finally {
        process.chdir(before)
      }
    },
  )

  it('of another program is rejected', async () => {
    queue.path = join(queue.folder, 'queue.db')
    const other = new DatabaseSync(queue.path)
    other.exec('CREATE TABLE things (a)')
    other.close()
    await expect(queue.open()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })

  it('of a newer version is rejected', async () => {
    queue.path = join(queue.folder, 'queue.db')
    const other = new DatabaseSync(queue.path)
    other.exec('PRAGMA user_version = 99')
    other.close()
    await expect(queue.open()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      details: { found: 'a queue of version 99' },
    })
  })

  it('that another program keeps locked is reported, and the enqueue can be repeated', async () => {
    const store = await queue.open()
    const other = new DatabaseSync(queue.path)
    other.exec('BEGIN IMMEDIATE')
    const one = delivery()
    await expect(store.enqueue([one])).rejects.toMatchObject({ code: 'STORE_LOCKED' })
    other.exec('ROLLBACK')
    other.close()
    expect(await store.enqueue([one])).toBe(1)
    await store.close()
  })

  it('waits for another writer without blocking the thread', async () => {
    const store = await queue.open(5000)
    const other = new DatabaseSync(queue.path)
    other.exec('BEGIN IMMEDIATE')
    const [one, two] = deliveries(2)
    const first = store.enqueue(one === undefined ? [] : [one])
    await setTimeout(20)
    const second = store.enqueue(two === undefined ? [] : [two])
    const closed = store.close()
    await setTimeout(20)
    other.exec('ROLLBACK')
    other.close()
    expect(await Promise.all([first, second, closed])).toEqual([1, 1, undefined])
    const later = await queue.open()
    const { deliveries: listed } = await later.list({})
    expect(listed.map(({ id }) => id)).toEqual([one?.id, two?.id])
    await later.close()
  })

  it('that has no disk space left is reported, and confirmed deliveries stay', async () => {
    const store = await queue.open()
    await store.enqueue([delivery()])
    const { size } = statSync(queue.path)
    await store.close()
    const full = await openSqliteStore(queue.path, {
      clock: systemClock,
      maxPages: size / 4096 + 5,
    })
    const big = delivery({ body: new Uint8Array(1_000_000) })
    await expect(full.enqueue([big])).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: 'There is no room left for the queue file.',
    })
    expect((await full.counts()).due).toBe(1)
    expect(await full.enqueue([delivery()])).toBe(1)
    await full.close()
  })

  it('that could not record an outcome keeps the claim, which may settle later', async () => {
    const store = await queue.open()
    await store.startWork()
    const one = delivery()
    await store.enqueue([one])
    const [claim] = await store.claim(one.endpoint, 1, 'all')
    if (claim === undefined) throw new Error('nothing was claimed')
    const unrecordable = outcome(claim, { state: 'waiting', dueAt: Number.NaN })
    await expect(store.settle(unrecordable)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    expect(await store.claim(one.endpoint, 1, 'all')).toEqual([])
    expect(await store.settle(outcome(claim, { state: 'delivered' }))).toBe(true)
    await store.close()
  })

  it('in a folder that is not writable is reported', async () => {
    queue.path = '/proc/queue.db'
    await expect(queue.open()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })
})

describe('what SQLite reports', () => {
  it.each([
    [5, 'STORE_LOCKED'],
    [6, 'STORE_LOCKED'],
    [8, 'STORE_UNAVAILABLE'],
    [1032, 'STORE_UNAVAILABLE'],
    [10, 'STORE_UNAVAILABLE'],
    [11, 'STORE_DAMAGED'],
    [779, 'STORE_DAMAGED'],
    [13, 'STORE_UNAVAILABLE'],
    [14, 'STORE_UNAVAILABLE'],
    [26, 'STORE_DAMAGED'],
  ])('as %d is %s', (errcode, code) => {
    const reported = Object.assign(new Error('x'), { errcode })
    expect(storeError(reported, 'queue.db')).toMatchObject({ code, details: { where: 'queue.db' } })
  })
})
