import { type FSWatcher, watch, writeFileSync } from 'node:fs'

/**
 * A file beside the queue, written when a process other than the worker's makes a delivery due, so that the
 * worker need not poll often. A missed wake-up loses nothing: workers poll now and then.
 */
export class WakeupFile {
  readonly #path: string
  #watcher: FSWatcher | undefined

  constructor(queuePath: string) {
    this.#path = `${queuePath}-wakeup`
  }

  notify(): void {
    try {
      writeFileSync(this.#path, '')
    } catch {
      // Where no file can be created, the worker finds the delivery when it polls.
    }
  }

  watch(onWakeup: () => void): void {
    this.notify()
    try {
      this.#watcher = watch(this.#path, { persistent: false }, onWakeup)
      this.#watcher.on('error', () => this.close())
    } catch {
      // Without file events the worker finds the delivery when it polls.
    }
  }

  close(): void {
    this.#watcher?.close()
    this.#watcher = undefined
  }
}
