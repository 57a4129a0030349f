import type { Operation, Parameter } from '../contract/index.ts'
import { isRecord } from '../core/index.ts'

/** One way in which a request's parameter breaks its rules. */
export interface InvalidParameter {
  readonly parameter: Parameter
  /** The rule, within the operation: `parameters/query/trial/required`. */
  readonly schemaPointer: string
  readonly keyword: 'required' | 'schema'
  /** What is sent in its place; `undefined`: the parameter is missing. */
  readonly text: string | undefined
  /** What is wrong: `the query parameter "trial" is missing`. */
  readonly sentence: string
}

/** A rule of a parameter, with why no request breaks it where that is so. */
export interface ParameterRule {
  readonly schemaPointer: string
  readonly keyword: InvalidParameter['keyword']
  /** `query parameter trial`. */
  readonly shown: string
  readonly parameter: Parameter
  readonly unbroken?: string
}

/** Every rule of an operation's parameters. */
export function parameterRules(operation: Operation): ParameterRule[] {
  const broken = new Set(invalidParameters(operation).map(({ schemaPointer }) => schemaPointer))
  return operation.parameters.flatMap((parameter) => {
    const shown = `${parameter.in} parameter ${parameter.name}`
    const rule = (keyword: InvalidParameter['keyword'], reason: string): ParameterRule => {
      const schemaPointer = pointerOf(parameter, keyword)
      const own = { schemaPointer, keyword, shown, parameter }
      return broken.has(schemaPointer) ? own : { ...own, unbroken: reason }
    }
    const required =
      parameter.isRequired && parameter.in !== 'path'
        ? [rule('required', 'without its properties it is an empty object, which is valid')]
        : []
    const schema = hasRules(parameter) ? [rule('schema', unbrokenSchema(parameter))] : []
    return [...required, ...schema]
  })
}

function unbrokenSchema({ isRequired, hasOwnName }: Parameter): string {
  if (!isRequired) return 'the parameter is optional, and not sent'
  return hasOwnName
    ? 'no text is known that breaks it'
    : 'an object in a query is always sent as documented'
}

/** Each required parameter once without it, and once with a text that its schema rejects. */
export function invalidParameters({ parameters }: Operation): InvalidParameter[] {
  return parameters
    .filter(({ isRequired }) => isRequired)
    .flatMap((parameter): InvalidParameter[] => {
      const subject = `the ${parameter.in} parameter ${JSON.stringify(parameter.name)}`
      const text = parameter.hasOwnName
        ? TEXTS.find(
            (each) =>
              parameter.violationOfText([each]) !== undefined && !parameter.taken.includes(each),
          )
        : undefined
      const missing =
        parameter.in === 'path' || mayBeEmpty(parameter)
          ? []
          : [invalid(parameter, 'required', undefined, `${subject} is missing`)]
      return text === undefined
        ? missing
        : [
            ...missing,
            invalid(
              parameter,
              'schema',
              text,
              `${subject} ${parameter.violationOfText([text]) ?? 'is not valid'}`,
            ),
          ]
    })
}

/** A query without any property of an object carries an empty one. */
function mayBeEmpty(parameter: Parameter): boolean {
  return !parameter.hasOwnName && parameter.violation({}) === undefined
}

function invalid(
  parameter: Parameter,
  keyword: InvalidParameter['keyword'],
  text: string | undefined,
  sentence: string,
): InvalidParameter {
  return { parameter, keyword, text, sentence, schemaPointer: pointerOf(parameter, keyword) }
}

function pointerOf({ in: where, name }: Parameter, keyword: string): string {
  return `parameters/${where}/${name}/${keyword}`
}

function hasRules({ schema }: Parameter): boolean {
  const annotations = new Set([
    'description',
    'title',
    'example',
    'examples',
    'default',
    'deprecated',
  ])
  const keywords = Object.keys(isRecord(schema) ? schema : {}).filter(
    (each) => !annotations.has(each),
  )
  return (
    keywords.some((each) => each !== 'type') ||
    (isRecord(schema) && schema.type !== 'string' && keywords.length > 0)
  )
}

/** Of the usual rules at least one rejects one of these; none is empty, or means something else in a path. */
const TEXTS = ['not-valid', '-1', '0', '~', '1.5', '99999999999', 'x'.repeat(300), 'x'.repeat(2000)]
