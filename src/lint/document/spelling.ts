import { nearest } from '../../core/index.ts'
import { type LintProblem, problemIn } from '../problem.ts'
import { child, type DocumentNode, type NodeKind } from './walk.ts'

const words = (text: string): readonly string[] => text.split(' ')

const DESCRIBED = 'description required deprecated style explode schema example examples content'

/** The fields of the objects of OpenAPI 3.1 and JSON Schema 2020-12, without objects whose names are free. */
const KNOWN: Partial<Readonly<Record<NodeKind, readonly string[]>>> = {
  document: words(
    'openapi info jsonSchemaDialect servers paths webhooks components security tags externalDocs',
  ),
  components: words(
    'schemas responses parameters examples requestBodies headers securitySchemes links callbacks pathItems',
  ),
  pathItem: words(
    '$ref summary description get put post delete options head patch trace servers parameters',
  ),
  operation: words(
    'tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers',
  ),
  parameter: words(`$ref summary name in allowEmptyValue allowReserved ${DESCRIBED}`),
  header: words(`$ref summary ${DESCRIBED}`),
  requestBody: words('$ref summary description content required'),
  response: words('$ref summary description headers content links'),
  media: words('schema example examples encoding'),
  example: words('$ref summary description value externalValue'),
  securityScheme: words(
    '$ref summary type description name in scheme bearerFormat flows openIdConnectUrl',
  ),
  schema: words(
    [
      '$id $schema $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs',
      'allOf anyOf oneOf not if then else dependentSchemas prefixItems items contains properties patternProperties',
      'additionalProperties propertyNames unevaluatedItems unevaluatedProperties',
      'type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern',
      'maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired',
      'title description default deprecated readOnly writeOnly examples format',
      'contentEncoding contentMediaType contentSchema discriminator xml externalDocs example',
      'definitions dependencies',
    ].join(' '),
  ),
}

/** Misspelt keywords, which validators ignore silently together with their rules. */
export function checkSpelling(nodes: readonly DocumentNode[]): LintProblem[] {
  return nodes.flatMap(({ kind, at, value }) => {
    const known = KNOWN[kind]
    if (known === undefined) return []
    return Object.keys(value).flatMap((keyword) => {
      const place = child(at, keyword)
      if (keyword.startsWith('x-') || known.includes(keyword) || place === undefined) return []
      const next = meantBy(kind, keyword, known)
      if (next === undefined) return []
      return [
        problemIn(place, {
          rule: 'unknown-keyword',
          message: `The keyword ${keyword} means nothing here, and is ignored.`,
          next,
        }),
      ]
    })
  })
}

/** What OpenAPI 3.1 took out of schemas is not misspelt, and ignored as well. */
function meantBy(kind: NodeKind, keyword: string, known: readonly string[]): string | undefined {
  if (kind === 'schema' && keyword === 'nullable') {
    return "OpenAPI 3.1 has no nullable: write type: [string, 'null']"
  }
  const meant = nearest(keyword, known)
  return meant === undefined ? undefined : `did you mean ${meant}?`
}
