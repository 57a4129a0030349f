import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  ERROR_CODES,
  type ErrorCode,
  HarnessError,
  messageOf,
  renderError,
  systemCodeOf,
} from '../../src/core/index.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe('the registry of errors', () => {
  it('gives every code an exit code other than good and not good', () => {
    expect(new Set(Object.values(ERROR_CODES))).toEqual(new Set([2, 3]))
  })

  it.each(Object.entries(ERROR_CODES))('%s leads to exit code %i', (code, exitCode) => {
    expect(new HarnessError(code as ErrorCode, 'Something.').exitCode).toBe(exitCode)
  })

  it('knows every code that a module raises', () => {
    const raised = ['src', 'mocks'].flatMap((folder) =>
      readFilesBelow(folder).flatMap((text) =>
        [...text.matchAll(/new HarnessError\(\s*'([A-Z_]+)'/g)].map(([, code]) => code),
      ),
    )
    expect(raised.length).toBeGreaterThan(20)
    expect(raised.filter((code) => !(String(code) in ERROR_CODES))).toEqual([])
  })
})

function readFilesBelow(folder: string): string[] {
  try {
    return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${ROOT}${folder}/${name}`, 'utf8'))
  } catch {
    return []
  }
}

describe('renderError', () => {
  it('shows the sentence, then where, expected, found and the next step', () => {
    const error = new HarnessError('INVALID_URL', 'The URL is not one.', {
      next: 'write one',
      found: '"x"',
      expected: 'https://…',
      where: '--to',
    })
    expect(renderError(error)).toBe(
      [
        'The URL is not one.',
        '  where:    --to',
        '  expected: https://…',
        '  found:    "x"',
        '  next:     write one',
      ].join('\n'),
    )
  })

  it('leaves out what is not known', () => {
    expect(renderError(new HarnessError('INTERNAL', 'Only this.'))).toBe('Only this.')
  })

  it('shows no control characters of what was found outside', () => {
    const error = new HarnessError('INVALID_URL', 'The \u001B[31mURL\u0007 is not one.', {
      found: 'a\r\nb\u009B2J',
    })
    expect(renderError(error)).toBe(
      'The \\u001b[31mURL\\u0007 is not one.\n  found:    a\n            b\\u009b2J',
    )
  })
})

describe('what was thrown', () => {
  it('gives its message, an error or not', () => {
    expect(messageOf(new Error('broken'))).toBe('broken')
    expect(messageOf('broken')).toBe('broken')
    expect(messageOf(undefined)).toBe('undefined')
  })

  const rejected = Object.assign(new Error('rejected'), { code: 'ECONNREFUSED' })
  const circular = new Error('round')
  circular.cause = circular
  it.each<[string, unknown, string | undefined]>([
    ['its own', rejected, 'ECONNREFUSED'],
    ['its cause’s', new Error('fetch failed', { cause: rejected }), 'ECONNREFUSED'],
    ['one of several', new AggregateError([rejected], 'all failed'), 'ECONNREFUSED'],
    ['none', new Error('plain'), undefined],
    ['none of what is not an error', { code: 'X' }, undefined],
    ['none of a circle', circular, undefined],
  ])('has a system code: %s', (_title, thrown, expected) => {
    expect(systemCodeOf(thrown)).toBe(expected)
  })
})
