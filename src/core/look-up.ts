/**
 * What a table has under a name that comes from outside: `undefined` for what every object inherits, such as `constructor`.
 */
export function lookUp<Value>(
  table: Readonly<Record<string, Value>>,
  name: string | undefined,
): Value | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined
}
