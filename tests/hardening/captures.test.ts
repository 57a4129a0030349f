import { lstatSync, readFileSync, statSync, symlinkSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createJournal, writeJournal } from '../../mocks/stub/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { Redactor } from '../../src/core/index.ts'
import { openHar, type Traffic } from '../../src/validate/index.ts'
import { folderPerTest } from '../support/folder.ts'
import { asHeader, HOSTILE_TEXT, RAW } from '../support/hostile-texts.ts'

/** What is written beside the traffic: private, and bounded. */

const folder = folderPerTest()

const entry = (target: string) =>
  ({
    kind: 'other',
    startedAt: 0,
    durationMs: 1,
    request: { method: 'GET', target, rawHeaders: [], body: Buffer.alloc(0) },
    operation: undefined,
    reading: 'published',
    verdict: 'unknown-path',
    response: undefined,
    played: undefined,
    run: undefined,
  }) as const

it('a journal is private, and a full one goes on under another name', async () => {
  const journal = createJournal({
    maxEntries: 1000,
    maxBytes: 1_000_000,
    redaction: { redactor: new Redactor(), secretHeader: undefined },
  })
  const file = join(folder.path, 'journal.ndjson')
  const written = writeJournal(journal, file, 20_000)
  for (let index = 0; index < 300; index++) journal.record(entry(`/${index}`))
  await written.close()
  const sizes = [file, `${file}.1`].map((path) => statSync(path))
  for (const { size, mode } of sizes) {
    expect(size).toBeLessThanOrEqual(20_000)
    expect(mode & 0o777).toBe(0o600)
  }
  const last = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? ''
  expect(JSON.parse(last)).toMatchObject({ target: '/299' })
})

it('a journal that was there before goes on', async () => {
  const journal = createJournal({
    maxEntries: 10,
    maxBytes: 1_000_000,
    redaction: { redactor: new Redactor(), secretHeader: undefined },
  })
  const file = join(folder.path, 'journal.ndjson')
  writeFileSync(file, '{}\n')
  const written = writeJournal(journal, file)
  journal.record(entry('/1'))
  await written.close()
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2)
})

it('a journal that is a link stays one when a full file goes on under another name', async () => {
  const journal = createJournal({
    maxEntries: 1000,
    maxBytes: 1_000_000,
    redaction: { redactor: new Redactor(), secretHeader: undefined },
  })
  const [file, link] = [join(folder.path, 'elsewhere.ndjson'), join(folder.path, 'link.ndjson')]
  symlinkSync(file, link)
  const written = writeJournal(journal, link, 20_000)
  for (let index = 0; index < 300; index++) journal.record(entry(`/${index}`))
  await written.close()
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(statSync(`${file}.1`).isFile()).toBe(true)
})

it('a capture shows nothing raw, and is read as what was received', async () => {
  const archive = join(folder.path, 'traffic.har')
  const har = openHar(archive, '1.0.0')
  const { request, response, ...rest } = traffic(1)
  const body = Buffer.from(JSON.stringify({ [HOSTILE_TEXT]: HOSTILE_TEXT }))
  const rawHeaders = ['X-Own', asHeader(HOSTILE_TEXT), 'Content-Type', 'application/json']
  const operation = (await loadContract()).operation('drop_shipment_confirmation')
  har.write({
    ...rest,
    operation,
    request: { ...request, rawHeaders, body },
    ...(response === undefined ? {} : { response: { ...response, rawHeaders, body } }),
  })
  har.close()
  const text = readFileSync(archive, 'utf8')
  expect(RAW.exec(text)).toBeNull()
  expect(text).toContain('stolen')
  const { log } = JSON.parse(text) as {
    readonly log: { entries: { request: { postData: object }; response: { content: object } }[] }
  }
  for (const content of [log.entries[0]?.request.postData, log.entries[0]?.response.content])
    expect(content).toMatchObject({ text: body.toString() })
})

it('a capture on a full disk stays readable, and goes on when there is room again', () => {
  const file = join(folder.path, 'traffic.har')
  const entriesIn = (): unknown[] =>
    (JSON.parse(readFileSync(file, 'utf8')) as { log: { entries: unknown[] } }).log.entries
  let room = 20_000
  const har = openHar(file, '1.0.0', (descriptor, bytes, offset, length, position) => {
    if (position >= room) throw new Error('ENOSPC: no space left on device, write')
    return writeSync(descriptor, bytes, offset, Math.min(length, room - position), position)
  })
  for (let id = 1; id <= 100; id++) {
    har.write(traffic(id))
    entriesIn()
  }
  const kept = entriesIn().length
  expect(kept).toBeGreaterThan(5)
  expect(kept + har.dropped).toBe(100)
  room = 1_000_000
  har.write(traffic(101))
  expect(entriesIn()).toHaveLength(kept + 1)
  har.close()
})

function traffic(id: number): Traffic {
  const passed = { rawHeaders: ['X-Id', String(id)], body: Buffer.alloc(0), truncated: false }
  return {
    id,
    startedAt: 0,
    durationMs: 1,
    request: { ...passed, method: 'GET', target: `/${'x'.repeat(1000)}` },
    response: { ...passed, status: 200, statusText: 'OK' },
    requestProblems: [],
    responseProblems: [],
  }
}
