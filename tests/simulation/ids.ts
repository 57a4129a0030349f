const PREFIX = 'msg_'

/** By their numbers: all seeds that one process simulates use the same ones. */
const IDS: string[] = []

/** The id of a delivery, by its number among all. */
export function idOf(number: number): string {
  for (let next = IDS.length; next <= number; next++) IDS.push(`${PREFIX}${next}`)
  return IDS[number] ?? `${PREFIX}${number}`
}

/** The number of which an id was made; of any other id some number, or none. */
export function numberIn(id: string): number {
  let number = 0
  for (let place = PREFIX.length; place < id.length; place++) {
    number = 10 * number + id.charCodeAt(place) - 48
  }
  return number
}

/** The ids of deliveries that follow each other. */
export class IdRange {
  readonly #first: number
  readonly #count: number

  constructor(first: number, count: number) {
    this.#first = first
    this.#count = count
  }

  has(id: string): boolean {
    const number = numberIn(id)
    return number >= this.#first && number < this.#first + this.#count && id === idOf(number)
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let made = 0; made < this.#count; made++) yield idOf(this.#first + made)
  }
}

/** No array grows by more empty places at once than this. */
const MOST_EMPTY = 65_536

/** Things by their ids: those that have a number in a list, in which a look costs no search. */
export class ById<T extends { readonly delivery: { readonly id: string } }> {
  readonly #numbered: (T | undefined)[] = []
  readonly #others = new Map<string, T>()

  get(id: string): T | undefined {
    const found = this.#numbered[numberIn(id)]
    return found?.delivery.id === id ? found : this.#others.get(id)
  }

  set(thing: T): void {
    const { id } = thing.delivery
    const number = numberIn(id)
    const numbered = this.#numbered
    const isFree = number < numbered.length ? numbered[number] === undefined : number >= 0
    if (!isFree || number > numbered.length + MOST_EMPTY) {
      this.#others.set(id, thing)
      return
    }
    // Without holes: an array that has some is slower for good.
    while (numbered.length <= number) numbered.push(undefined)
    numbered[number] = thing
  }

  delete(id: string): void {
    const number = numberIn(id)
    if (this.#numbered[number]?.delivery.id === id) this.#numbered[number] = undefined
    else this.#others.delete(id)
  }
}
