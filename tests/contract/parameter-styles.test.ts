import { describe, expect, it } from 'vitest'
import { parameterViolations } from '../../src/contract/index.ts'
import { fillRequest } from '../../src/messages/index.ts'
import { compileText, posting, withPaths } from '../support/contracts.ts'

const LIST = ['blue', 'black', 'brown']
const OBJECT = { R: 100, G: 200, B: 150 }
const COUNT = { type: 'integer' }
const SCHEMAS = {
  text: { type: 'string', pattern: '^b' },
  list: { type: 'array', items: { type: 'string', pattern: '^b' } },
  object: {
    type: 'object',
    required: ['R', 'G', 'B'],
    properties: { R: COUNT, G: COUNT, B: COUNT },
    additionalProperties: false,
  },
}

/** OpenAPI 3.1, Style Examples: what `color` looks like for a text, a list and an object. */
const STYLES: readonly (readonly [string, boolean, 'path' | 'header', string, string, string])[] = [
  ['matrix', false, 'path', ';color=blue', ';color=blue,black,brown', ';color=R,100,G,200,B,150'],
  [
    'matrix',
    true,
    'path',
    ';color=blue',
    ';color=blue;color=black;color=brown',
    ';R=100;G=200;B=150',
  ],
  ['label', false, 'path', '.blue', '.blue,black,brown', '.R,100,G,200,B,150'],
  ['label', true, 'path', '.blue', '.blue.black.brown', '.R=100.G=200.B=150'],
  ['simple', false, 'path', 'blue', 'blue,black,brown', 'R,100,G,200,B,150'],
  ['simple', true, 'path', 'blue', 'blue,black,brown', 'R=100,G=200,B=150'],
  ['simple', false, 'header', 'blue', 'blue,black,brown', 'R,100,G,200,B,150'],
  ['simple', true, 'header', 'blue', 'blue,black,brown', 'R=100,G=200,B=150'],
]

const CASES = STYLES.flatMap(([style, explode, where, text, list, object]) =>
  (
    [
      ['text', 'blue', text, style === 'simple' ? 'green' : 'blue'],
      ['list', LIST, list, style === 'simple' ? 'blue,green' : 'blue,black'],
      ['object', OBJECT, object, object.replace('100', 'red')],
    ] as const
  ).map(([kind, value, written, invalid]) => ({
    style,
    explode,
    where,
    kind,
    value,
    written,
    invalid,
  })),
)

describe('a parameter', () => {
  it.each(CASES)(
    'of style $style, explode $explode, in a $where carries a $kind as $written',
    async ({ style, explode, where, kind, value, written, invalid }) => {
      const parameter = {
        in: where,
        name: 'color',
        required: true,
        style,
        explode,
        schema: SCHEMAS[kind],
        example: value,
      }
      const path = where === 'path' ? '/paints/{color}' : '/paints'
      const document = withPaths({ [path]: posting(true, { parameters: [parameter] }) })
      const [operation] = (await compileText(document)).operations
      if (operation === undefined) throw new Error('there is no operation')
      const { url, headers } = fillRequest(operation, path)
      expect(where === 'path' ? url : Object.fromEntries(headers).color).toBe(
        where === 'path' ? `/paints/${written}` : written,
      )
      const problemsOf = (text: string) =>
        parameterViolations(operation.parameters, path, {
          target: where === 'path' ? `/paints/${text}` : path,
          headers: where === 'path' ? {} : { color: text },
        })
      expect(problemsOf(written)).toEqual([])
      expect(problemsOf(invalid)).toMatchObject([{ field: 'color', isMissing: false }])
    },
  )
})
