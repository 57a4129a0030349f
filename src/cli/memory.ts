import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Keeps the heap's part for short-lived objects at its first size. V8 lets it grow to 32 MB, which a command that mostly
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
