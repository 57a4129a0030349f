import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { packageRoot } from '../../core/index.ts'
import { compileWalk, type Walk } from './compile.ts'
import { walkLines, type WalkedLines } from './lines.ts'

/** What a thread is started with: the sources of its walkers. */
export interface ThreadData {
  readonly sources: readonly string[]
}

/** What a thread is asked to walk. */
export interface LinesToWalk {
  readonly bytes: SharedArrayBuffer
  readonly length: number
}

/** First that it is ready, then what it found, in the order of asking. */
export type ThreadAnswer = 'ready' | WalkedLines

export interface WalkersOptions {
  /** Threads besides this one; default: one for each further processor. */
  readonly threads?: number
  /** Blocks that are walked before threads are started, which takes longer than to walk a small file; default 4. */
  readonly aloneFor?: number
}

const ALONE_FOR = 4
/** Blocks that a thread is given ahead, so that it never waits for this one. */
const GIVEN_AHEAD = 2
/** Blocks that may be found before one that a thread still walks. */
const FOUND_AHEAD = 4
const MAX_THREADS = 7

/**
 * Walkers for the shapes of records, on every processor: this thread walks what the others have no room for. A block
 * may be found in any order; who asks keeps the order of the promises.
 */
export class Walkers {
  readonly #sources: readonly string[]
  readonly #walks: readonly Walk[]
  readonly #aloneFor: number
  readonly #wanted: number
  #threads: Thread[] = []
  #blocks = 0

  /** @param sources of walkers; where code must not be made at start, every line is doubtful */
  constructor(sources: readonly string[], options: WalkersOptions = {}) {
    this.#sources = sources
    this.#walks = sources.flatMap((source) => compileWalk(source) ?? [])
    this.#aloneFor = options.aloneFor ?? ALONE_FOR
    const threads = options.threads ?? Math.min(MAX_THREADS, availableParallelism() - 1)
    this.#wanted = this.#walks.length === 0 ? 0 : threads
  }

  /** How many blocks may be under way. */
  get room(): number {
    return this.#threads.length * (GIVEN_AHEAD + FOUND_AHEAD)
  }

  /** @param buffer over all of a shared memory, to be left alone until this is done */
  walk(buffer: Buffer, length: number): Promise<WalkedLines> {
    if (this.#blocks++ === this.#aloneFor) {
      this.#threads = Array.from({ length: this.#wanted }, () => new Thread(this.#sources))
    }
    const free = this.#threads.find((thread) => thread.hasRoom)
    if (free !== undefined) return free.walk(buffer, length)
    return Promise.resolve(walkLines(buffer, length, this.#walks))
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()))
  }
}

class Thread {
  readonly #worker: Worker
  /** In the order of asking, which is that of the answers. */
  readonly #waiting: {
    readonly done: (lines: WalkedLines) => void
    readonly failed: (error: unknown) => void
  }[] = []
  #isReady = false

  constructor(sources: readonly string[]) {
    const workerData: ThreadData = { sources }
    this.#worker = new Worker(join(packageRoot().directory, 'dist/walk-thread.js'), { workerData })
    this.#worker.on('message', (answer: ThreadAnswer) => {
      if (answer === 'ready') this.#isReady = true
      else this.#waiting.shift()?.done(answer)
    })
    // One that cannot start, or fails, is given nothing more.
    this.#worker.on('error', (error) => {
      this.#isReady = false
      for (const waiting of this.#waiting.splice(0)) waiting.failed(error)
    })
  }

  get hasRoom(): boolean {
    return this.#isReady && this.#waiting.length < GIVEN_AHEAD
  }

  walk(buffer: Buffer, length: number): Promise<WalkedLines> {
    return new Promise((done, failed) => {
      this.#waiting.push({ done, failed })
      const message: LinesToWalk = { bytes: buffer.buffer as unknown as SharedArrayBuffer, length }
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's, not a window's
      this.#worker.postMessage(message)
    })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
