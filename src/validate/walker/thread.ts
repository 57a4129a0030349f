import { parentPort, workerData } from 'node:worker_threads'
import { compileWalk } from './compile.ts'
import { walkLines } from './lines.ts'
import type { LinesToWalk, ThreadAnswer, ThreadData } from './walkers.ts'

// The one module of these rooms that does something on being loaded: it is what a thread runs.
const { sources } = workerData as ThreadData
const walks = sources.flatMap((source) => compileWalk(source) ?? [])

parentPort?.on('message', ({ bytes, length }: LinesToWalk) => {
  answer(walkLines(Buffer.from(bytes), length, walks))
})
answer('ready')

function answer(message: ThreadAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's, not a window's
  parentPort?.postMessage(message)
}
