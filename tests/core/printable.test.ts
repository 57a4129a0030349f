import * as fc from 'fast-check'
import { marked } from 'marked'
import { describe, expect, it } from 'vitest'
import {
  excerptOf,
  linesOf,
  markdownCode,
  markdownFence,
  markdownText,
  printable,
  printableJson,
  printableLine,
} from '../../src/core/index.ts'
import { RAW } from '../support/hostile-texts.ts'
import { UNPRINTABLE } from '../support/unprintable.ts'

describe('a text of others', () => {
  it.each(UNPRINTABLE)('with %s shows it spelt out', (_name, char, shown) => {
    expect(printable(`a${char}b`)).toBe(`a${shown}b`)
    expect(printableLine(`a${char}b`)).toBe(`a${shown}b`)
  })

  it.each([
    ['letters of any script', 'Ünïcödé 日本 العربية שלום'],
    ['emoji with joiners, selectors and skin tones', '👩🏽‍🚒 ❤️ 🇩🇪'],
    ['Indic conjuncts that need a joiner', 'क्‍ष'],
    ['blanks that are not ASCII', 'a\u00a0b\u3000c'],
    ['the replacement of a character that could not be read', 'a\ufffdb'],
  ])('with %s stays what it is', (_name, text) => {
    expect(printable(text)).toBe(text)
    expect(printableLine(text)).toBe(text)
  })

  it('keeps its lines and tabs, however its lines end', () => {
    expect(printable('a\r\nb\rc\n\td')).toBe('a\nb\nc\n\td')
  })

  it('that has to stay on a line stays there', () => {
    expect(printableLine('a\r\nb\rc\n\td')).toBe('a⏎b⏎c⏎ d')
  })

  it('that is JSON stays the same JSON, indented or not', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.nat(4), (value, indent) => {
        const shown = printable(JSON.stringify(value, undefined, indent))
        expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(printable(shown)).toBe(shown)
        expect(printableJson(JSON.stringify(value, undefined, indent)).toString()).toBe(shown)
      }),
    )
  })

  it.each(UNPRINTABLE)('in a file of JSON, with %s, is the same text', (_name, char) => {
    const json = JSON.stringify({ [`a${char}é👍`]: `${char}${char}日b` })
    expect(printableJson(json).toString()).toBe(printable(json))
    expect(RAW.exec(printableJson(json).toString())).toBeNull()
  })
})

describe('an excerpt', () => {
  const excerpt = (text: string, found: string) => {
    const start = text.indexOf(found)
    return excerptOf(linesOf(text), { start, end: start + found.length })
  }

  it('marks what is wrong, however much of it and before it is spelt out', () => {
    expect(excerpt('{"\u202ea": "b\u2066c"}', '"b\u2066c"')).toEqual({
      text: String.raw`{"\u202ea": "b\u2066c"}`,
      start: 12,
      length: 10,
    })
  })

  it('parts no character of two units', () => {
    const { text } = excerpt(`{"a": "${'👍'.repeat(60)}x"}`, 'x')
    expect(text).toMatch(/^…(?:👍)+x"\}$/u)
  })

  it('of a file with the line ends of Windows has none of them', () => {
    expect(excerpt('{\r\n  "a": 1,\r\n}', '1').text).toBe('  "a": 1,')
  })
})

/** What a reader sees of Markdown that a renderer made HTML of: the text between its tags, and which tags there are. */
function seen(html: string): { readonly text: string; readonly tags: readonly string[] } {
  const tags = Array.from(html.matchAll(/<(\w+)/g), ([, tag]) => String(tag))
  const text = html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
  return { text, tags }
}

const TRICKY = [
  ['`', '``', '|', '\\', '<b>', '&lt;', '&amp;', '[x](y)', '![', '**', '_a_', '~~', '# '],
  ['- ', '+ ', '= ', '1. ', '1) ', '> ', '\n', '\t', '\u202e', '    ', '---', '===', '<!--'],
].flat()

const tricky = fc
  .array(fc.oneof(fc.constantFrom(...TRICKY), fc.string({ maxLength: 4 })), { maxLength: 12 })
  .map((parts) => parts.join(''))

describe('a text in Markdown, rendered', () => {
  const blanksAside = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

  it('is the same text in a line of prose', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const { text: shown, tags } = seen(marked.parse(markdownText(text), { async: false }))
        expect(blanksAside(shown)).toBe(blanksAside(printableLine(text)))
        expect(tags.filter((tag) => tag !== 'p')).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('stays within its cell of a table', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const table = `| a | b |\n| --- | --- |\n| ${markdownText(text)} | 1 |\n`
        const { text: shown, tags } = seen(marked.parse(table, { async: false }))
        expect(blanksAside(shown)).toBe(blanksAside(`a b ${printableLine(text)} 1`))
        expect(tags.filter((tag) => tag === 'td')).toHaveLength(2)
        expect(tags.filter((tag) => !/^(?:table|thead|tbody|tr|th|td)$/.test(tag))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('is the same text as code', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const { text: shown, tags } = seen(
          marked.parse(`x ${markdownCode(text)} y`, { async: false }),
        )
        expect(blanksAside(shown)).toBe(blanksAside(`x ${printableLine(text)} y`))
        expect(tags).toEqual(['p', 'code'])
      }),
      { numRuns: 500 },
    )
  })

  it('is the same text in a block of code', () => {
    fc.assert(
      fc.property(tricky, (text) => {
        const { text: shown, tags } = seen(marked.parse(markdownFence(text), { async: false }))
        expect(blanksAside(shown)).toBe(blanksAside(printable(text)))
        expect(tags).toEqual(['pre', 'code'])
      }),
      { numRuns: 500 },
    )
  })
})

describe('a text in Markdown', () => {
  it.each([
    ['a|b\n# c', String.raw`a\|b⏎\# c`],
    ['<img src=x> [a](b) **c**', String.raw`\<img src=x\> \[a\](b) \*\*c\*\*`],
    ['1. one', String.raw`1\. one`],
    ['- one', String.raw`\- one`],
    ['a\u202eb', String.raw`a\\u202eb`],
  ])('%j stays a line of text', (text, shown) => {
    expect(markdownText(text)).toBe(shown)
  })

  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a\nb\u202e', '`a⏎b\\u202e`'],
  ])('%j stays a piece of code', (text, shown) => {
    expect(markdownCode(text)).toBe(shown)
  })

  it('stays within the fence of its block', () => {
    expect(markdownFence('```\nx\u001b[2J\n````', 'sh')).toBe(
      '`````sh\n```\nx\\u001b[2J\n````\n`````',
    )
  })
})
