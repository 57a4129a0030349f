import { describe, expect, it } from 'vitest'
import { nearest } from '../../src/core/index.ts'

const COMMANDS = ['certify', 'certificate', 'mock', 'sample', 'send', 'validate', 'verify', 'up']

describe('the nearest name', () => {
  it.each<[string, string | undefined]>([
    ['certfy', 'certify'],
    ['CERTIFY', 'certify'],
    ['verfy', 'verify'],
    ['smaple', 'sample'],
    ['sned', 'send'],
    ['validat', 'validate'],
    ['xyzzy', undefined],
    ['', undefined],
    ['x', undefined],
    ['bananas', undefined],
  ])('to %j is %s', (found, expected) => {
    expect(nearest(found, COMMANDS)).toBe(expected)
  })

  it('of nothing is nothing', () => {
    expect(nearest('anything', [])).toBeUndefined()
  })

  it('is the first of two that are as near', () => {
    expect(nearest('cat', ['bat', 'rat'])).toBe('bat')
  })

  it('is found in time even for what is very long', () => {
    expect(nearest('x'.repeat(1_000_000), COMMANDS)).toBeUndefined()
  })
})
