import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../src/core/index.ts'
import { folderPerTest } from '../support/folder.ts'

const folder = folderPerTest()
const host = hostname().replaceAll(/[^\w.-]/g, '_')
const dead = spawnSync(process.execPath, ['--version']).pid

it.each([
  ['is removed, of a process that is gone', `dropship-prism-${dead}.${host}-a1B2c3`, false],
  ['stays, of one that runs', `dropship-prism-${process.ppid}.${host}-a1B2c3`, true],
  ['stays, of another host', `dropship-prism-${dead}.other.${host}-a1B2c3`, true],
  ['stays, of somebody else', `dropship-prism-${dead}-a1B2c3`, true],
])('what was left %s', (_, name, stays) => {
  const left = join(folder.path, name)
  mkdirSync(left)
  writeFileSync(join(left, 'contract.yaml'), '')
  const made = temporaryFolder('verify', folder.path)
  expect(existsSync(made.path)).toBe(true)
  expect(existsSync(left)).toBe(stays)
  made.remove()
  expect(existsSync(made.path)).toBe(false)
})
