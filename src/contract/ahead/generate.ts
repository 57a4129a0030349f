import { compile as compileTypes } from 'json-schema-to-typescript'
import { escapeSegment, formatPointer } from '../../core/index.ts'
import { schemaKey } from '../operation.ts'
import { type LocatedValue, openDocument, type OpenApiDocument } from '../document.ts'
import { inlineSchema } from '../inline.ts'
import { type InlinedSchema, placeAt, type RulePlace } from '../inlined-schema.ts'
import { SHIPPED_FILE, shippedContractPath } from '../load.ts'
import { buildModel } from '../build-model.ts'
import type { ContractModel, ModelOperation } from '../model.ts'
import { READINGS, type Schema, walkSchema } from '../schema.ts'
import { checkStructure } from '../structure.ts'
import { OPENAPI_VERSIONS, structureModule } from './structure-module.ts'
import { boundErrors, validatorsModule } from './validators.ts'

const HEADER = `// Generated from ${SHIPPED_FILE} by \`npm run generate\`. Do not edit.\n`

const STRUCTURE_HEADER =
  '// Generated from the schemas of OpenAPI by `npm run generate`. Do not edit.\n'

/** File names below `src/contract/generated/` with their texts. */
export type GeneratedFiles = Readonly<Record<string, string>>

/** Everything that is made ahead of time: of the shipped contract its model, validators and types; the validators of documents. */
export async function generate(): Promise<GeneratedFiles> {
  return { ...structureFiles(), ...(await contractFiles()) }
}

function structureFiles(): GeneratedFiles {
  const files = OPENAPI_VERSIONS.map((version) => [
    [`structure-${version}.js`, `${STRUCTURE_HEADER}${structureModule(version)}`],
    [
      `structure-${version}.d.ts`,
      `${STRUCTURE_HEADER}import type { ValidateFunction } from '../validate-function.ts'\n\nexport declare const validate: ValidateFunction\n`,
    ],
  ])
  return Object.fromEntries(files.flat())
}

async function contractFiles(): Promise<GeneratedFiles> {
  const document = openDocument(shippedContractPath(), { shownAs: SHIPPED_FILE })
  const model = buildModel(document, await checkStructure(document))
  const broken = model.excluded.find(({ kind }) => kind === 'broken')
  if (broken !== undefined) throw new Error(`${broken.id} is broken: ${broken.reason}`)
  const schemas = schemasOf(model)
  return {
    'model.js': `${HEADER}/** @type {string} */\nexport const MODEL = ${JSON.stringify(JSON.stringify(stored(model)))}\nexport const SHA256 = '${model.sha256}'\n`,
    'model.d.ts': `${HEADER}/** The contract's model as JSON text. */\nexport declare const MODEL: string\nexport declare const SHA256: string\n`,
    'validators-fail-fast.js': HEADER + validatorsModule(schemas, false),
    'validators-all-errors.js': HEADER + boundErrors(validatorsModule(schemas, true)),
    'validators-fail-fast.d.ts': validatorTypes(schemas),
    'validators-all-errors.d.ts': validatorTypes(schemas),
    'messages.ts': await messageTypes(document, model),
  }
}

/** A model as it is stored: with the places of its schemas listed. */
function stored(model: ContractModel): ContractModel {
  return {
    ...model,
    operations: model.operations.map((operation) => ({
      ...operation,
      request: {
        published: withPlaces(operation.request.published),
        intended: withPlaces(operation.request.intended),
      },
      responses: operation.responses.map((response) => ({
        ...response,
        content: Object.fromEntries(
          Object.entries(response.content).map(([name, each]) => [name, withPlaces(each)]),
        ),
      })),
    })),
  }
}

function withPlaces(inlined: InlinedSchema): InlinedSchema {
  const places: Record<string, RulePlace> = {}
  const list = (pointer: string): void => {
    const place = placeAt(inlined.places, pointer)
    if (place !== undefined) places[pointer] = place
  }
  walkSchema(inlined.schema, (schema, steps) => {
    const at = formatPointer(steps)
    list(at)
    for (const keyword of Object.keys(schema)) list(`${at}/${escapeSegment(keyword)}`)
    for (const name of schema.required ?? []) list(`${at}/required/${escapeSegment(name)}`)
  })
  return { ...inlined, places }
}

function schemasOf(model: ContractModel): Map<string, InlinedSchema> {
  const schemas = new Map<string, InlinedSchema>()
  for (const operation of model.operations) {
    for (const reading of READINGS) {
      schemas.set(schemaKey.request(operation.id, reading), operation.request[reading])
    }
    for (const { status, content } of operation.responses) {
      for (const [mediaType, inlined] of Object.entries(content)) {
        schemas.set(schemaKey.response(operation.id, status, mediaType), inlined)
      }
    }
  }
  return schemas
}

function validatorTypes(schemas: ReadonlyMap<string, InlinedSchema>): string {
  const lines = [...schemas.keys()].map(
    (key) => `export declare const ${quoted(key)}: ValidateFunction`,
  )
  return `${HEADER}import type { ValidateFunction } from '../validate-function.ts'\n\n${lines.join('\n')}\n`
}

function quoted(key: string): string {
  if (!/^\w+$/.test(key)) throw new Error(`${key} is not an identifier`)
  return key
}

/** What the sender sends, so the intended reading. */
async function messageTypes(document: OpenApiDocument, model: ContractModel): Promise<string> {
  const kept = model.operations.map((operation) => ({
    id: operation.id,
    schema: inlineSchema(document, bodySchema(document, operation), 'intended', 'kept').schema,
  }))
  const definitions = Object.assign(
    {},
    ...kept.map(({ schema }) => definitionsOf(schema)),
  ) as object
  const root = {
    title: 'Messages',
    description: 'The message of each operation, by its operationId.',
    type: 'object',
    properties: Object.fromEntries(kept.map(({ id, schema }) => [id, withoutDefinitions(schema)])),
    required: kept.map(({ id }) => id),
    additionalProperties: false,
    $defs: definitions,
  }
  const types = await compileTypes(root as object, 'Messages', {
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    style: { semi: false, singleQuote: true, printWidth: 100 },
  })
  return `${HEADER}\n${types}`
}

function bodySchema(document: OpenApiDocument, operation: ModelOperation): LocatedValue {
  const { path, method, mediaType } = operation
  const steps = ['paths', path, method.toLowerCase(), 'requestBody', 'content', mediaType, 'schema']
  return document.follow(`#${formatPointer(steps)}`, document.root)
}

function definitionsOf(schema: Schema): object {
  return typeof schema === 'boolean' ? {} : (schema.$defs ?? {})
}

function withoutDefinitions(schema: Schema): unknown {
  if (typeof schema === 'boolean') return schema
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== '$defs'))
}
