/** The same properties, optional where they may be `undefined`, and never `undefined`. */
export type Defined<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> }

/**
 * A copy without the properties whose value is `undefined`. Options are spread over defaults, where a property that is
 * there and `undefined` would win, so `exactOptionalPropertyTypes` is on and optional properties are omitted.
 *
 * @param properties an object literal, for example `{ ...defined({ pointer, rule: found?.rule }) }`
 */
export function defined<T extends object>(properties: T): Defined<T>
export function defined(properties: Record<string, unknown>): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const name in properties) {
    if (properties[name] !== undefined) found[name] = properties[name]
  }
  return found
}
