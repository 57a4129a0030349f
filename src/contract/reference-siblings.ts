import { escapeSegment, isRecord } from '../core/index.ts'
import { type FieldRole, roleOf } from './document-parts.ts'

/** A keyword beside a reference, without effect. */
export interface ReferenceSibling {
  /** JSON Pointer of the sibling. */
  readonly pointer: string
  readonly keyword: string
}

/** A path item refers to another one, and may have these of its own. */
const OF_PATH_ITEMS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'parameters',
  'servers',
]
/** They say nothing of what is valid, and keeping them harms nobody. */
const HARMLESS = new Set(['$ref', 'description', 'summary'])

/**
 * Every keyword beside a `$ref` that OpenAPI 3.0 ignores (Reference Object: "This object cannot be extended with additional
 * properties and any properties added SHALL be ignored").
 */
export function referenceSiblings(
  value: unknown,
  pointer = '',
  role: FieldRole = 'part',
): ReferenceSibling[] {
  if (Array.isArray(value)) {
    return value.flatMap((each: unknown, index) =>
      referenceSiblings(each, `${pointer}/${index}`, role),
    )
  }
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, each]): ReferenceSibling[] => {
    const at = `${pointer}/${escapeSegment(name)}`
    if (role === 'part' && isIgnored(value, name)) return [{ pointer: at, keyword: name }]
    const below = roleOf(name, role, each)
    return below === 'value' ? [] : referenceSiblings(each, at, below)
  })
}

/** Whether OpenAPI 3.0 ignores a field, because a reference is beside it. */
export function isIgnored(holder: Readonly<Record<string, unknown>>, name: string): boolean {
  return (
    typeof holder.$ref === 'string' &&
    !HARMLESS.has(name) &&
    !name.startsWith('x-') &&
    !OF_PATH_ITEMS.some((each) => Object.hasOwn(holder, each))
  )
}
