import { textOf } from '../../core/index.ts'

const AROUND = 24

/** Where two bodies differ first, with what is there in both; `undefined` where they are the same bytes. */
export function firstDifference(before: Uint8Array, after: Uint8Array): string | undefined {
  const length = Math.min(before.length, after.length)
  let at = 0
  while (at < length && before[at] === after[at]) at += 1
  if (at === length && before.length === after.length) return undefined
  return `byte ${at + 1} differs: ${around(before, at)} before, ${around(after, at)} then`
}

function around(bytes: Uint8Array, at: number): string {
  if (at >= bytes.length) return 'the end'
  return JSON.stringify(textOf(bytes.subarray(Math.max(0, at - AROUND / 2), at + AROUND)))
}
