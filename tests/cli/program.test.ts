import { describe, expect, it } from 'vitest'
import { runMain } from '../support/run-main.ts'

describe('dropship', () => {
  it.each([
    [['--help'], 0],
    [['-h'], 0],
    [['help'], 0],
    [[], 2],
  ] as const)('%j shows every command, and ends with %i', async (args, expected) => {
    const { stdout, stderr, exitCode } = await runMain(args)
    for (const name of ['up', 'mock', 'sample', 'validate', 'certify', 'send', 'queue']) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'))
    }
    expect([stderr, exitCode]).toEqual(['', expected])
  })

  it('DROPSHIP_DEBUG=1 shows where an error came from, its cause, and how long the command took', async () => {
    const args = ['sample', 'drop_shipment_confirmation', '--contract', 'missing.yaml']
    const plain = await runMain(args)
    expect(plain.stderr).not.toMatch(/\n\s+at /)
    const debugged = await runMain(args, { env: { DROPSHIP_DEBUG: '1' } })
    expect(debugged.exitCode).toBe(plain.exitCode)
    expect(debugged.stderr).toMatch(/debug: HarnessError: .*\n\s+at .*\.ts/)
    expect(debugged.stderr).toMatch(/debug: sample took \d+ ms\n$/)
    expect(debugged.stderr.startsWith(plain.stderr)).toBe(true)
  })

  it('help of a command is what the command itself shows', async () => {
    expect(await runMain(['help', 'sample'])).toEqual(await runMain(['sample', '--help']))
  })

  it.each([
    [['certfy'], 'Unknown command "certfy".', 'did you mean dropship certify?'],
    [['xyzzy'], 'Unknown command "xyzzy".', 'run dropship --help'],
    [['help', 'certfy'], 'Unknown command "certfy".', 'did you mean dropship certify?'],
    [
      ['--verison'],
      'The option --verison is before the command.',
      'did you mean dropship --version?',
    ],
    [['-x'], 'The option -x is before the command.', 'run dropship --help'],
    [
      ['--contract', 'x.yaml', 'certify', 'http://127.0.0.1:9'],
      'The option --contract is before the command.',
      'write the command first: dropship certify --contract …',
    ],
  ] as const)('%j is a usage error', async (args, sentence, next) => {
    const { stdout, stderr, exitCode } = await runMain(args)
    const [first, ...below] = stderr.trimEnd().split('\n')
    expect(first).toBe(`dropship: ${sentence}`)
    expect(below.at(-1)).toBe(`  next:     ${next}`)
    expect([stdout, exitCode]).toEqual(['', 2])
  })
})
