import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { parse } from 'acorn'
import { expect, it } from 'vitest'
import { programName } from '../../src/cli/program-name.ts'
import { packageRoot } from '../../src/core/index.ts'
import { BIN, runCli } from '../support/cli.ts'
import { folderForFile } from '../support/folder.ts'

const run = promisify(execFile)
const TELL_CPU = fileURLToPath(new URL('../../bench/tell-cpu.cjs', import.meta.url))
const folder = folderForFile()

it.each(['--version', '-V', '-v'])('%s prints the version alone', async (flag) => {
  const expected = { stdout: `${packageRoot().version}\n`, stderr: '', exitCode: 0 }
  expect(await runCli([flag])).toEqual(expected)
})

it('--version costs little more CPU than Node itself', async () => {
  const [node, version] = [await leastCpu('-e', '0'), await leastCpu(BIN, '--version')]
  expect(version / node).toBeLessThan(1.4)
})

it('parses on a Node of any age, which then says which one is needed', async () => {
  expect(() =>
    parse(readFileSync(BIN, 'utf8'), { ecmaVersion: 5, allowHashBang: true }),
  ).not.toThrow()
  const { code, stdout, stderr } = await runOn('18.20.8', '--version')
  expect(stderr).toMatch(
    /^dropship: This Node is too old\.\n {2}expected: 20\.19\.0 or newer\n {2}found: {4}18\.20\.8, .*\n {2}next: .*\n$/,
  )
  expect([stdout, code]).toEqual(['', 3])
})

it.each(['20.19.0', '20.20.2', '22.0.0', '100.1.2'])('runs on Node %s', async (version) => {
  expect(await runOn(version, '--version')).toMatchObject({ code: 0, stderr: '' })
})

/** Runs the bin as if on another Node. */
async function runOn(version: string, ...args: readonly string[]) {
  const preload = join(folder, `${version}.cjs`)
  const versions = `{ ...process.versions, node: '${version}' }`
  writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: ${versions} })\n`)
  return run(process.execPath, ['--require', preload, BIN, ...args]).then(
    (printed) => ({ code: 0, ...printed }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
}

/** Milliseconds of CPU, the least of several runs: what other processes take is added to some only. */
async function leastCpu(...args: readonly string[]): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const { stderr } = await run(process.execPath, ['--require', TELL_CPU, ...args])
    times.push(Number(/CPU (\d+)/.exec(stderr)?.[1]) / 1000)
  }
  return Math.min(...times)
}

it.each([
  ['/usr/local/bin/dropship', 'dropship'],
  ['/work/shop/node_modules/.bin/dropship', 'npx --no-install dropship'],
  ['/work/clone/dist/cli.js', 'npx --no-install dropship'],
  [undefined, 'npx --no-install dropship'],
])('started as %s, printed commands begin with %s', (script, name) => {
  expect(programName(script)).toBe(name)
})
