import { isSecretName } from '../core/index.ts'
import type { RulePlace } from './inlined-schema.ts'
import type { Operation } from './operation.ts'
import type { Parameter } from './parameters.ts'
import { isPathOf, textsWithin } from './path-template.ts'

/** A request as far as parameters are concerned. */
export interface ParameterSource {
  /** Path with query, as it was sent. */
  readonly target: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** What is wrong with one parameter of a request. */
export interface ParameterViolation {
  readonly field: string
  readonly sentence: string
  readonly isMissing: boolean
  /** Where the document describes it. */
  readonly place: RulePlace
}

/**
 * Why the parameters of a request are not as documented, wherever its endpoint is mounted: stub, middleware, proxy and captures
 * ask here. Parameters of the path are not looked for in an address with another path.
 */
export function parameterViolationsOf(
  { parameters, path: template }: Pick<Operation, 'parameters' | 'path'>,
  { target, headers }: ParameterSource,
): ParameterViolation[] {
  if (parameters.length === 0) return []
  const [path = '', ...query] = target.replace(/#.*/s, '').split('?')
  const below = pathBelow(template, path)
  const spelt = [below ?? path, ...query].join('?')
  return parameterViolations(parameters, below === undefined ? '' : template, {
    target: spelt,
    headers,
  })
}

/** The end of a path, spelt as the template that a router takes it for; `undefined` where it is another path. */
function pathBelow(template: string, path: string): string | undefined {
  const wanted = stepsOf(template)
  const given = stepsOf(path)
  const own = given.slice(Math.max(0, given.length - wanted.length)).map((step, index) => {
    const literal = wanted[index]
    return literal?.toLowerCase() === step.toLowerCase() ? literal : step
  })
  const below = `/${own.join('/')}${template.endsWith('/') && own.length > 0 ? '/' : ''}`
  return isPathOf(template, below) ? below : undefined
}

function stepsOf(path: string): string[] {
  return path.split('/').filter((step) => step !== '')
}

/**
 * The same at a known path: one sentence for each parameter, in the order of the document. Of one that holds credentials the
 * value is not told.
 * @param template the path at which the operation is served; parameters of another path are not looked for
 */
export function parameterViolations(
  parameters: readonly Parameter[],
  template: string,
  { target, headers }: ParameterSource,
): ParameterViolation[] {
  const [path = '', ...rest] = target.split('?')
  const query = new URLSearchParams(rest.join('?'))
  const inPath = isPathOf(template, path) ? valuesInPath(template, path) : new Map<string, string>()
  return parameters.flatMap((parameter): ParameterViolation[] => {
    const { name, in: where, isRequired, place } = parameter
    const subject = `the ${where} parameter ${JSON.stringify(name)}`
    const object = parameter.objectIn(query)
    if (object !== undefined) return objectViolations(parameter, object, subject)
    const texts = textsIn({ inPath, query, headers }, parameter)
    if (texts.length === 0) {
      const isMissing = isRequired && (where !== 'path' || template.includes(`{${name}}`))
      return isMissing
        ? [{ field: name, sentence: `${subject} is required, and is missing`, isMissing, place }]
        : []
    }
    const reason = parameter.violationOfText(texts)
    return reason === undefined
      ? []
      : [
          {
            field: name,
            sentence: `${subject} ${isSecretName(name) ? 'is not valid' : reason}`,
            isMissing: false,
            place,
          },
        ]
  })
}

/** A query that has no property of an object carries an empty one, or none. */
function objectViolations(
  parameter: Parameter,
  object: Readonly<Record<string, unknown>>,
  subject: string,
): ParameterViolation[] {
  const isMissing = Object.keys(object).length === 0
  const reason = parameter.violation(object)
  if (reason === undefined || (isMissing && !parameter.isRequired)) return []
  const { name: field, place } = parameter
  const told = [field, ...Object.keys(object)].some(isSecretName) ? 'is not valid' : reason
  const sentence = `${subject} ${isMissing ? 'is required, and is missing' : told}`
  return [{ field, sentence, isMissing, place }]
}

interface Texts {
  readonly inPath: ReadonlyMap<string, string>
  readonly query: URLSearchParams
  readonly headers: ParameterSource['headers']
}

function textsIn({ inPath, query, headers }: Texts, { in: where, name }: Parameter): string[] {
  switch (where) {
    case 'path': {
      const text = inPath.get(name)
      return text === undefined ? [] : [text]
    }
    case 'query':
      return query.getAll(name)
    case 'header':
      return [headers[name.toLowerCase()] ?? []].flat()
    case 'cookie':
      return [headers.cookie ?? []].flat().flatMap((line) => cookiesIn(line).get(name) ?? [])
  }
}

function cookiesIn(line: string): Map<string, string> {
  const pairs = line.split(';').map((pair) => pair.split('='))
  return new Map(pairs.map(([name = '', ...value]) => [name.trim(), value.join('=').trim()]))
}

/** The text of each `{name}` of a template; a segment may have other characters beside it. */
function valuesInPath(template: string, path: string): Map<string, string> {
  const given = path.split('/')
  return new Map(
    template.split('/').flatMap((step, index) => {
      const names = [...step.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)
      if (names.length === 0) return []
      const found = textsWithin(step, given[index] ?? '')
      return names.flatMap((name, at): [string, string][] => {
        const text = found?.[at]
        return text === undefined ? [] : [[name, decoded(text)]]
      })
    }),
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
