import type { Ajv2020 } from 'ajv/dist/2020.js'
import { _ } from 'ajv'
import standaloneModule from 'ajv/dist/standalone/index.js'
import { compile as compileTypes } from 'json-schema-to-typescript'
import { formatPointer } from '../../core/index.ts'
import { createAjv } from '../compile.ts'
import { schemaKey } from '../contract.ts'
import { type Located, openDocument, type OpenApiDocument } from '../document.ts'
import { type InlinedSchema, inlineSchema } from '../inline.ts'
import { SHIPPED_FILE, shippedContractPath } from '../load.ts'
import { buildModel, type ContractModel, type ModelOperation } from '../model.ts'
import { generateQuick } from '../quick.ts'
import { essenceOf, READINGS, type Schema } from '../schema.ts'

const HEADER = `// Generated from ${SHIPPED_FILE} by \`npm run generate\`. Do not edit.\n`

/** File names below `src/contract/generated/` with their texts. */
export type GeneratedFiles = Readonly<Record<string, string>>

/** Everything that is made ahead of time of the shipped contract: model, validators, types. */
export async function generate(): Promise<GeneratedFiles> {
  const document = openDocument(shippedContractPath(), SHIPPED_FILE)
  const model = buildModel(document)
  const schemas = schemasOf(model)
  return {
    'model.js': `${HEADER}/** @type {string} */\nexport const MODEL = ${JSON.stringify(JSON.stringify(model))}\nexport const SHA256 = '${model.sha256}'\n`,
    'model.d.ts': `${HEADER}/** The contract's model as JSON text. */\nexport declare const MODEL: string\nexport declare const SHA256: string\n`,
    'validators-thorough.js': thoroughModule(schemas),
    'validators-quick.js': quickModule(schemas),
    'validators-thorough.d.ts': validatorTypes(schemas, 'ValidateFunction', 'compile'),
    'validators-quick.d.ts': validatorTypes(schemas, 'QuickCheck', 'quick'),
    'messages.ts': await messageTypes(document, model),
  }
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

function thoroughModule(schemas: ReadonlyMap<string, InlinedSchema>): string {
  const ajv = createAjv({
    allErrors: true,
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  })
  for (const [key, { schema }] of schemas) ajv.addSchema(essenceOf(schema) as object, key)
  // The package is CommonJS: its default export arrives wrapped.
  const standalone = standaloneModule as unknown as (
    instance: Ajv2020,
    exports: Record<string, string>,
  ) => string
  const code = standalone(ajv, Object.fromEntries([...schemas.keys()].map((key) => [key, key])))
  const { imports, rest } = hoistRequires(boundErrors(code))
  return `${HEADER}import { formats } from '../formats.ts'\n${imports}${rest}\n`
}

function quickModule(schemas: ReadonlyMap<string, InlinedSchema>): string {
  const checks = [...schemas].map(
    ([key, { schema }]) => `export const ${quoted(key)} = ${generateQuick(schema)}\n`,
  )
  return `${HEADER}import { formats } from '../formats.ts'\n\n${checks.join('\n')}`
}

/** Nobody reads more, and a list of a million wrong items would fill the memory with errors. */
const MOST_ERRORS = 1000

/**
 * Loops over items and members end once a body has broken rules this often: it is invalid then, whatever else there is.
 * @throws Error for a contract in which a loop may find errors that do not count
 */
function boundErrors(code: string): string {
  if (/keyword:"(?:contains|anyOf|oneOf|not|if)"/.test(code)) {
    throw new Error('errors within contains, anyOf, oneOf, not or if do not count: bound no loops')
  }
  return code.replaceAll(/^for\(.*\)\{$/gm, `$&\nif (errors >= ${MOST_ERRORS}) break;`)
}

/** ajv's generated modules call \`require\` for its runtime; a module imports it. */
function hoistRequires(code: string): { imports: string; rest: string } {
  const names = new Map<string, string>()
  const rest = code.replaceAll(/require\("([^"]+)"\)(\.default)?/g, (_match, path: string) => {
    const name = names.get(path) ?? `runtime${names.size}`
    names.set(path, name)
    return `${name}.default`
  })
  const imports = [...names].map(([path, name]) => `import ${name} from '${path}.js'\n`).join('')
  return { imports, rest }
}

function validatorTypes(
  schemas: ReadonlyMap<string, InlinedSchema>,
  type: string,
  from: string,
): string {
  const lines = [...schemas.keys()].map((key) => `export declare const ${quoted(key)}: ${type}`)
  return `${HEADER}import type { ${type} } from '../${from}.ts'\n\n${lines.join('\n')}\n`
}

function quoted(key: string): string {
  if (!/^\w+$/.test(key)) throw new Error(`${key} is no identifier`)
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

function bodySchema(document: OpenApiDocument, operation: ModelOperation): Located {
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
