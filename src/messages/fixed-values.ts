import type { Schema } from '../contract/index.ts'
import { isRecord } from '../core/index.ts'
import { type Applied, expand, listAt } from './applied.ts'

/** The values that required properties of an object may have, where a schema lists them, in JSON. */
type FixedValues = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Whether no object matches two schemas, because a property that both require has other values in each, as a discriminator
 * has. Whatever is not seen at once is possible.
 */
export function excludeEachOther(root: Schema, one: Applied, other: Applied): boolean {
  const [ways, others] = [waysOf(root, [one], 0), waysOf(root, [other], 0)]
  return ways.every((way) => others.every((each) => isDisjoint(way, each)))
}

function isDisjoint(one: FixedValues, other: FixedValues): boolean {
  return [...one].some(([name, values]) => {
    const theirs = other.get(name)
    return theirs !== undefined && ![...values].some((value) => theirs.has(value))
  })
}

const MOST_WAYS = 40
const DEEPEST = 4

/** Of each way to choose among the alternatives of schemas. */
function waysOf(root: Schema, schemas: readonly Applied[], depth: number): readonly FixedValues[] {
  const { applied } = expand(root, schemas)
  const own = fixedIn(applied)
  if (depth >= DEEPEST) return [own]
  let ways: readonly FixedValues[] = [own]
  for (const { schema, pointer } of applied) {
    if (pointer === undefined) continue
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = listAt(schema, pointer, keyword)
      if (branches.length === 0) continue
      const further = branches.flatMap((branch) => waysOf(root, [branch], depth + 1))
      if (ways.length * further.length > MOST_WAYS) continue
      ways = ways.flatMap((way) => further.map((each) => new Map([...each, ...way])))
    }
  }
  return ways
}

function fixedIn(applied: ReturnType<typeof expand>['applied']): FixedValues {
  const required = new Set(applied.flatMap(({ schema }) => schema.required ?? []))
  const fixed = new Map<string, ReadonlySet<string>>()
  for (const { schema } of applied) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const values = isRecord(property) ? listedIn(property) : undefined
      if (values === undefined || !required.has(name)) continue
      const known = fixed.get(name)
      fixed.set(name, new Set(values.filter((value) => known?.has(value) ?? true)))
    }
  }
  return fixed
}

function listedIn(schema: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  if (schema.const !== undefined) return [JSON.stringify(schema.const)]
  return Array.isArray(schema.enum) ? schema.enum.map((each) => JSON.stringify(each)) : undefined
}
