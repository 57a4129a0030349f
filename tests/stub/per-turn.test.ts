import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { perTurn } from '../../mocks/stub/per-turn.ts'

it('what arrives in one turn is handed over together and in order, what arrives meanwhile in the next', async () => {
  const handedOver: (readonly string[])[] = []
  const arrive = perTurn<string>((arrived) => {
    handedOver.push(arrived)
    if (arrived.includes('first')) arrive('meanwhile')
  })
  arrive('first')
  arrive('second')
  expect(handedOver).toEqual([])
  await nextTurn()
  expect(handedOver).toEqual([['first', 'second']])
  await nextTurn()
  expect(handedOver).toEqual([['first', 'second'], ['meanwhile']])
})
