import { type Operation, type Schema, type SchemaObject, typesOf } from '../../contract/index.ts'
import { escapeSegment, isRecord } from '../../core/index.ts'
import type { Variation } from '../../messages/index.ts'
import type { ContractLine } from '../results/contract-line.ts'

/** Deeper places belong to schemas that refer back to themselves. */
const DEEPEST = 12

type Presence = 'required' | 'optional' | '(required disputed: not judged)'

/** What the contract says of every place in an operation's messages, outermost first. */
export function contractLines(
  operation: Operation,
  variations: readonly Variation[],
): readonly ContractLine[] {
  const lines: ContractLine[] = []
  const accepted = acceptedAt(variations)
  const visit = (
    published: Schema | undefined,
    intended: Schema | undefined,
    pointer: string,
    presence: Presence | undefined,
  ): void => {
    const shown = objectOf(published)
    const meant = objectOf(intended)
    const text = [typeText(shown, meant), presence, ...rulesText(shown, meant)]
      .filter((part) => part !== undefined && part !== '')
      .join(' ')
    lines.push({ operation: operation.id, pointer, text, accepts: accepted.get(pointer) ?? [] })
    if (pointer.split('/').length > DEEPEST) return
    for (const [name, part] of propertiesOf(shown)) {
      const other = new Map(propertiesOf(meant)).get(name)
      visit(part, other, `${pointer}/${escapeSegment(name)}`, presenceOf(name, shown, meant))
    }
    if (shown.items !== undefined) visit(shown.items, meant.items, `${pointer}/*`, undefined)
  }
  visit(operation.schema('published'), operation.schema('intended'), '', undefined)
  return lines
}

function objectOf(schema: Schema | undefined): SchemaObject {
  return isRecord(schema) ? schema : {}
}

function partsOf(schema: SchemaObject): readonly SchemaObject[] {
  return [schema, ...(schema.allOf ?? []).map(objectOf)]
}

function propertiesOf(schema: SchemaObject): (readonly [string, Schema])[] {
  return partsOf(schema).flatMap(({ properties = {} }) => Object.entries(properties))
}

function requires(schema: SchemaObject, name: string): boolean {
  return partsOf(schema).some(({ required = [] }) => required.includes(name))
}

function presenceOf(name: string, shown: SchemaObject, meant: SchemaObject): Presence {
  if (requires(shown, name)) return 'required'
  return requires(meant, name) ? '(required disputed: not judged)' : 'optional'
}

function typeText(shown: SchemaObject, meant: SchemaObject): string {
  const types = typesOf(shown)
  if (types.length === 0) return shown.enum === undefined ? 'any value' : 'value'
  const disputed = types.filter((type) => !typesOf(meant).includes(type))
  const sure = types.filter((type) => !disputed.includes(type))
  const doubt = disputed.length === 0 ? '' : ` (${disputed.join(' or ')} disputed: not judged)`
  return `${sure.join(' or ')}${doubt}`
}

/** Rules with a number or a text of their own, and how a line names them. */
const NAMED = {
  format: '',
  minimum: 'min ',
  maximum: 'max ',
  exclusiveMinimum: 'above ',
  exclusiveMaximum: 'below ',
  multipleOf: 'multiple of ',
  minLength: 'length min ',
  maxLength: 'length max ',
  minItems: 'items min ',
  maxItems: 'items max ',
  minProperties: 'properties min ',
  maxProperties: 'properties max ',
  pattern: 'pattern ',
} as const

const NAMES = Object.keys(NAMED) as readonly (keyof typeof NAMED)[]

/** Keywords that a line only names: the message of a violation says more. */
const FURTHER = ['oneOf', 'anyOf', 'not', 'if', 'dependentRequired', 'contains', 'prefixItems']

function rulesText(shown: SchemaObject, meant: SchemaObject): string[] {
  const named = NAMES.flatMap((keyword) => {
    const [own, other] = [shown[keyword], meant[keyword]]
    if (own !== undefined) return [`${NAMED[keyword]}${String(own)}`]
    return other === undefined ? [] : [`(${NAMED[keyword]}${String(other)} disputed)`]
  })
  return [
    ...(shown.enum === undefined ? [] : [`enum${JSON.stringify(shown.enum)}`]),
    ...(shown.const === undefined ? [] : [`const ${JSON.stringify(shown.const)}`]),
    ...named,
    ...(shown.uniqueItems === true ? ['unique items'] : []),
    ...FURTHER.filter((keyword) => shown[keyword] !== undefined),
    ...(propertiesOf(shown).length === 0 ? [] : [opennessOf(shown, meant)]),
  ]
}

function opennessOf(shown: SchemaObject, meant: SchemaObject): string {
  const isClosed = (schema: SchemaObject): boolean =>
    partsOf(schema).some((part) => part.additionalProperties === false)
  if (isClosed(shown)) return 'closed'
  return isClosed(meant) ? '(closed disputed: not judged)' : 'open'
}

/** By place: the values that variations put there. */
function acceptedAt(variations: readonly Variation[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>()
  for (const variation of variations) {
    const text = acceptedText(variation)
    const known = places.get(variation.rulePointer) ?? []
    if (text !== undefined && !known.includes(text)) known.push(text)
    places.set(variation.rulePointer, known)
  }
  return places
}

const LONGEST_VALUE = 40

function acceptedText({ kind, edit }: Variation): string | undefined {
  const words = WORDS[kind]
  if (words !== undefined) return words
  if (kind === 'enum-value' || edit.operator === 'restyle') return undefined
  if (edit.operator === 'resize') return `${edit.length} ${edit.length === 1 ? 'item' : 'items'}`
  if (edit.operator !== 'set') return undefined
  const { value } = edit
  if (kind === 'long') return `${String(value).length} characters`
  if (kind === 'further-value' && typeof value === 'string') return undefined
  const text = JSON.stringify(value)
  return text.length > LONGEST_VALUE ? undefined : text
}

const WORDS: Readonly<Partial<Record<Variation['kind'], string>>> = {
  absent: 'absent',
  digits: 'digits only',
  symbols: '# / :',
  'non-ascii': 'letters beyond ASCII',
  astral: 'emoji',
  punctuation: 'quotes, < and >, backslashes',
  'several-lines': 'line breaks',
  'other-case': 'another case',
  'no-uuid': 'identifiers that are not UUIDs',
}
