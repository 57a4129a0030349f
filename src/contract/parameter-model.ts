import { defined, isRecord } from '../core/index.ts'
import { checkedSchema } from './checked-schema.ts'
import { dereferenced, entries, items, property } from './children.ts'
import type { LocatedValue, OpenApiDocument } from './document.ts'
import { examplesOf } from './documented-examples.ts'
import { NO_PARAMETERS } from './envelope.ts'
import type { ModelParameter } from './model.ts'
import type { PathItem } from './path-items.ts'

/** The style of a parameter's text where the document does not say (OpenAPI 3.1, Parameter Object). */
const STYLES = { path: 'simple', header: 'simple', query: 'form', cookie: 'form' } as const

/**
 * The parameters of an operation: its own, those of its path item, and the names in its path that the document forgets.
 * @throws HarnessError CONTRACT_BROKEN
 */
export function parametersOf(
  document: OpenApiDocument,
  item: PathItem,
  operation: LocatedValue,
): ModelParameter[] {
  const all = new Map<string, ModelParameter>()
  for (const owner of [item.at, operation]) {
    for (const each of items(property(owner, 'parameters'))) {
      const parameter = parameterOf(document, dereferenced(document, each))
      if (parameter !== undefined) all.set(`${parameter.in} ${parameter.name}`, parameter)
    }
  }
  const place = { file: operation.source.file, line: document.positionOf(operation).line }
  for (const [, name = ''] of item.path.matchAll(/\{([^{}/]+)\}/g)) {
    if (all.has(`path ${name}`)) continue
    all.set(`path ${name}`, {
      in: 'path',
      name,
      isRequired: true,
      isJson: false,
      isExploded: false,
      style: 'simple',
      ...place,
    })
  }
  return [...all.values()]
}

function parameterOf(document: OpenApiDocument, at: LocatedValue): ModelParameter | undefined {
  const { value } = at
  if (!isRecord(value) || typeof value.name !== 'string') return undefined
  const where = value.in
  if (where !== 'path' && where !== 'query' && where !== 'header' && where !== 'cookie') {
    return undefined
  }
  if (where === 'header' && NO_PARAMETERS.has(value.name.toLowerCase())) return undefined
  const [content] = entries(property(at, 'content'))
  const holder = content === undefined ? at : dereferenced(document, content[1])
  const schemaAt = property(holder, 'schema')
  const schema =
    schemaAt === undefined ? undefined : checkedSchema(document, schemaAt, 'published', 'request')
  const style = typeof value.style === 'string' ? value.style : STYLES[where]
  const [example] = [
    ...examplesOf(document, at),
    ...(holder === at ? [] : examplesOf(document, holder)),
  ]
  return {
    in: where,
    name: value.name,
    isRequired: where === 'path' || value.required === true,
    isJson: content !== undefined,
    isExploded: typeof value.explode === 'boolean' ? value.explode : style === 'form',
    style,
    ...defined({ schema, example: example?.value ?? ownExample(schema?.schema) }),
    file: at.source.file,
    line: document.positionOf(at).line,
  }
}

function ownExample(schema: unknown): unknown {
  if (!isRecord(schema)) return undefined
  const [first] = Array.isArray(schema.examples) ? (schema.examples as unknown[]) : []
  return first ?? schema.example ?? schema.default
}
