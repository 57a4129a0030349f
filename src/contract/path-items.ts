import { isRecord } from '../core/index.ts'
import { dereferenced, entries, property } from './children.ts'
import { type LocatedValue, type OpenApiDocument } from './document.ts'

/** A path item of the document, by whatever way it is there. */
export interface PathItem {
  readonly path: string
  /** Where it is, references followed. */
  readonly at: LocatedValue
  /** Where the document names it. */
  readonly namedAt: LocatedValue
  /** `undefined` where a reference to it leads nowhere. */
  readonly error?: unknown
}

/** An operation of the document. */
export interface FoundOperation {
  readonly method: string
  readonly at: LocatedValue
  readonly item: PathItem
}

/** The methods of OpenAPI 3.1, and `query` of 3.2. */
export const METHODS = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
] as const

/** What the stub's router and a URL can carry of a name. */
const PLAIN = /[^\w~.{}-]+/g

/**
 * Every operation of the document: below `paths`, `webhooks`, and the callbacks of either. A webhook or callback has the
 * path of its own name; a callback whose name is not its own comes below that of its operation.
 */
export function findOperations(document: OpenApiDocument): FoundOperation[] {
  const items = [
    ...itemsOf(document, property(document.root, 'paths'), (name) => name),
    ...itemsOf(document, property(document.root, 'webhooks'), webhookPath),
  ]
  const operations = items.flatMap(operationsIn)
  return [
    ...operations,
    ...callbacksOf(document, operations, new Set(items.map(({ path }) => path))),
  ]
}

/** What would end the path of a URL is written otherwise. */
function webhookPath(name: string): string {
  return `/${name.replaceAll(/[?#]/g, '-')}`
}

function itemsOf(
  document: OpenApiDocument,
  holder: LocatedValue | undefined,
  pathOf: (name: string) => string,
): PathItem[] {
  return entries(holder)
    .filter(([name]) => !name.startsWith('x-'))
    .map(([name, namedAt]) => {
      const path = pathOf(name)
      return itemAt(document, path.startsWith('/') ? path : `/${path}`, namedAt)
    })
}

function itemAt(document: OpenApiDocument, path: string, namedAt: LocatedValue): PathItem {
  try {
    return { path, namedAt, at: dereferenced(document, namedAt) }
  } catch (error) {
    return { path, namedAt, at: namedAt, error }
  }
}

function operationsIn(item: PathItem): FoundOperation[] {
  const found = METHODS.flatMap((method): FoundOperation[] => {
    const at = property(item.at, method)
    return at === undefined || !isRecord(at.value) ? [] : [{ method, at, item }]
  })
  // Whatever a reference that leads nowhere was meant to be is listed as one operation.
  return item.error === undefined ? found : [{ method: 'post', at: item.namedAt, item }]
}

/** Callbacks within callbacks are not looked for: no document was seen that has any. */
function callbacksOf(
  document: OpenApiDocument,
  operations: readonly FoundOperation[],
  taken: Set<string>,
): FoundOperation[] {
  return operations.flatMap(({ at, item }) =>
    entries(property(at, 'callbacks')).flatMap(([name, namedAt]) => {
      const callback = itemAt(document, '', namedAt)
      if (callback.error !== undefined) return operationsIn({ ...callback, path: `/${name}` })
      return entries(callback.at)
        .filter(([expression]) => !expression.startsWith('x-'))
        .flatMap(([, callbackAt]) => {
          const path = freePath(name, item.path, taken)
          return operationsIn(itemAt(document, path, callbackAt))
        })
    }),
  )
}

function freePath(name: string, parent: string, taken: Set<string>): string {
  const plain = name.replaceAll(PLAIN, '-')
  const wanted = [`/${plain}`, `${parent.replaceAll(PLAIN, '-').replace(/^-/, '/')}/${plain}`]
  const free = wanted.find((path) => !taken.has(path)) ?? `/${plain}-${[...taken].length}`
  taken.add(free)
  return free
}
