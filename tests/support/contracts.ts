import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compileContract, type Contract } from '../../src/contract/index.ts'
import { HarnessError } from '../../src/core/index.ts'

/** A folder with these files, gone after `use`. */
export async function withFiles<T>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<T> | T,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'dropship-contract-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Compiles a contract of several files, of which `contract.yaml` is the one that is named. */
export function compileFiles(files: Readonly<Record<string, string>>): Promise<Contract> {
  return withFiles(files, (folder) =>
    compileContract(join(folder, 'contract.yaml'), { shownAs: 'contract.yaml' }),
  )
}

/** Compiles one contract in a file of its own. */
export function compileText(text: string): Promise<Contract> {
  return compileFiles({ 'contract.yaml': text })
}

/** A contract with one operation, `send`, whose body has this schema: YAML from line 13 on. */
export function contractWith(schema: string, rest = ''): string {
  const indented = schema
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `              ${line}`))
    .join('\n')
  return `openapi: 3.1.0
info:
  title: Test
  version: 1.0.0
paths:
  /send:
    post:
      operationId: send
      requestBody:
        content:
          application/json:
            schema:
${indented}
${rest}`
}

/** The line on which {@link contractWith} begins the schema. */
export const SCHEMA_LINE = 13

/** The HarnessError that a promise ends with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<HarnessError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof HarnessError) return error
    throw error
  }
  throw new Error('nothing was rejected')
}

/** A document with these paths, in JSON, which is YAML. */
export const withPaths = (paths: unknown, rest: object = {}, version = '3.1.0'): string =>
  JSON.stringify({ openapi: version, info: { title: 'Test', version: '1' }, paths, ...rest })

export const ACCEPTED = { '200': { description: 'accepted' } }

/** A path item with one POST whose JSON body has this schema. */
export const posting = (schema: unknown, more: object = {}): { readonly post: object } => ({
  post: {
    requestBody: { content: { 'application/json': { schema } } },
    responses: ACCEPTED,
    ...more,
  },
})
