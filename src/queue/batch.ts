interface Waiting<Item, Result> {
  readonly item: Item
  readonly done: (result: Result) => void
  readonly failed: (error: unknown) => void
}

/**
 * Sends items one round trip at a time: what comes while one is under way shares the next. When a round trip fails,
 * all items in it fail.
 */
export class Batch<Item, Result> {
  readonly #send: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly #limit: number
  #waiting: Waiting<Item, Result>[] = []
  #running: Promise<void> | undefined

  /** @param send gives a result for each item, in their order */
  constructor(limit: number, send: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#limit = limit
    this.#send = send
  }

  add(item: Item): Promise<Result> {
    return new Promise<Result>((done, failed) => {
      this.#waiting.push({ item, done, failed })
      this.#running ??= this.#run().finally(() => {
        this.#running = undefined
      })
    })
  }

  /** Resolves when everything that was added is sent. */
  async idle(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    // Items that are added in the same turn travel together.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#limit)
      try {
        const results = await this.#send(batch.map(({ item }) => item))
        for (const [index, { done, failed }] of batch.entries()) {
          const result = results[index]
          if (result === undefined) failed(new Error('the store gave no result'))
          else done(result)
        }
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
  }
}
