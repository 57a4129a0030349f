import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from '@photostructure/sqlite'
import express from 'express'
import { afterEach, expect, it } from 'vitest'
import { dropShip } from '../../src/express.ts'
import { certify } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { folderForFile } from '../support/folder.ts'
import { closeAll, listening } from '../support/http-servers.ts'

afterEach(closeAll)

const PAGE = readFileSync(new URL('../../docs/observer.md', import.meta.url), 'utf8')
const TABLE =
  'CREATE TABLE effects (operation TEXT, identifier TEXT, digest TEXT, UNIQUE (operation, digest))'

function example(language: string): string {
  const [, code] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``).exec(PAGE) ?? []
  if (code === undefined) throw new Error(`docs/observer.md has no example in ${language}`)
  return code
}

const folder = folderForFile()

it('the example in Express and SQL is an endpoint whose effects are found correct', async () => {
  const file = join(folder, 'example.mjs')
  writeFileSync(file, `export default (app, db, createHash) => {\n${example('js')}\n}\n`)
  const { default: setUp } = (await import(pathToFileURL(file).href)) as {
    default: (...parts: unknown[]) => void
  }
  const db = new DatabaseSync(':memory:')
  db.exec(TABLE)
  expect(PAGE).toContain(TABLE)
  const app = express()
  app.use(dropShip())
  setUp(app, db, createHash)
  const url = `http://127.0.0.1:${await listening(createServer(app))}`
  const report = await certify({
    contract: await loadContract(),
    url,
    operations: ['drop_shipment_confirmation'],
    only: ['effects/*'],
    observer: { url: `${url}/effects` },
    credentials: { scheme: 'none' },
    level: 'compatible',
    clock: systemClock,
  })
  const effects = report.checks.filter(({ id }) => id.startsWith('effects/'))
  expect(effects.map(({ id, status, actual }) => [id, status, actual])).toEqual(
    effects.map(({ id }) => [id, 'passed', expect.any(String)]),
  )
  expect(report.effects).toBe('observed')
})

const hasFlask = spawnSync('python3', ['-c', 'import flask']).status === 0

it.skipIf(!hasFlask)('the example in Flask counts (skipped where python3 has no flask)', () => {
  const program = `
import json, sqlite3
from flask import Flask, request
app, db = Flask("example"), sqlite3.connect(":memory:", check_same_thread=False)
db.execute("${TABLE}")
db.execute("INSERT INTO effects VALUES ('shipped', 'A', '1'), ('shipped', 'A', '2'), ('other', 'A', '3')")
${example('python')}
client = app.test_client()
print(json.dumps([client.get(f"/effects?operation=shipped&identifier={i}").json for i in ["A", "B"]]))
`
  const output = execFileSync('python3', ['-c', program], { encoding: 'utf8' })
  expect(JSON.parse(output)).toEqual([{ count: 2 }, { count: 0 }])
})
