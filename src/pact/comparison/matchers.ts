import type { Operation, Schema, SchemaObject } from '../../contract/index.ts'
import { isOfType, showValue, typesOf } from '../../contract/index.ts'
import { formatPointer, isRecord, valueAt } from '../../core/index.ts'
import type { PactInteraction } from '../pact-file.ts'
import type { PactMatcher, PactMessage } from '../pact-message.ts'
import { accepts } from './acceptance.ts'
import type { Disagreement } from './disagreement.ts'
import { pathOf, schemaAt, stepsOf } from './paths.ts'

/** One side of an interaction with the schema that the contract has for its body. */
interface Side {
  readonly name: 'request' | 'response'
  readonly interaction: PactInteraction
  readonly message: PactMessage
  readonly schema: Schema
}

/**
 * The matchers of an interaction, checked against the contract as far as they can be: one that rejects what the contract
 * allows fails correct providers and correct messages; one of a request that accepts what the contract forbids proves less
 * than it says. Responses may be matched more loosely than the contract: nobody has to need all that is promised.
 */
export function checkMatchers(interaction: PactInteraction, operation: Operation): Disagreement[] {
  const { request, response, status } = interaction
  const documented = operation.responses.find((each) => each.status === String(status))
  const schema = Object.values(documented?.content ?? {})[0]?.schema
  const ofRequest = operation.schema('intended')
  return [
    ...checkSide({ interaction, name: 'request', message: request, schema: ofRequest }),
    ...(schema === undefined
      ? []
      : checkSide({ interaction, name: 'response', message: response, schema })),
  ]
}

function checkSide(side: Side): Disagreement[] {
  const { message, name } = side
  if (message.body === undefined) return []
  return [
    ...message.matchers.flatMap((matcher) => checkMatcher(side, matcher)),
    ...(name === 'response' ? checkLiterals(side, message.body.value, [], side.schema) : []),
  ]
}

function checkMatcher(side: Side, matcher: PactMatcher): Disagreement[] {
  const { name, interaction, message, schema } = side
  const { path, pointer, rule } = matcher
  const steps = stepsOf(path)
  if (steps === undefined) return []
  const of = `of the ${name} of “${interaction.description}”`
  const at = schemaAt(schema, steps)
  if (at === undefined) {
    return [
      {
        rule: 'matcher-place',
        pointer,
        message: `The matcher at ${path} ${of} is at a place that the contract does not know.`,
        next: 'correct the name in the consumer test',
      },
    ]
  }
  if (!isRecord(at)) return []
  const example = valueAt(
    message.body?.value,
    steps.map((step) => (step === '*' ? 0 : step)),
  )
  const subject = `The matcher ${typeof rule.match === 'string' ? rule.match : 'type'} at ${path} ${of}`
  const rejected = allowed(at).find((value) => accepts(rule, example, value) === false)
  const accepted = forbidden(at).find((value) => accepts(rule, example, value) === true)
  const found: Disagreement[] = []
  if (rejected !== undefined) {
    found.push({
      rule: 'matcher-stricter',
      pointer,
      message: `${subject} rejects ${showValue(rejected)}, which the contract allows.`,
      next: 'use a matcher for the type, or for every allowed value',
    })
  }
  if (accepted !== undefined && name === 'request') {
    found.push({
      rule: 'matcher-looser',
      pointer,
      message: `${subject} accepts ${showValue(accepted)}, which the contract forbids.`,
      next: nextFor(at),
    })
  }
  return found
}

function nextFor({ enum: values, format, pattern }: SchemaObject): string {
  if (values !== undefined) return `match a pattern of the allowed values: ${values.join('|')}`
  if (format !== undefined) return `match a pattern of the format ${format}`
  return pattern === undefined ? 'match the type that the contract asks for' : `match ${pattern}`
}

/** Values that the contract allows at a place, as far as it names any. */
function allowed(schema: SchemaObject): unknown[] {
  const named = [...(schema.enum ?? []), ...(schema.examples ?? [])]
  return 'const' in schema ? [schema.const] : named
}

/** A value of each JSON type. */
const OF_EACH_TYPE: readonly unknown[] = ['text', 0.5, 7, true, {}, []]
const NO_DATES = ['no date']

/** Values that the contract forbids at a place and that a matcher can be expected to tell. */
function forbidden(schema: SchemaObject): unknown[] {
  const types = typesOf(schema)
  const wrongTypes =
    types.length === 0
      ? []
      : OF_EACH_TYPE.filter((value) => !types.some((type) => isOfType(value, type)))
  const outside = schema.enum === undefined ? [] : ['outside the enum']
  const misformatted = schema.format === 'date' || schema.format === 'date-time' ? NO_DATES : []
  return [...wrongTypes, ...outside, ...misformatted]
}

/** Values of an expected response that no matcher frees: a provider has to return exactly these. */
function checkLiterals(
  side: Side,
  value: unknown,
  at: readonly string[],
  schema: Schema,
): Disagreement[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([step, part]) =>
      checkLiterals(side, part, [...at, step], schema),
    )
  }
  const { interaction, message } = side
  const there = schemaAt(schema, at)
  const isFixed = isRecord(there) && ('const' in there || there.enum?.length === 1)
  const isMatched = message.matchers.some(({ path }) => covers(stepsOf(path), at))
  if (there === undefined || isFixed || isMatched) return []
  return [
    {
      rule: 'matcher-stricter',
      pointer: `${message.body?.pointer ?? message.pointer}${formatPointer(at)}`,
      message: `The response of “${interaction.description}” expects exactly ${showValue(value)} at ${pathOf(at)}, and the contract allows other values.`,
      next: 'match its type instead',
    },
  ]
}

/** Whether a matcher means this place, its `*` any item; type matchers mean all that is below them too. */
function covers(matcher: readonly string[] | undefined, place: readonly string[]): boolean {
  return (
    matcher !== undefined &&
    matcher.length <= place.length &&
    matcher.every((step, index) => step === '*' || step === place[index])
  )
}
