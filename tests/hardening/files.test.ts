import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFileWithin } from '../../src/core/index.ts'
import { folderForFile } from '../support/folder.ts'
import { runMeasured } from '../support/measured-cli.ts'

/** Every option that names a file: however much the file holds, little of it is read, and a signal ends the wait for it. */

const folder = folderForFile()
const fileOf = (name: string, text: string | Buffer): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const PUBLIC_KEY = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })
const ENDPOINT = 'http://127.0.0.1:1'

/** Command lines without the name of the file, which comes last. */
const DOORS: readonly (readonly string[])[] = [
  ['validate', '-', '--contract'],
  ['lint', '--no-mocks'],
  ['lint', '--no-mocks', '--pact'],
  ['compare', fileOf('report.json', '{}')],
  ['sample', 'drop_shipment_confirmation', '--config'],
  ['mock', '--port', '0', '--admin-port', '0', '--scenario'],
  ['certify', ENDPOINT, '--auth', 'none', '--waivers'],
  ['certify', ENDPOINT, '--auth', 'none', '--fixtures'],
  ['certify', ENDPOINT, '--auth', 'none', '--out', join(folder, 'out'), '--sign'],
  ['send', '-', '--to', ENDPOINT, '--auth', 'none', '--ca'],
  ['verify', ENDPOINT, '--auth', 'none', '--pact'],
  ['certificate', 'verify', fileOf('certificate.json', '{}'), '--key'],
  ['certificate', 'verify', '--key', fileOf('key.pub', PUBLIC_KEY)],
  ['validate'],
  ['send', '--to', ENDPOINT, '--auth', 'none'],
]

describe.concurrent('a file without an end', () => {
  it.each(DOORS.map((door) => [door.join(' '), door] as const))(
    'is rejected by %s, within memory and time',
    async (_title, door) => {
      const run = await runMeasured([...door, '/dev/zero'], { maxMiB: 250 })
      expect(run.output).not.toMatch(/\n\s+at /)
      expect(run.output).toMatch(/cannot be read|is larger than|is not|not valid/)
      expect(run.exitCode).toBeGreaterThan(0)
      expect(run.peakMiB).toBeLessThan(250)
    },
  )

  it('is read no further than the limit', () => {
    expect(() => readFileWithin('/dev/zero', 1024)).toThrow('it is larger than 1024 bytes')
    expect(readFileWithin('/dev/null')).toHaveLength(0)
    expect(readFileWithin('/proc/self/stat').length).toBeGreaterThan(0)
    const exact = fileOf('exact', 'x'.repeat(100_000))
    expect(readFileWithin(exact, 100_000)).toHaveLength(100_000)
    expect(() => readFileWithin(exact, 99_999)).toThrow('it is larger than')
  })
})

describe.concurrent('a pipe that nobody writes to', () => {
  it.each(DOORS.map((door) => [door.join(' '), door] as const))(
    'does not keep %s from ending when it is told to',
    async (title, door) => {
      const pipe = join(folder, title.replaceAll(/\W/g, ''))
      execFileSync('mkfifo', [pipe])
      const run = await runMeasured([...door, pipe], {
        terminateAfterMs: 1500,
        withinMs: 20_000,
      })
      expect(run.signal).not.toBe('SIGKILL')
      expect(run.durationMs).toBeLessThan(1500 + 2000)
    },
  )
})
