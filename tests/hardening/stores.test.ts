import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import { openStore } from '../../src/queue/index.ts'
import { startTestConsole } from '../support/console.ts'
import { ACCEPTED, deliveries, outcome } from '../support/deliveries.ts'
import { folderForFile } from '../support/folder.ts'
import { runMain } from '../support/run-main.ts'

/** Whatever command is given a store that is damaged, or that does not exist, it says so. */

const folder = folderForFile()
const damaged = join(folder, 'damaged.db')
const DAMAGED = 'The queue file is not a readable SQLite file.'

/** A queue in which nothing is due, with one page overwritten that no command needs to read. */
beforeAll(async () => {
  const store = await openStore(damaged, { clock: systemClock })
  await store.startWork()
  const sent = deliveries(300)
  await store.enqueue(sent)
  const claims = await store.claim('https://client.example', 300, 'all')
  await Promise.all(
    claims.map((claim) => store.settle(outcome(claim, { state: 'delivered' }, ACCEPTED))),
  )
  await store.close()
  const database = new DatabaseSync(damaged)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const row = database
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'attempt'")
    .get() as { readonly rootpage: number }
  database.close()
  const page = (row.rootpage - 1) * 4096
  writeFileSync(damaged, readFileSync(damaged).fill(0xa5, page, page + 4096))
})

const send = (store: string): readonly string[] =>
  ['send', '--sample', 'drop_shipment_confirmation', '--to', 'http://127.0.0.1:9'].concat(
    ['--enqueue-only', '--store'],
    store,
  )

describe('a damaged store', () => {
  it.each([
    send(damaged),
    ['worker', '--until-empty', '--store', damaged],
    ...[['list'], ['show', 'msg_1'], ['retry', '--all'], ['discard', '--all'], ['export']].map(
      (action) => ['queue', ...action, '--store', damaged],
    ),
    ['queue', 'report', '--store', damaged],
  ])('is named by %s %s', async (...args) => {
    const { exitCode, stderr } = await runMain(args)
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining(DAMAGED) })
    expect(stderr).toContain(damaged)
  })

  it('is named by the console of `up` and `proxy`', async () => {
    const running = await startTestConsole({}, {}, 0, damaged)
    const response = await fetch(`${running.page.url}/api/queue`)
    expect(await response.text()).toContain(DAMAGED)
    expect(response.ok).toBe(false)
    await running.close()
  })
})

describe('a store that does not exist', () => {
  const missing = join(folder, 'mistyped', 'queue.db')

  it.each([
    ['worker', '--store', missing],
    ['worker', '--until-empty', '--store', missing],
    ['queue', 'list', '--store', missing],
  ])('is not created by %s %s', async (...args) => {
    const { exitCode, stderr } = await runMain(args)
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/The queue does not exist\.\n.*where: .*mistyped.*\n.*next: .*--create/)
    expect(existsSync(join(folder, 'mistyped'))).toBe(false)
  })

  it('is created by a worker that is told to, and by send', async () => {
    const [first, second] = [join(folder, 'first.db'), join(folder, 'second.db')]
    const worker = ['worker', '--until-empty', '--store', first, '--create']
    expect(await runMain(worker)).toMatchObject({ exitCode: 0 })
    expect(await runMain(send(second))).toMatchObject({ exitCode: 0 })
    expect([first, second].map((file) => existsSync(file))).toEqual([true, true])
  })
})
