import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { addStubOptions, readStubOptions } from '../../src/cli/options/stub.ts'
import { createFakeClock } from '../support/fake-clock.ts'

/** What the options of `dropship mock` and `up` make senders authenticate with. */

function schemeOf(line: string): string | undefined {
  const command = addStubOptions(new Command().exitOverride(), 4010)
  command.parse(line.split(' ').filter(Boolean), { from: 'user' })
  const output = {
    write: () => undefined,
    pass: () => undefined,
    annotate: () => undefined,
    hasWritten: false,
    isTerminal: false,
    hasColor: false,
    columns: 80,
  }
  const context = {
    program: 'dropship',
    clock: createFakeClock(),
    env: {},
    stdout: output,
    stderr: output,
    stdin: process.stdin,
    signal: new AbortController().signal,
  }
  return readStubOptions(command.opts(), context).auth?.scheme
}

describe('the options of the stub', () => {
  it.each([
    ['', 'oauth2'],
    ['--username me', 'basic'],
    ['--header X-Own', 'api-key'],
    ['--auth api-key', 'api-key'],
    ['--auth none', 'none'],
  ])('"%s" choose %s', (line, scheme) => {
    expect(schemeOf(line)).toBe(scheme)
  })

  it.each(['--auth basic --api-key k', '--auth none --client-id c', '--username a --region r'])(
    '"%s" is rejected',
    (line) => {
      expect(() => schemeOf(line)).toThrow(/belongs to|several authentication schemes/)
    },
  )
})
