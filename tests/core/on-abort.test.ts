import { expect, it } from 'vitest'
import { onAbort } from '../../src/core/on-abort.ts'

it('a signal calls everyone who still waits for it, once, whatever places were used again', () => {
  const controller = new AbortController()
  const called: string[] = []
  const wait = (name: string) => onAbort(controller.signal, () => called.push(name))
  const first = wait('first')
  wait('second')
  first()
  const third = wait('third')
  wait('fourth')
  third()
  wait('fifth')
  const sixth = wait('sixth')
  sixth()
  controller.abort()
  expect(called.toSorted()).toEqual(['fifth', 'fourth', 'second'])
})

it('two signals have nothing to do with each other', () => {
  const [one, other] = [new AbortController(), new AbortController()]
  const called: string[] = []
  onAbort(one.signal, () => called.push('one'))
  onAbort(other.signal, () => called.push('other'))
  other.abort()
  expect(called).toEqual(['other'])
})
