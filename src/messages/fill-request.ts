import type { Operation, Parameter, ParameterPair } from '../contract/index.ts'
import { parseJson } from '../core/index.ts'
import { exampleValue } from './example-value.ts'

/** The parameters of a request, ready to be put into it. */
export interface FilledRequest {
  /** The URL with the parameters of its path and query; a query that it has already stays. */
  readonly url: string
  /** Those of its headers and cookies. */
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** A parameter that is sent otherwise, or not at all where it has no text. */
export interface ChangedParameter {
  readonly parameter: Pick<Parameter, 'in' | 'name'>
  readonly text: string | undefined
}

/**
 * Fills the parameters of an operation into a URL: what was given for them, else the documented example, else a value that
 * is made. Optional ones are sent where they were given.
 */
export function fillRequest(
  operation: Operation,
  url: string,
  changed?: ChangedParameter,
): FilledRequest {
  if (operation.parameters.length === 0) return { url, headers: [] }
  const usual = texts.get(operation) ?? textsOf(operation.parameters)
  texts.set(operation, usual)
  const known = usual.map((filled) =>
    filled.parameter.name === changed?.parameter.name &&
    filled.parameter.in === changed.parameter.in
      ? { ...filled, pairs: pairsOf(changed.parameter.name, changed.text) }
      : filled,
  )
  const of = (where: Parameter['in']) =>
    known.flatMap(({ parameter, pairs }) => (parameter.in === where ? pairs : []))
  const cookies = of('cookie').map(([name, value]) => `${name}=${value}`)
  const inPath = known.flatMap(({ parameter, pairs }) =>
    parameter.in === 'path'
      ? pairs.map(([name, value]) => [name, escaped(value, parameter.separators)] as const)
      : [],
  )
  return {
    url: withQuery(withPath(url, inPath), of('query')),
    headers: [
      ...of('header'),
      ...(cookies.length === 0 ? [] : [['Cookie', cookies.join('; ')] as const]),
    ],
  }
}

interface FilledParameter {
  readonly parameter: Parameter
  readonly pairs: readonly ParameterPair[]
}

function pairsOf(name: string, text: string | undefined): readonly ParameterPair[] {
  return text === undefined ? [] : [[name, text]]
}

const texts = new WeakMap<Operation, readonly FilledParameter[]>()

function textsOf(parameters: readonly Parameter[]): FilledParameter[] {
  return parameters.flatMap((parameter) => {
    const { given, isRequired } = parameter
    if (given !== undefined) return [{ parameter, pairs: givenPairs(parameter, given) }]
    if (!isRequired) return []
    const value = validValue(parameter)
    const pairs = parameter.pairsOf(value ?? 'text') ?? pairsOf(parameter.name, 'text')
    return [{ parameter, pairs }]
  })
}

/** A required parameter that is not given and of which no valid value is known; `undefined` where there is none. */
export function unfilledParameter({ parameters }: Operation): Parameter | undefined {
  return parameters.find(
    (parameter) =>
      parameter.isRequired && parameter.given === undefined && validValue(parameter) === undefined,
  )
}

/** The documented example where it is valid, else a value that is made. */
function validValue(parameter: Parameter): unknown {
  const isValid = (value: unknown): boolean =>
    parameter.violation(value) === undefined && parameter.pairsOf(value) !== undefined
  const isTold = (value: unknown): boolean =>
    isValid(value) && parameter.pairsOf(value)?.every(([, text]) => text !== '') === true
  // A value that leads to another operation is better than one that is not valid.
  const isFree = (value: unknown): boolean =>
    isTold(value) && !parameter.taken.includes(String(value))
  // A path has no empty segment.
  const wishes = [isFree, isTold, ...(parameter.in === 'path' ? [] : [isValid])]
  for (const isWished of wishes) {
    const value = exampleValue(parameter.schema, isWished, parameter.example)
    if (value !== undefined) return value
  }
  return undefined
}

/** An object is given as JSON. */
function givenPairs(parameter: Parameter, given: string): readonly ParameterPair[] {
  const parsed = parameter.hasOwnName ? undefined : parseJson(given)
  const pairs = parsed?.ok === true ? parameter.pairsOf(parsed.value) : undefined
  return pairs ?? pairsOf(parameter.name, given)
}

function escaped(text: string, separators: string): string {
  return Array.from(text, (char) =>
    separators.includes(char) ? char : encodeURIComponent(char),
  ).join('')
}

/** @param values as they are to be written */
function withPath(url: string, values: readonly ParameterPair[]): string {
  let filled = url
  for (const [name, value] of values) {
    for (const written of [`{${name}}`, `%7B${encodeURIComponent(name)}%7D`])
      filled = filled.replaceAll(written, () => value)
  }
  return filled
}

function withQuery(url: string, values: readonly ParameterPair[]): string {
  const [, query = ''] = url.split('?')
  const present = new URLSearchParams(query)
  const missing = values.filter(([name]) => !present.has(name))
  if (missing.length === 0) return url
  const added = missing.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
  return `${url}${url.includes('?') ? '&' : '?'}${added}`
}
