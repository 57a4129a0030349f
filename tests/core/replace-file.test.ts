import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaceFile } from '../../src/core/index.ts'
import { folderPerTest } from '../support/folder.ts'

const folder = folderPerTest()
const at = (name: string): string => join(folder.path, name)

describe('a file that is replaced', () => {
  it('is new or has the new text, and nothing stays beside it', () => {
    replaceFile(at('a'), 'one')
    replaceFile(at('a'), 'two')
    expect(readFileSync(at('a'), 'utf8')).toBe('two')
    expect(readdirSync(folder.path)).toEqual(['a'])
  })

  it('is written piece by piece, and stays as it was when a piece cannot be made', () => {
    replaceFile(at('a'), ['one ', 'two ', 'three'])
    expect(readFileSync(at('a'), 'utf8')).toBe('one two three')
    const failing = function* (): Generator<string> {
      yield 'four'
      throw new Error('no fifth')
    }
    expect(() => replaceFile(at('a'), failing())).toThrow('no fifth')
    expect(readFileSync(at('a'), 'utf8')).toBe('one two three')
    expect(readdirSync(folder.path)).toEqual(['a'])
  })

  it('keeps its text when the new one cannot be written', () => {
    writeFileSync(at('a'), 'one')
    // Nobody writes to a folder of this name.
    symlinkSync('/proc/none/part', at('a.part'))
    expect(() => replaceFile(at('a'), 'two')).toThrow(/ENOENT/)
    expect(readFileSync(at('a'), 'utf8')).toBe('one')
    expect(readdirSync(folder.path)).toEqual(['a'])
  })

  it('stays what a link leads to, and the link a link', () => {
    writeFileSync(at('a'), 'one')
    chmodSync(at('a'), 0o644)
    symlinkSync('a', at('link'))
    replaceFile(at('link'), 'two')
    expect(readFileSync(at('a'), 'utf8')).toBe('two')
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
  })

  it('that is a device is written to', () => {
    replaceFile('/dev/null', 'gone')
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
  })
})
