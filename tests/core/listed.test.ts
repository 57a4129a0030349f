import { expect, it } from 'vitest'
import { listed } from '../../src/core/index.ts'

it.each([[[]], [['a']], [['a', 'b']], [['a', 'b', 'c']], [['a', 'b', 'c', 'd']]])(
  'lists %j as British English does',
  (words) => {
    expect(listed(words, 'and')).toBe(new Intl.ListFormat('en-GB').format(words))
    const choice = new Intl.ListFormat('en-GB', { type: 'disjunction' })
    expect(listed(words, 'or')).toBe(choice.format(words))
  },
)
