import { isRecord, parsePointer, valueAt } from '../../src/core/index.ts'

/** A copy of a JSON value with another value at a pointer; without the property there when `value` is `undefined`. */
export function withValue(root: unknown, pointer: string, value: unknown): unknown {
  const copy: unknown = structuredClone(root)
  const steps = parsePointer(pointer)
  const name = steps.at(-1)
  if (name === undefined) return value
  const parent = valueAt(copy, steps.slice(0, -1))
  if (Array.isArray(parent)) parent.splice(Number(name), 1, ...(value === undefined ? [] : [value]))
  else if (!isRecord(parent)) throw new Error(`there is nothing to change at ${pointer}`)
  else if (value === undefined) Reflect.deleteProperty(parent, name)
  else
    Object.defineProperty(parent, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  return copy
}
