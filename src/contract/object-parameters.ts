import { isRecord } from '../core/index.ts'
import type { ModelParameter } from './model.ts'
import { allTypes, itemTypesOf, type ParameterPair, readAs } from './parameter-texts.ts'

/** How a query carries an object: as `filter[floor]=1`, or each property by itself, as `floor=1` (OpenAPI 3.1, Style Values). */
type Carriage = 'brackets' | 'properties'

/** `undefined` for what a name of its own carries, which is all but objects in queries. */
export function carriageOf(model: ModelParameter): Carriage | undefined {
  if (model.in !== 'query' || model.isJson) return undefined
  const types = [...allTypes(model.schema?.schema)].filter((type) => type !== 'null')
  if (types.length !== 1 || types[0] !== 'object') return undefined
  if (model.style === 'deepObject') return 'brackets'
  // A map has any names: nothing tells them from those of other parameters.
  const isKnown = propertiesOf(model.schema?.schema).size > 0
  return model.style === 'form' && model.isExploded && isKnown ? 'properties' : undefined
}

/** The object that a query carries, empty where there is nothing of it; `undefined` for what has a name of its own. */
export function objectIn(
  query: URLSearchParams,
  model: ModelParameter,
): Readonly<Record<string, unknown>> | undefined {
  const carriage = carriageOf(model)
  if (carriage === undefined) return undefined
  const properties = propertiesOf(model.schema?.schema)
  const found = [...new Set(query.keys())].flatMap((key): [string, unknown][] => {
    const name = carriage === 'brackets' ? withinBrackets(key, model.name) : key
    if (name === undefined || (carriage === 'properties' && !properties.has(name))) return []
    return [[name, valueOf(query.getAll(key), properties.get(name))]]
  })
  return Object.fromEntries(found)
}

/** The pairs that carry an object; `undefined` for other values, for what has a name of its own, and for objects in objects. */
export function pairsOfObject(
  value: unknown,
  model: ModelParameter,
): readonly ParameterPair[] | undefined {
  const carriage = carriageOf(model)
  if (carriage === undefined || !isRecord(value)) return undefined
  const entries = Object.entries(value).flatMap(([name, each]) => {
    const items: readonly unknown[] = Array.isArray(each) ? each : [each]
    return items.map((item) => [name, item] as const)
  })
  if (entries.some(([, item]) => isRecord(item) || Array.isArray(item))) return undefined
  return entries.map(([name, item]) => [
    carriage === 'brackets' ? `${model.name}[${name}]` : name,
    typeof item === 'string' ? item : JSON.stringify(item),
  ])
}

function withinBrackets(key: string, name: string): string | undefined {
  const isOwn = key.startsWith(`${name}[`) && key.endsWith(']')
  return isOwn ? key.slice(name.length + 1, -1) : undefined
}

function valueOf(texts: readonly string[], schema: unknown): unknown {
  const types = allTypes(schema)
  if (types.has('array')) {
    const items = itemTypesOf(schema)
    return texts.map((text) => readAs(text, items)[0] ?? text)
  }
  const [text = ''] = texts
  return readAs(text, types)[0] ?? text
}

const DEEPEST = 16

/** The properties of a schema and of what it is composed of. */
export function propertiesOf(schema: unknown, depth = 0): ReadonlyMap<string, unknown> {
  if (!isRecord(schema) || depth > DEEPEST) return new Map()
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((each): unknown[] =>
    Array.isArray(each) ? each : [],
  )
  return new Map([
    ...parts.flatMap((part) => [...propertiesOf(part, depth + 1)]),
    ...Object.entries(isRecord(schema.properties) ? schema.properties : {}),
  ])
}
