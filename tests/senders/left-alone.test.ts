import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commandDriver } from '../../src/examine/index.ts'
import { startCli } from '../support/cli.ts'
import { folderForFile } from '../support/folder.ts'
import { isRunning } from '../support/processes.ts'

const folder = folderForFile()

/** A sender with a process of its own below it; each writes down its id, and neither ends by itself. */
function sender(name: string): { command: string; ids: () => number[] } {
  const file = join(folder, name)
  writeFileSync(file, '')
  const program = `require('node:fs').appendFileSync(process.argv[1], process.pid + '\\n'); setInterval(() => {}, 1e6)`
  const start = `"${process.execPath}" -e "${program}" "${file}"`
  return {
    command: `${start} & ${start}`,
    ids: () => readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map(Number),
  }
}

it('a sender does not outlive certify-sender, even when that was killed', async () => {
  const { command, ids } = sender('killed')
  const cli = startCli(['certify-sender', '--only', 'accepted', '--command', command])
  await expect.poll(ids, { timeout: 20_000 }).toHaveLength(2)
  expect(ids().map(isRunning)).toEqual([true, true])
  await cli.stop('SIGKILL')
  await expect.poll(() => ids().filter(isRunning), { timeout: 10_000 }).toEqual([])
}, 40_000)

it('a sender that is stopped ends with all that it started', async () => {
  const { command, ids } = sender('stopped')
  const running = await commandDriver(command, process.env).start({
    situation: 'accepted',
    baseUrl: 'http://127.0.0.1:9',
    endpoints: {},
    timeScale: 1,
    stateFolder: folder,
    credentials: {},
    isRestart: false,
  })
  await expect.poll(ids, { timeout: 20_000 }).toHaveLength(2)
  await running.stop()
  await expect.poll(() => ids().filter(isRunning), { timeout: 10_000 }).toEqual([])
}, 40_000)
