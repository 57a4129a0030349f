import { type FSWatcher, watch, writeFileSync } from 'node:fs'

/**
 * A file beside the queue that is written when another process than the worker's made something due, so that the
 * worker need not look often. A missed ring is no loss: workers look by themselves now and then.
 */
export class Bell {
  readonly #path: string
  #watcher: FSWatcher | undefined

  constructor(queuePath: string) {
    this.#path = `${queuePath}-bell`
  }

  ring(): void {
    try {
      writeFileSync(this.#path, '')
    } catch {
      // A folder where no file can be made has a worker that looks by itself.
    }
  }

  listen(heard: () => void): void {
    this.ring()
    try {
      this.#watcher = watch(this.#path, { persistent: false }, heard)
      this.#watcher.on('error', () => this.close())
    } catch {
      // Without file events the worker looks by itself.
    }
  }

  close(): void {
    this.#watcher?.close()
    this.#watcher = undefined
  }
}
