import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync, closeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const BIN = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const MILLION = ['sample', 'drop_shipment_confirmation', '--count', '1000000']

it('a reader that has seen enough ends the command, without a word', async () => {
  const child = spawn(process.execPath, [BIN, ...MILLION])
  let stderr = ''
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [exitCode] = (await once(child, 'close')) as [number]
  expect([exitCode, stderr]).toEqual([0, ''])
})

it('the bin is executable after every build, not only where npm links it for the first time', async () => {
  const child = spawn(BIN, ['--version'])
  child.stdout.resume()
  const [exitCode] = (await once(child, 'close')) as [number]
  expect(exitCode).toBe(0)
})

it('Ctrl+C ends a command that prints a great deal', async () => {
  const child = spawn(process.execPath, [BIN, ...MILLION])
  child.stdout.resume()
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  const [exitCode] = (await once(child, 'close')) as [number]
  expect(exitCode).toBe(3)
})

it.runIf(existsSync('/dev/full'))('a full disk is said in one sentence', async () => {
  const full = openSync('/dev/full', 'w')
  const child = spawn(process.execPath, [BIN, 'sample', 'drop_shipment_confirmation'], {
    stdio: ['ignore', full, 'pipe'],
  })
  closeSync(full)
  let stderr = ''
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()))
  const [exitCode] = (await once(child, 'close')) as [number]
  expect(stderr).toMatch(/^dropship: The output cannot be written\.\n {2}found: +ENOSPC/)
  expect(stderr).not.toMatch(/\n\s+at /)
  expect(exitCode).toBe(3)
})
