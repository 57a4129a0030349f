import { isRecord, parseJson } from '../core/index.ts'
import type { ModelParameter } from './model.ts'
import { propertiesOf } from './object-parameters.ts'
import { allTypes, itemTypesOf, readAs } from './parameter-texts.ts'

/** What is before and between the parts of a value in one text (OpenAPI 3.1, Style Values; RFC 6570). */
interface Writing {
  readonly scalar: string
  readonly list: readonly [prefix: string, separator: string]
  readonly object: readonly [prefix: string, separator: string, equals: string]
}

/** `undefined` for what one text of its own does not carry. */
function writingOf({ style, isExploded, name, in: where }: ModelParameter): Writing | undefined {
  const separated = (separator: string, equals = separator): Writing => ({
    scalar: '',
    list: ['', separator],
    object: ['', separator, equals],
  })
  switch (style) {
    case 'simple':
      return separated(',', isExploded ? '=' : ',')
    case 'form':
      return isExploded && where === 'query' ? undefined : separated(',')
    case 'spaceDelimited':
      return separated(' ')
    case 'pipeDelimited':
      return separated('|')
    case 'label':
      return isExploded
        ? { scalar: '.', list: ['.', '.'], object: ['.', '.', '='] }
        : { scalar: '.', list: ['.', ','], object: ['.', ',', ','] }
    case 'matrix': {
      const own = `;${name}=`
      return isExploded
        ? { scalar: own, list: [own, own], object: [';', ';', '='] }
        : { scalar: own, list: [own, ','], object: [own, ',', ','] }
    }
    default:
      return undefined
  }
}

/** Characters of a parameter's text in a path that separate its parts: they are not escaped there. */
export function separatorsOf(model: ModelParameter): string {
  const { scalar = '', list = [], object = [] } = writingOf(model) ?? {}
  const written = [scalar, ...list, ...object].join('').replaceAll(model.name, '')
  return model.in === 'path' ? written : ''
}

/** The texts that carry a value; `undefined` for a value that they cannot carry, as objects within objects. */
export function textsOf(value: unknown, model: ModelParameter): readonly string[] | undefined {
  if (model.isJson) return [JSON.stringify(value)]
  const isRepeated = model.in === 'query' && model.style === 'form' && model.isExploded
  if (Array.isArray(value) && isRepeated) return value.map(asText)
  const writing = writingOf(model)
  if (isRecord(value)) {
    const parts = Object.entries(value)
    if (writing === undefined || parts.some(([, each]) => isStructured(each))) return undefined
    const [prefix, separator, equals] = writing.object
    const pairs = parts.map(([name, each]) => `${name}${equals}${asText(each)}`)
    return [`${prefix}${pairs.join(separator)}`]
  }
  if (Array.isArray(value)) {
    if (writing === undefined || value.some(isStructured)) return undefined
    const [prefix, separator] = writing.list
    return [`${prefix}${value.map(asText).join(separator)}`]
  }
  return writing === undefined && !isRepeated
    ? undefined
    : [`${writing?.scalar ?? ''}${asText(value)}`]
}

/**
 * What texts may mean: a text is a text, and the number, truth value, list or object that it reads as where the schema allows
 * one; nothing where it is not written in the parameter's style. `unread`: styles that are told by more than one name.
 */
export function valuesOf(
  texts: readonly string[],
  model: ModelParameter,
): readonly unknown[] | 'unread' {
  const [text = ''] = texts
  if (model.isJson) return [parsedJson(text)]
  const types = allTypes(model.schema?.schema)
  const isRepeated = model.in === 'query' && model.style === 'form' && model.isExploded
  const writing = writingOf(model) ?? (isRepeated && !types.has('object') ? REPEATED : undefined)
  if (writing === undefined) return 'unread'
  const scalar = after(writing.scalar, text)
  const single = scalar === undefined ? [] : [...readAs(scalar, types), scalar]
  const lists = types.has('array') ? listsIn(texts, model, writing) : []
  const objects = types.has('object') ? objectsIn(text, model, writing) : []
  const hasParts = types.has('array') || types.has('object')
  const isOnlyParts = hasParts && [...types].every((type) => type === 'array' || type === 'object')
  return [...lists, ...objects, ...(isOnlyParts ? [] : single)]
}

const REPEATED: Writing = { scalar: '', list: ['', ','], object: ['', ',', ','] }

function listsIn(texts: readonly string[], model: ModelParameter, writing: Writing): unknown[] {
  const [prefix, separator] = writing.list
  const inner = after(prefix, texts[0] ?? '')
  if (inner === undefined) return []
  const pieces = texts.length > 1 ? texts : inner === '' ? [] : inner.split(separator)
  // A list in a header may have blanks after its commas (RFC 9110, 5.6.1).
  const parts = model.in === 'header' ? pieces.map((piece) => piece.trim()) : pieces
  const itemTypes = itemTypesOf(model.schema?.schema)
  return [parts.map((part) => readAs(part, itemTypes)[0] ?? part), parts]
}

function objectsIn(text: string, model: ModelParameter, { object }: Writing): unknown[] {
  const [prefix, separator, equals] = object
  const inner = after(prefix, text)
  if (inner === undefined) return []
  const pieces = inner === '' ? [] : inner.split(separator)
  const pairs =
    separator === equals
      ? pieces.flatMap((name, index) =>
          index % 2 === 0 ? [[name, pieces[index + 1]] as const] : [],
        )
      : pieces.map((piece) => {
          const at = piece.indexOf(equals)
          return at === -1
            ? ([piece, undefined] as const)
            : ([piece.slice(0, at), piece.slice(at + 1)] as const)
        })
  const properties = propertiesOf(model.schema?.schema)
  const entries = pairs.flatMap(([name, part]) =>
    part === undefined
      ? []
      : [[name.trim(), readAs(part, allTypes(properties.get(name.trim())))[0] ?? part] as const],
  )
  return entries.length === pairs.length ? [Object.fromEntries(entries)] : []
}

function after(prefix: string, text: string): string | undefined {
  return text.startsWith(prefix) ? text.slice(prefix.length) : undefined
}

function isStructured(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

/** What is not JSON is a text, which the schema rejects unless it accepts any. */
export function parsedJson(text: string): unknown {
  const parsed = parseJson(text)
  return parsed.ok ? parsed.value : text
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
