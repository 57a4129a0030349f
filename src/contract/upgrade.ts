import { upgradeFromThreeToThreeOne } from '@scalar/openapi-upgrader/3.0-to-3.1'
import { isRecord } from '../core/index.ts'
import { type FieldRole, roleOf } from './document-parts.ts'
import { isIgnored } from './reference-siblings.ts'

/**
 * A document of OpenAPI 3.0 as 3.1 has it. The upgrader takes every object for a part of the document and every field for
 * a keyword: so names and values are hidden from it, and so is what 3.0 ignores beside a reference.
 */
export function upgradedToThreeOne(document: Readonly<Record<string, unknown>>): unknown {
  const hidden: Hidden = new Map()
  return shown(upgradeFromThreeToThreeOne(hide(document, 'part', hidden)), hidden)
}

type Hidden = Map<symbol, unknown>

/** At the end of a name: no keyword has it. */
const MARK = '\0'

function hide(value: unknown, role: FieldRole, hidden: Hidden): unknown {
  if (Array.isArray(value)) return value.map((each) => hide(each, role, hidden))
  if (!isRecord(value)) return value
  const fields = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    if (role === 'part' && isIgnored(value, name)) return []
    const below = roleOf(name, role, each)
    const key = role === 'names' || isExampleOfContent(value, name) ? `${name}${MARK}` : name
    if (name.startsWith('x-')) return [[key, hide(each, 'part', hidden)]]
    if (below !== 'value') return [[key, hide(each, below, hidden)]]
    if (typeof each !== 'object' || each === null) return [[key, each]]
    const symbol = Symbol(name)
    hidden.set(symbol, each)
    return [[key, symbol]]
  })
  return Object.fromEntries(fields)
}

/** In 3.1 that of a schema is in a list of them, and that of a media type or a parameter is where it was. */
function isExampleOfContent(holder: Readonly<Record<string, unknown>>, name: string): boolean {
  return name === 'example' && (Object.hasOwn(holder, 'schema') || Object.hasOwn(holder, 'content'))
}

function shown(value: unknown, hidden: Hidden): unknown {
  if (typeof value === 'symbol') return hidden.get(value)
  if (Array.isArray(value)) return value.map((each) => shown(each, hidden))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.endsWith(MARK) ? name.slice(0, -MARK.length) : name,
      shown(each, hidden),
    ]),
  )
}
