import { escapeSegment, isRecord } from '../core/index.ts'
import { broken, type LocatedValue, type OpenApiDocument } from './document.ts'

/** What a reference leads to, or the place itself. @throws HarnessError CONTRACT_BROKEN */
export function dereferenced(document: OpenApiDocument, at: LocatedValue): LocatedValue {
  let current = at
  for (let hops = 0; hops < 32; hops++) {
    if (!isRecord(current.value) || typeof current.value.$ref !== 'string') return current
    current = document.follow(current.value.$ref, current)
  }
  throw broken(at, 'is a reference that leads back to itself', 'break the circle of references')
}

export function property(at: LocatedValue, name: string): LocatedValue | undefined {
  if (!isRecord(at.value) || !Object.hasOwn(at.value, name)) return undefined
  return below(at, name, at.value[name])
}

/** The properties of an object with their names. */
export function entries(at: LocatedValue | undefined): [string, LocatedValue][] {
  if (at === undefined || !isRecord(at.value)) return []
  return Object.entries(at.value).map(([name, value]) => [name, below(at, name, value)])
}

/** The items of a list. */
export function items(at: LocatedValue | undefined): LocatedValue[] {
  if (at === undefined || !Array.isArray(at.value)) return []
  return at.value.map((value: unknown, index) => below(at, String(index), value))
}

function below(at: LocatedValue, step: string, value: unknown): LocatedValue {
  return { ...at, value, pointer: `${at.pointer}/${escapeSegment(step)}` }
}
