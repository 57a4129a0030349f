/** Whom an event is for: whether it happens there is decided when its time has come. */
export interface Recipient {
  /** @returns `false` when it does not happen there (any more) */
  receives(event: Event): boolean
}

export interface Event {
  at: number
  readonly order: number
  readonly to: Recipient | undefined
  /** Nobody that is simulated hears of it: no promise settles in it. */
  readonly isQuiet: boolean
  /** Absent once it was cancelled. */
  call: (() => void) | undefined
}

/**
 * Simulated time, in milliseconds from 0, and what happens when. Nothing happens but here, one event at a time, in an
 * order that follows from the times alone.
 */
export class Schedule {
  #now = 0
  #order = 0
  readonly #heap: Event[] = []
  /** How many events happened. */
  steps = 0

  get now(): number {
    return this.#now
  }

  after(ms: number, call: () => void, to?: Recipient): Event {
    return this.#add(ms, call, to, false)
  }

  /** The same for what happens within a model: whatever comes of it for others is an event of its own. */
  quietlyAfter(ms: number, call: () => void): void {
    this.#add(ms, call, undefined, true)
  }

  /** Puts an event off that is happening now. */
  putOff(event: Event, until: number): void {
    event.at = Math.max(until, this.#now)
    this.#push(event)
  }

  /** @returns whether anybody hears of what happened; `nothing` when there is nothing left to happen */
  next(): 'heard' | 'quiet' | 'nothing' {
    const event = this.#pop()
    if (event === undefined) return 'nothing'
    const { call, to, isQuiet } = event
    if (call === undefined) return 'quiet'
    this.#now = event.at
    this.steps++
    if (to !== undefined && !to.receives(event)) return 'quiet'
    call()
    return isQuiet ? 'quiet' : 'heard'
  }

  #add(ms: number, call: () => void, to: Recipient | undefined, isQuiet: boolean): Event {
    const event = { at: this.#now + Math.max(0, ms), order: this.#order++, to, isQuiet, call }
    this.#push(event)
    return event
  }

  #push(event: Event): void {
    const heap = this.#heap
    let place = heap.length
    heap.push(event)
    while (place > 0) {
      const parent = (place - 1) >>> 1
      const above = heap[parent]
      if (above === undefined || !isBefore(event, above)) break
      heap[place] = above
      place = parent
    }
    heap[place] = event
  }

  #pop(): Event | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (last === undefined || first === last) return first
    const { length } = heap
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      let below = heap[child]
      if (below === undefined) break
      const right = heap[child + 1]
      if (child + 1 < length && right !== undefined && isBefore(right, below)) {
        child++
        below = right
      }
      if (!isBefore(below, last)) break
      heap[place] = below
      place = child
    }
    heap[place] = last
    return first
  }
}

function isBefore(left: Event, right: Event): boolean {
  return left.at < right.at || (left.at === right.at && left.order < right.order)
}
