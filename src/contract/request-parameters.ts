import type { Parameter } from './parameters.ts'
import { isPathOf } from './path-template.ts'

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
}

/**
 * Why the parameters of a request are not as documented: one sentence for each, in the order of the document.
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
    const { name, in: where, isRequired } = parameter
    const subject = `the ${where} parameter ${JSON.stringify(name)}`
    const object = parameter.objectIn(query)
    if (object !== undefined) return objectViolations(parameter, object, subject)
    const texts = textsIn({ inPath, query, headers }, parameter)
    if (texts.length === 0) {
      const isMissing = isRequired && (where !== 'path' || template.includes(`{${name}}`))
      return isMissing
        ? [{ field: name, sentence: `${subject} is required, and is missing`, isMissing }]
        : []
    }
    const reason = parameter.violationOfText(texts)
    return reason === undefined
      ? []
      : [{ field: name, sentence: `${subject} ${reason}`, isMissing: false }]
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
  const sentence = `${subject} ${isMissing ? 'is required, and is missing' : reason}`
  return [{ field: parameter.name, sentence, isMissing }]
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
      const source = step
        .split(/\{[^{}]+\}/)
        .map(escaped)
        .join('(.+?)')
      const found = new RegExp(`^${source}$`).exec(given[index] ?? '')
      return names.flatMap((name, at): [string, string][] => {
        const text = found?.[at + 1]
        return text === undefined ? [] : [[name, decoded(text)]]
      })
    }),
  )
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
