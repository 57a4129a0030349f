/** The keys of a record, in their order, as the compiler knows them. */
export function keysOf<T extends string>(record: Readonly<Record<T, unknown>>): readonly T[] {
  return Object.keys(record).filter((key): key is T => Object.hasOwn(record, key))
}
