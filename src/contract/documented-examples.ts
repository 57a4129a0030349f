import { dereferenced, entries, property } from './children.ts'
import type { LocatedValue, OpenApiDocument } from './document.ts'
import type { ModelExample } from './model.ts'

/** The examples of a media type, parameter or header. */
export function examplesOf(document: OpenApiDocument, holder: LocatedValue): ModelExample[] {
  const single = property(holder, 'example')
  const named = entries(property(holder, 'examples')).flatMap(([name, at]) => {
    const value = property(dereferenced(document, at), 'value')
    return value === undefined ? [] : [[name, value] as const]
  })
  const all = single === undefined ? named : [['example', single] as const, ...named]
  return all.map(([name, at]) => ({
    name,
    value: at.value,
    file: at.source.file,
    line: document.positionOf(at).line,
  }))
}
