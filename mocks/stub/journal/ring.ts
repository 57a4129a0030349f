import type { RawEntry } from './entry.ts'

export interface RingLimits {
  readonly maxEntries: number
  /** Total of the bodies; the newest entry is kept whatever its size. */
  readonly maxBytes: number
}

/** The latest requests, limited in number and bytes: owns which are kept. */
export class Ring {
  readonly #limits: RingLimits
  readonly #slots: (RawEntry | undefined)[]
  #bytes = 0
  /** Ids of the oldest entry kept and of the next entry. */
  #first = 1
  #next = 1
  /** Id of the first entry since it was last cleared. */
  #since = 1

  constructor(limits: RingLimits) {
    this.#limits = limits
    this.#slots = Array.from<RawEntry | undefined>({ length: limits.maxEntries })
  }

  /** Stores an entry and returns its id. */
  push(entry: RawEntry): number {
    if (this.#next - this.#first === this.#limits.maxEntries) this.#drop()
    const id = this.#next
    this.#slots[id % this.#limits.maxEntries] = entry
    this.#next += 1
    this.#bytes += entry.request.body.length
    while (this.#bytes > this.#limits.maxBytes && this.#first < id) this.#drop()
    return id
  }

  at(id: number): RawEntry | undefined {
    return id >= this.#first && id < this.#next
      ? this.#slots[id % this.#limits.maxEntries]
      : undefined
  }

  get first(): number {
    return this.#first
  }

  get next(): number {
    return this.#next
  }

  /** How many entries newer ones have replaced since it was last cleared. */
  get replaced(): number {
    return this.#first - this.#since
  }

  clear(): void {
    while (this.#first < this.#next) this.#drop()
    this.#since = this.#next
  }

  #drop(): void {
    const slot = this.#first % this.#limits.maxEntries
    this.#bytes -= this.#slots[slot]?.request.body.length ?? 0
    this.#slots[slot] = undefined
    this.#first += 1
  }
}
