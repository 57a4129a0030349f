import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormatsModule from 'ajv-formats'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonIn, packageRoot } from '../../src/core/index.ts'

const FOLDER = join(packageRoot().directory, 'contracts', 'output')
const ENDING = '.schema.json'

export interface OutputSchema {
  readonly $id: string
  /** The commands that write it. */
  readonly title: string
  readonly description: string
}

/** The JSON Schema of everything that the command line writes as JSON, by name. */
export const OUTPUT_SCHEMAS: ReadonlyMap<string, OutputSchema> = new Map(
  readdirSync(FOLDER)
    .toSorted()
    .map((file) => [
      file.slice(0, -ENDING.length),
      jsonIn(readFileSync(join(FOLDER, file), 'utf8')) as OutputSchema,
    ]),
)

const ajv = new Ajv2020({ strict: false, schemas: [...OUTPUT_SCHEMAS.values()] })
const addFormats = addFormatsModule as unknown as (target: Ajv2020) => void
addFormats(ajv)

function validatorOf(name: string): ValidateFunction {
  const validate = ajv.getSchema(`${name}${ENDING}`)
  if (validate === undefined) throw new Error(`contracts/output has no ${name}${ENDING}`)
  return validate
}

/** Why a value does not conform to the schema of a name; empty where it does. */
export function errorsIn(name: string, value: unknown): string {
  const validate = validatorOf(name)
  if (validate(value)) return ''
  return `${name}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 2000)}`
}

interface Output {
  readonly schema: string
  /** One JSON document a line, of any number. */
  readonly isLines?: true
}

/** What each command prints with `--json`, and what prints JSON without; the first that fits. Words are arguments. */
const OUTPUTS: readonly (readonly [words: string, output: Output])[] = [
  ['validate', { schema: 'violation', isLines: true }],
  ['proxy', { schema: 'violation', isLines: true }],
  ['sample --variants', { schema: 'sample-variant' }],
  ['sample --deviations', { schema: 'sample-deviation' }],
  ['lint', { schema: 'lint' }],
  ['verify', { schema: 'verify' }],
  ['send', { schema: 'send' }],
  ['worker', { schema: 'worker' }],
  ['queue list', { schema: 'queue-list' }],
  ['queue retry', { schema: 'queue-change' }],
  ['queue discard', { schema: 'queue-change' }],
  ['queue report', { schema: 'queue-report' }],
  ['mock --list-scenarios', { schema: 'mock-scenarios' }],
  ['mock', { schema: 'mock' }],
  ['up', { schema: 'mock' }],
  ['certify --list', { schema: 'certify-list' }],
  ['certify --dry-run', { schema: 'certify-dry-run' }],
  ['certify --self-test', { schema: 'certify-self-test' }],
  ['certify-sender --list', { schema: 'certify-sender-list' }],
  ['certify', { schema: 'report' }],
  ['certify-sender', { schema: 'report' }],
  ['certificate keygen', { schema: 'certificate-keygen' }],
  ['certificate show', { schema: 'certificate-show' }],
  ['certificate verify', { schema: 'certificate-verify' }],
  ['certificate countersign', { schema: 'certificate-countersign' }],
  ['compare', { schema: 'compare' }],
]

const WITHOUT_OPTION: typeof OUTPUTS = [
  ['queue export', { schema: 'queue-delivery', isLines: true }],
  ['sample --variants', { schema: 'sample-variant', isLines: true }],
  ['sample --deviations', { schema: 'sample-deviation', isLines: true }],
]

/** The names of the schemas that values were checked against, so that a test can tell which ones nothing was. */
export const checkedSchemas = new Set<string>()

/**
 * Checks what a command printed against its schema, for every run of every test.
 * @throws Error where it does not conform
 */
export function checkOutput(
  args: readonly string[],
  { exitCode, stdout }: { readonly exitCode: number | null; readonly stdout: string },
): void {
  const output = outputOf(args)
  if (output === undefined || exitCode === null) return
  const documents = documentsIn(stdout, output)
  const isError = exitCode > 1 && documents.length > 0
  for (const document of documents) {
    const isErrorDocument = errorsIn('error', document) === ''
    const schema = isErrorDocument ? 'error' : output.schema
    checkedSchemas.add(schema)
    const errors = errorsIn(schema, document)
    if (errors !== '') throw new Error(`dropship ${args.join(' ')} prints what is not ${errors}`)
  }
  if (output.isLines === true || isError || documents.length === 1) return
  throw new Error(`dropship ${args.join(' ')} ends with ${exitCode} and prints no JSON document`)
}

/** What a command line prints as JSON; `undefined` where it prints none. */
function outputOf(args: readonly string[]): Output | undefined {
  if (args.includes('--help') || args.includes('-h')) return undefined
  const end = args.indexOf('--')
  const isJson = (end === -1 ? args : args.slice(0, end)).some(
    (each, at) => each === '--json' || (each === '--format' && args[at + 1] === 'json'),
  )
  const known = isJson
    ? [['queue show', { schema: 'queue-delivery' }] as const, ...OUTPUTS]
    : WITHOUT_OPTION
  const found = [...known, ...WITHOUT_OPTION].find(([words]) => {
    const [command, ...others] = words.split(' ')
    return command === args[0] && others.every((word) => args.includes(word))
  })
  const isMessage = args.includes('--body')
  return isMessage ? undefined : found?.[1]
}

function documentsIn(stdout: string, { isLines }: Output): unknown[] {
  if (stdout.trim() === '') return []
  if (isLines !== true) return [jsonIn(stdout)]
  return stdout.trimEnd().split('\n').map(jsonIn)
}
