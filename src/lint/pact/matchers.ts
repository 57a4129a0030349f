import type { Operation, Schema, SchemaObject } from '../../contract/index.ts'
import { isOfType, showValue, typesOf } from '../../contract/index.ts'
import { isRecord, valueAt } from '../../core/index.ts'
import { type LintProblem, problemOf } from '../problem.ts'
import { schemaAt, stepsOf } from './paths.ts'
import type { PactFile, PactInteraction, PactMatcher, PactMessage } from './pact.ts'
import { takes } from './takes.ts'

/** One side of an interaction with the schema that the contract has for its body. */
interface Side {
  readonly pact: PactFile
  readonly name: 'request' | 'response'
  readonly interaction: PactInteraction
  readonly message: PactMessage
  readonly schema: Schema
}

/**
 * The matchers of an interaction, held against the contract where that can be told: one that refuses what the contract
 * allows fails right providers and right messages; one of a request that takes what the contract forbids proves less
 * than it says. Responses may be matched more loosely than the contract: nobody has to need all that is promised.
 */
export function checkMatchers(
  pact: PactFile,
  interaction: PactInteraction,
  operation: Operation,
): LintProblem[] {
  const { request, response, status } = interaction
  const known = operation.responses.find((each) => each.status === String(status))
  const answer = Object.values(known?.content ?? {})[0]?.schema
  const base = { pact, interaction }
  return [
    ...checkSide({
      ...base,
      name: 'request',
      message: request,
      schema: operation.schema('intended'),
    }),
    ...(answer === undefined
      ? []
      : checkSide({ ...base, name: 'response', message: response, schema: answer })),
  ]
}

function checkSide(side: Side): LintProblem[] {
  const { message, name } = side
  if (message.body === undefined) return []
  return [
    ...message.matchers.flatMap((matcher) => checkMatcher(side, matcher)),
    ...(name === 'response' ? checkLiterals(side, message.body.value, '$', side.schema) : []),
  ]
}

function checkMatcher(side: Side, matcher: PactMatcher): LintProblem[] {
  const { pact, name, interaction, message, schema } = side
  const steps = stepsOf(matcher.path)
  if (steps === undefined) return []
  const of = `of the ${name} of “${interaction.description}”`
  const at = schemaAt(schema, steps)
  if (at === undefined) {
    return [
      problemOf(pact.source, matcher.pointer, {
        rule: 'matcher-place',
        message: `The matcher at ${matcher.path} ${of} stands at a place that the contract does not know.`,
        next: 'correct the name in the consumer test',
      }),
    ]
  }
  if (!isRecord(at)) return []
  const example = valueAt(
    message.body?.value,
    steps.map((step) => (step === '*' ? 0 : step)),
  )
  const kind = typeof matcher.rule.match === 'string' ? matcher.rule.match : 'type'
  const refused = allowed(at).find((value) => takes(matcher.rule, example, value) === false)
  const taken = forbidden(at).find((value) => takes(matcher.rule, example, value) === true)
  return [
    ...(refused === undefined
      ? []
      : [
          problemOf(pact.source, matcher.pointer, {
            rule: 'matcher-stricter',
            message: `The matcher ${kind} at ${matcher.path} ${of} refuses ${showValue(refused)}, which the contract allows.`,
            next: 'use a matcher for the type, or for every allowed value',
          }),
        ]),
    ...(taken === undefined || name === 'response'
      ? []
      : [
          problemOf(pact.source, matcher.pointer, {
            rule: 'matcher-looser',
            message: `The matcher ${kind} at ${matcher.path} ${of} takes ${showValue(taken)}, which the contract forbids.`,
            next: nextFor(at),
          }),
        ]),
  ]
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

/** Members of an expected answer that no matcher frees: a provider has to answer exactly this. */
function checkLiterals(side: Side, value: unknown, path: string, schema: Schema): LintProblem[] {
  const { pact, interaction, message } = side
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) =>
      checkLiterals(side, item, `${path}[${index}]`, schema),
    )
  }
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([name, member]) =>
      checkLiterals(side, member, `${path}.${name}`, schema),
    )
  }
  const steps = stepsOf(path)
  const at = steps === undefined ? undefined : schemaAt(schema, steps)
  const isFixed = isRecord(at) && ('const' in at || at.enum?.length === 1)
  const isMatched = message.matchers.some((matcher) => covers(matcher.path, path))
  if (at === undefined || isFixed || isMatched) return []
  const { body } = message
  return [
    problemOf(pact.source, `${body?.pointer ?? message.pointer}${pointerOf(path)}`, {
      rule: 'matcher-stricter',
      message: `The response of “${interaction.description}” expects exactly ${showValue(value)} at ${path}, and the contract allows other values.`,
      next: 'match its type instead',
    }),
  ]
}

/** Whether a matcher's path means this place, its `*` any item; type matchers mean all that is below them too. */
function covers(matcherPath: string, path: string): boolean {
  const general = path.replaceAll(/\[\d+\]/g, '[*]')
  const wanted = matcherPath.replaceAll(/\[\d+\]/g, '[*]')
  return general === wanted || general.startsWith(`${wanted}.`) || general.startsWith(`${wanted}[`)
}

function pointerOf(path: string): string {
  return path
    .replace(/^\$/, '')
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .replaceAll('.', '/')
}
