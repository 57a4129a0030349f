import { describe, expect, it } from 'vitest'
import { declaresJson, essenceOfMediaType, isJsonMediaType } from '../../src/core/index.ts'
import { MEDIA_TYPES } from '../support/media-types.ts'

describe.each(MEDIA_TYPES)('$type', ({ type, isJson, inUtf8 }) => {
  it(`is ${isJson ? '' : 'not '}a JSON media type`, () => {
    expect(isJsonMediaType(type)).toBe(isJson)
  })

  it(`declares ${inUtf8 ? '' : 'no '}JSON in UTF-8`, () => {
    expect(declaresJson(type)).toBe(inUtf8)
  })
})

it('no Content-Type declares no JSON', () => {
  expect(declaresJson(undefined)).toBe(false)
})

it.each([
  ['Application/JSON; charset="utf-8"', 'application/json'],
  ['text/html', 'text/html'],
  ['json', ''],
  ['', ''],
])('%j is of the type %j', (text, essence) => {
  expect(essenceOfMediaType(text)).toBe(essence)
})
