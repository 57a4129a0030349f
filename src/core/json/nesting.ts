/** Whether lists and objects are within each other more than so many times; what several of them share is looked at once. */
export function isNestedBeyond(value: unknown, most: number): boolean {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true
    const held = new Set<unknown>()
    for (const each of level) {
      if (typeof each !== 'object' || each === null) continue
      for (const inner of Object.values(each) as readonly unknown[])
        if (typeof inner === 'object' && inner !== null) held.add(inner)
    }
    level = [...held]
  }
  return false
}
