/** Lets a few through at a time: programs that start all at once are slow together, and their waits are off. */
export interface Gate {
  /** Resolves when there is room. @returns what gives the room to the next; calling it again does nothing */
  enter(): Promise<() => void>
}

/** @param room how many may be inside */
export function createGate(room: number): Gate {
  let free = room
  const waiting: (() => void)[] = []
  return {
    enter: async () => {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => void waiting.push(resolve))
      let isInside = true
      return () => {
        if (!isInside) return
        isInside = false
        const next = waiting.shift()
        if (next === undefined) free += 1
        else next()
      }
    },
  }
}
