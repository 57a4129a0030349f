import { escapeSegment, formatPointer, isRecord } from '../core/index.ts'
import { type FieldRole, roleOf } from './document-parts.ts'
import { mapSubschemas } from './schema.ts'

/** A schema that has an identifier of its own, which the references within it begin at; or a whole file. */
export interface Resource {
  /** Absolute, without a fragment. */
  readonly uri: string
  /** JSON Pointer within its file. */
  readonly pointer: string
  /** Pointers by the names of `$anchor` and `$dynamicAnchor`. */
  readonly anchors: ReadonlyMap<string, string>
  /** Those of `$dynamicAnchor` alone. */
  readonly dynamicAnchors: ReadonlyMap<string, string>
}

interface Growing extends Resource {
  readonly anchors: Map<string, string>
  readonly dynamicAnchors: Map<string, string>
}

/**
 * The resources of a file: the file itself first, then every schema with an `$id`.
 * @param uri of the file; a document's own `$self` (OpenAPI 3.2) is read against it
 */
export function resourcesOf(value: unknown, uri: string, text: string): readonly Resource[] {
  const self = isRecord(value) ? value.$self : undefined
  const root = resource(typeof self === 'string' ? resolved(self, uri) : uri, '')
  const found = [root]
  // Most documents have none, and a large one need not be searched for them.
  if (/\$(?:id|anchor|dynamicAnchor)\b/.test(text)) collect(value, '', root, found, 'part')
  return found
}

function resource(uri: string, pointer: string): Growing {
  return { uri, pointer, anchors: new Map(), dynamicAnchors: new Map() }
}

/** Fields of documents and files that hold schemas by name. */
const NAMED = new Set(['schemas', '$defs', 'definitions'])

/** What an object is: a schema, or anything around one. */
type Kind = 'schema' | Exclude<FieldRole, 'value'>

/** In a schema only its keywords hold schemas: what is below an unknown one has no identifier. */
function collect(
  value: unknown,
  pointer: string,
  around: Growing,
  found: Growing[],
  kind: Kind,
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      collect(item, `${pointer}/${index}`, around, found, kind)
    return
  }
  if (!isRecord(value)) return
  const isSchema =
    kind === 'schema' || (kind === 'part' && MARKS.some((name) => Object.hasOwn(value, name)))
  const here = isSchema ? identified(value, pointer, around, found) : around
  for (const [name, item] of Object.entries(value)) {
    const below = `${pointer}/${escapeSegment(name)}`
    if (kind !== 'names' && NAMED.has(name) && isRecord(item)) {
      for (const [key, each] of Object.entries(item))
        collect(each, `${below}/${escapeSegment(key)}`, here, found, 'schema')
    } else if (isSchema) {
      mapSubschemas(name, item, (subschema, steps) => {
        collect(subschema, `${pointer}${formatPointer(steps)}`, here, found, 'schema')
        return subschema
      })
    } else {
      const role = roleOf(name, kind === 'names' ? 'names' : 'part', item)
      if (role !== 'value') collect(item, below, here, found, name === 'schema' ? 'schema' : role)
    }
  }
}

/** What only schemas have. */
const MARKS = ['$id', '$schema', '$anchor', '$dynamicAnchor', '$defs']

function identified(
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  around: Growing,
  found: Growing[],
): Growing {
  const { $id, $anchor, $dynamicAnchor } = value
  let here = around
  if (typeof $id === 'string' && !$id.startsWith('#')) {
    here = resource(resolved($id, around.uri), pointer)
    found.push(here)
  }
  if (typeof $anchor === 'string') here.anchors.set($anchor, pointer)
  if (typeof $dynamicAnchor === 'string') {
    here.anchors.set($dynamicAnchor, pointer)
    here.dynamicAnchors.set($dynamicAnchor, pointer)
  }
  return here
}

/** A reference read against the URI around it, without its fragment; as it is where it cannot be read. */
export function resolved(reference: string, base: string): string {
  try {
    const url = new URL(reference, base)
    url.hash = ''
    return url.href
  } catch {
    return reference.split('#')[0] ?? ''
  }
}
