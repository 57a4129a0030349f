import { escapeSegment, isRecord } from '../core/index.ts'

/** A keyword beside a reference, without effect. */
export interface ReferenceSibling {
  /** JSON Pointer of the sibling. */
  readonly pointer: string
  readonly keyword: string
}

/** Values, and not parts of the document. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const'])
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
export function referenceSiblings(value: unknown, pointer = ''): ReferenceSibling[] {
  if (Array.isArray(value)) {
    return value.flatMap((each: unknown, index) => referenceSiblings(each, `${pointer}/${index}`))
  }
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, each]): ReferenceSibling[] => {
    const at = `${pointer}/${escapeSegment(name)}`
    if (isIgnored(value, name)) return [{ pointer: at, keyword: name }]
    return VALUES.has(name) || name.startsWith('x-') ? [] : referenceSiblings(each, at)
  })
}

/** A copy of the value without what {@link referenceSiblings} finds. */
export function withoutSiblings(value: unknown): Record<string, unknown> {
  const copy = copied(value)
  return isRecord(copy) ? copy : {}
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isIgnored(value, name))
      .map(([name, each]) => [
        name,
        VALUES.has(name) || name.startsWith('x-') ? structuredClone(each) : copied(each),
      ]),
  )
}

function isIgnored(holder: Readonly<Record<string, unknown>>, name: string): boolean {
  return (
    typeof holder.$ref === 'string' &&
    !HARMLESS.has(name) &&
    !name.startsWith('x-') &&
    !OF_PATH_ITEMS.some((each) => Object.hasOwn(holder, each))
  )
}
