/** A line of a file, both counted from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** One YAML or JSON file: its value, and the position of everything in it. */
export interface Source {
  /** As it is shown to people: relative where it was given so. */
  readonly file: string
  readonly text: string
  readonly value: unknown
  /** The place of the property or item at a pointer, or else of its nearest parent. */
  positionOf(pointer: string): Position
}
