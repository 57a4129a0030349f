import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { createRandom, systemClock } from '../../src/core/index.ts'
import { createWorker, type QueueStore } from '../../src/queue/index.ts'
import { openSqliteStore } from '../../src/queue/sqlite/open.ts'
import { ACCEPTED, deliveries, delivery, outcome, REJECTED } from '../support/deliveries.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { makeFolder, QueueFolder } from '../support/queue-folder.ts'
import { queueWorkerSuite } from '../suites/queue-worker.ts'
import { queueStoreSuite } from '../suites/queue.ts'
import type { QueuePlace } from '../suites/store-under-test.ts'

const makePlace = (): Promise<QueuePlace> => {
  const folder = makeFolder()
  return Promise.resolve({
    open: (clock) => openSqliteStore(join(folder, 'queue.db'), { clock }),
    remove: () => Promise.resolve(rmSync(folder, { recursive: true })),
  })
}

describe('the SQLite store', () => {
  queueStoreSuite(makePlace)
})

describe('a worker on SQLite', () => {
  queueWorkerSuite(makePlace)
})

describe('a queue file', () => {
  const queue = new QueueFolder()

  it('is created with its folders and readable by its owner only', async () => {
    const store = await queue.open()
    expect(statSync(queue.path).mode & 0o777).toBe(0o600)
    expect(statSync(join(queue.folder, 'deep', 'er')).mode & 0o777).toBe(0o700)
    await store.close()
  })

  it('has one worker at a time, and rejects a second at once', async () => {
    const [first, second] = [await queue.open(), await queue.open()]
    await first.startWork()
    await expect(second.startWork()).rejects.toMatchObject({
      code: 'WORKER_ALREADY_RUNNING',
      details: { next: expect.stringContaining('postgres://') as string },
    })
    expect(await second.enqueue([delivery()])).toBe(1)
    await first.close()
    await second.startWork()
    await second.close()
  })

  it('is free for the next worker as soon as one has ended, whose store stays open', async () => {
    const [first, second] = [await queue.open(), await queue.open()]
    const url = 'https://client.example'
    const run = (store: QueueStore, status: number) =>
      createWorker({
        store,
        clock: systemClock,
        random: createRandom('turns'),
        policy: { retries: 0 },
        attempt: () =>
          Promise.resolve({ observed: true, attempt: status === 200 ? ACCEPTED : REJECTED }),
      }).run({ until: 'empty' })
    await first.enqueue(deliveries(3, { endpoint: url }))
    expect(await run(first, 503)).toMatchObject({ failed: 3 })
    // In between another one changes what the first remembered.
    await second.retry({})
    expect(await run(second, 503)).toMatchObject({ failed: 3 })
    await second.enqueue(deliveries(2, { endpoint: url }))
    await second.retry({})
    expect(await run(first, 200)).toMatchObject({ attempts: 5, delivered: 5 })
    await first.startWork()
    await expect(run(second, 200)).rejects.toMatchObject({
      code: 'WORKER_ALREADY_RUNNING',
      details: { expected: expect.stringContaining('the console (dropship up') as string },
    })
    await first.close()
    await second.close()
  })

  it('has one worker, whatever path names it', async () => {
    const first = await queue.open()
    await first.startWork()
    symlinkSync(queue.path, join(queue.folder, 'link.db'))
    queue.path = join(queue.folder, 'link.db')
    const second = await queue.open()
    await expect(second.startWork()).rejects.toMatchObject({ code: 'WORKER_ALREADY_RUNNING' })
    let heard = 0
    first.onDue(() => heard++)
    await second.enqueue([delivery()])
    await vi.waitFor(() => expect(heard).toBeGreaterThan(0))
    await second.close()
    await first.close()
  })

  // Without the lock, another program that closes the file takes the log away with what was confirmed.
  it('stays locked when it is opened once more', async ({ skip }) => {
    const store = await queue.open()
    await store.enqueue(deliveries(2))
    const inode = `:${statSync(queue.path).ino} `
    const locks = () =>
      (existsSync('/proc/locks') ? readFileSync('/proc/locks', 'utf8') : '')
        .split('\n')
        .filter((line) => line.includes(inode))
    skip(locks().length === 0, 'this system does not show the locks of this file')
    const other = await queue.open()
    expect(locks()).not.toEqual([])
    await other.close()
    await store.close()
  })

  it('keeps the history of deliveries claimed while their enqueue was written to the disk', async () => {
    const store = await queue.open()
    await store.startWork()
    const enqueued = store.enqueue([delivery()])
    await setImmediate()
    for (const spent of [0, 1, 2]) {
      const [claim] = await store.claim('https://client.example', 1, 'all')
      expect(claim?.spent).toBe(spent)
      await enqueued
      const again = { state: 'waiting', dueAt: store.now() - 1 } as const
      expect(claim && (await store.settle(outcome(claim, again)))).toBe(true)
    }
    await store.close()
  })

  it('returns claims again that a worker held when its store failed', async () => {
    const store = await queue.open()
    await store.startWork()
    await store.enqueue(deliveries(10))
    const other = new DatabaseSync(queue.path)
    let isLocked = false
    const attempt = () => {
      if (!isLocked) other.exec('BEGIN IMMEDIATE')
      isLocked = true
      return Promise.resolve({ observed: true, attempt: ACCEPTED } as const)
    }
    const work = { store, clock: systemClock, random: createRandom(1), attempt, concurrency: 4 }
    await expect(createWorker(work).run({ until: 'empty' })).rejects.toMatchObject({
      code: 'STORE_LOCKED',
    })
    other.exec('ROLLBACK')
    other.close()
    expect((await store.counts()).due).toBe(10)
    expect((await createWorker(work).run({ until: 'empty' })).delivered).toBe(10)
    await store.close()
  })

  it('delivers what was enqueued before the clock was set back', async () => {
    const clock = createFakeClock()
    mkdirSync(join(queue.folder, 'deep', 'er'), { recursive: true })
    const feeder = await openSqliteStore(queue.path, { clock })
    await feeder.enqueue(deliveries(3))
    await feeder.close()
    clock.setBack(3_600_000)
    const store = await openSqliteStore(queue.path, { clock })
    await store.startWork()
    expect(await store.counts()).toMatchObject({ due: 3, waiting: 0 })
    expect((await store.list({ states: ['due'] })).deliveries).toHaveLength(3)
    const [pending] = await store.pending()
    expect(pending?.nextFreshAt).toBe(clock.now())
    expect(await store.claim('https://client.example', 5, 'all')).toHaveLength(3)
    await store.close()
  })

  it('is claimed again by the next worker after the last one ended', async () => {
    const first = await queue.open()
    await first.startWork()
    await first.enqueue([delivery()])
    const [held] = await first.claim('https://client.example', 1, 'all')
    await first.close()
    const next = await queue.open()
    await next.startWork()
    const [again] = await next.claim('https://client.example', 1, 'all')
    expect(again?.delivery.id).toBe(held?.delivery.id)
    await next.close()
  })

  it('returns deliveries enqueued by this process like those it has to read', async () => {
    const store = await queue.open()
    await store.startWork()
    await store.enqueue([{ ...delivery(), identifier: 'order-1' }])
    const [remembered] = await store.claim('https://client.example', 1, 'all')
    await store.release(remembered === undefined ? [] : [remembered])
    const [read] = await store.claim('https://client.example', 1, 'all')
    expect(read?.delivery.body).not.toBe(remembered?.delivery.body)
    expect({ ...read, fence: 0 }).toEqual({
      ...remembered,
      fence: 0,
      delivery: expect.objectContaining({
        ...read?.delivery,
        body: new Uint8Array(remembered?.delivery.body ?? []),
      }) as unknown,
    })
    await store.close()
  })

  it('returns each delivery with its own message, whatever its bytes', async () => {
    const bodies = [[0, 1, 0, 255], [], [0xc3, 0x28, 0xf0], [0x22, 0x5c, 0x0a]].map((bytes) =>
      Uint8Array.from(bytes),
    )
    const many = bodies.map((body) => ({ ...delivery(), body }))
    const feeder = await queue.open()
    await feeder.enqueue(many)
    await feeder.close()
    const store = await queue.open()
    await store.startWork()
    const claims = await store.claim('https://client.example', 10, 'all')
    expect(claims.map((claim) => [claim.delivery.id, [...claim.delivery.body]])).toEqual(
      many.map(({ id, body }) => [id, [...body]]),
    )
    await store.close()
  })

  it('in which a message is missing is reported, and can be read again', async () => {
    const store = await queue.open()
    await store.enqueue(deliveries(3))
    const other = new DatabaseSync(queue.path)
    other.exec('DELETE FROM message WHERE seq = 2')
    other.close()
    for (const _again of [1, 2]) {
      await expect(store.claim('https://client.example', 10, 'all')).rejects.toMatchObject({
        code: 'STORE_DAMAGED',
        exitCode: 3,
      })
    }
    await store.close()
  })
})
