import { formatPointer, type Segment } from '../core/index.ts'

/** The places that the edits of one message touch: none of them is within another. */
export class EditedPlaces {
  readonly #own = new Set<string>()
  readonly #around = new Set<string>()

  /** Whether an edit conflicts with none that is here. */
  hasRoomFor({ own, around }: EditedPlace): boolean {
    return !this.#around.has(own) && !around.some((pointer) => this.#own.has(pointer))
  }

  add({ own, around }: EditedPlace): void {
    this.#own.add(own)
    for (const pointer of around) this.#around.add(pointer)
  }
}

/** Where an edit takes place, as pointers. */
export interface EditedPlace {
  readonly own: string
  /** Every value that it is in, and itself. */
  readonly around: readonly string[]
}

export function editedPlace(at: readonly Segment[]): EditedPlace {
  const around = Array.from({ length: at.length + 1 }, (_none, depth) =>
    formatPointer(at.slice(0, depth)),
  )
  return { own: formatPointer(at), around }
}
