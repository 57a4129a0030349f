interface Waiting<Item, Result> {
  readonly item: Item
  readonly done: (result: Result) => void
  readonly failed: (error: unknown) => void
}

/** What one round trip carries at most. */
export interface BatchLimits<Item> {
  readonly items: number
  readonly bytes?: number
  readonly bytesOf?: (item: Item) => number
}

/**
 * Sends items one round trip at a time: what comes while one is under way shares the next. When a round trip fails,
 * all items in it fail.
 */
export class Batch<Item, Result> {
  readonly #send: (items: readonly Item[]) => Promise<readonly Result[]>
  readonly #limits: BatchLimits<Item>
  #waiting: Waiting<Item, Result>[] = []
  #running: Promise<void> | undefined

  /** @param send gives a result for each item, in their order */
  constructor(
    limits: BatchLimits<Item>,
    send: (items: readonly Item[]) => Promise<readonly Result[]>,
  ) {
    this.#limits = limits
    this.#send = send
  }

  add(item: Item): Promise<Result> {
    return new Promise<Result>((done, failed) => {
      this.#waiting.push({ item, done, failed })
      this.#running ??= this.#run()
    })
  }

  /** Adds many, with one promise for all their results. It rejects when the round trip of one of them fails. */
  addAll(items: readonly Item[]): Promise<readonly Result[]> {
    if (items.length === 0) return Promise.resolve([])
    return new Promise((resolve, failed) => {
      const results: Result[] = []
      let left = items.length
      for (const item of items) {
        const done = (result: Result): void => {
          results.push(result)
          if (--left === 0) resolve(results)
        }
        this.#waiting.push({ item, done, failed })
      }
      this.#running ??= this.#run()
    })
  }

  /** Resolves when everything that was added is sent. */
  async idle(): Promise<void> {
    await this.#running
  }

  /** How many go together: one at least. */
  #next(): number {
    const { items, bytes, bytesOf } = this.#limits
    if (bytes === undefined) return items
    let size = 0
    const tooMany = this.#waiting.slice(0, items).findIndex(({ item }, index) => {
      size += bytesOf?.(item) ?? 0
      return index > 0 && size > bytes
    })
    return tooMany === -1 ? items : tooMany
  }

  async #run(): Promise<void> {
    // Items that are added in the same turn travel together.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#next())
      try {
        const results = await this.#send(batch.map(({ item }) => item))
        let index = 0
        for (const { done, failed } of batch) {
          const result = results[index++]
          if (result === undefined) failed(new Error('the store gave no result'))
          else done(result)
        }
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    // At once: what is added in the next moment must begin anew.
    this.#running = undefined
  }
}
