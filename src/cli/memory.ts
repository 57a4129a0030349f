import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Lets the heap's part for short-lived objects grow from 1 MB to 4 as soon as the program is loaded: collecting it takes a
 * third of the time then. To be followed by {@link keepYoungHeapSmall}.
 */
export function growYoungHeap(): void {
  setFlagsFromString('--semi-space-growth-factor=4')
}

/**
 * Keeps the heap's part for short-lived objects at its size. V8 lets it grow to 16 MB, twice, which a command that mostly
 * waits for responses does not need.
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

let collect: (() => void) | undefined

/**
 * Frees what nothing refers to any more. V8 counts what lies outside its heap, such as the bodies of responses, only from
 * tens of megabytes on.
 */
export function collectGarbage(): void {
  collect ??= exposed()
  collect()
}

let heapLeft = 0

/** The same where the heap has grown by more than a part of what a command may take: deriving messages leaves much behind. */
export function collectGrownGarbage(): void {
  if (process.memoryUsage().heapUsed - heapLeft < MOST_GROWTH) return
  collectGarbage()
  heapLeft = process.memoryUsage().heapUsed
}

/** Bytes. */
const MOST_GROWTH = 40 * 1024 * 1024

function exposed(): () => void {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('gc')
  return typeof found === 'function' ? () => void found() : () => undefined
}
