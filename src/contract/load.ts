import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { defined, packageRoot, readFileWithin } from '../core/index.ts'
import type { Contract } from './contract.ts'
import type { DocumentOptions } from './document.ts'
import type { Examiner } from './examiner.ts'
import type { Schema } from './schema.ts'
import type { Source } from './located-text.ts'

/** The document that this project ships, as reports name it. */
export const SHIPPED_FILE = 'openapi/drop-ship.yaml'

/** Where the shipped document lies. */
export function shippedContractPath(): string {
  return join(packageRoot().directory, SHIPPED_FILE)
}

/**
 * Loads a contract. The shipped one is compiled ahead of time; any other file, and the shipped one while it is edited,
 * is compiled at start.
 *
 * @param file an OpenAPI 3.0 or 3.1 document in YAML or JSON; the shipped one when absent
 * @param options `refsWithin`: the folder that holds every file it refers to, where that is not its own
 * @throws HarnessError CONTRACT_UNREADABLE or CONTRACT_BROKEN, with file, line and reason
 */
export async function loadContract(
  file?: string,
  options: Pick<DocumentOptions, 'refsWithin'> = {},
): Promise<Contract> {
  if (file !== undefined && resolve(file) !== shippedContractPath()) {
    return compileContract(file, options)
  }
  const { loadAhead, AHEAD_SHA256 } = await import('./ahead/deferred.ts')
  // The shipped document refers to no other file, so its own bytes tell whether it was edited.
  return sha256Of(shippedContractPath()) === AHEAD_SHA256
    ? loadAhead(SHIPPED_FILE, [shippedContractPath()])
    : compileContract(shippedContractPath(), { shownAs: SHIPPED_FILE })
}

interface CompileOptions extends DocumentOptions {
  /** A contract without operations, all of them excluded, is one, too. */
  readonly mayBeEmpty?: true
}

/**
 * Loads and compiles a document at start, whatever it is.
 *
 * @throws HarnessError CONTRACT_UNREADABLE or CONTRACT_BROKEN, with file, line and reason
 */
export async function compileContract(
  path: string,
  { mayBeEmpty, ...options }: CompileOptions = {},
): Promise<Contract> {
  const [
    { openDocument },
    { checkStructure },
    { buildModel },
    { createCompiler, createPartCompiler },
    { createContract },
  ] = await Promise.all([
    import('./document.ts'),
    import('./structure.ts'),
    import('./build-model.ts'),
    import('./compile.ts'),
    import('./contract.ts'),
  ])
  const document = openDocument(resolve(path), { shownAs: path, ...options })
  const model = buildModel(document, await checkStructure(document), {
    mayBeEmpty: mayBeEmpty === true,
  })
  const compile = createCompiler()
  return createContract(
    model,
    (_key, inlined) => compile(inlined),
    { files: document.files(), ...defined({ refsWithin: options.refsWithin }) },
    createPartCompiler,
  )
}

/** Compiles any schema as those of contracts are: whether a body is valid. */
export async function schemaCompiler(): Promise<(schema: Schema) => (body: unknown) => boolean> {
  const { createCompiler } = await import('./compile.ts')
  return (schema) => createCompiler()({ schema, places: {} }).failFast
}

/**
 * Opens a document to be judged itself.
 * @throws HarnessError CONTRACT_UNREADABLE, or CONTRACT_BROKEN for what is neither YAML nor OpenAPI
 */
export async function examineDocument(
  path: string,
  options: DocumentOptions = {},
): Promise<Examiner> {
  const { createExaminer } = await import('./examiner.ts')
  return createExaminer(resolve(path), { shownAs: path, ...options })
}

/**
 * Reads a YAML or JSON file with the positions of all that is in it.
 * @throws HarnessError CONTRACT_UNREADABLE or CONTRACT_BROKEN
 */
export async function openSource(path: string, shownAs: string = path): Promise<Source> {
  const { readSource } = await import('./source.ts')
  return readSource(resolve(path), shownAs)
}

/**
 * The positions of all that is in a JSON text; of a property that is there twice, those of its first.
 * @throws HarnessError CONTRACT_BROKEN for what is not JSON
 */
export async function locateIn(text: string, shownAs: string): Promise<Source> {
  const { parseSource } = await import('./source.ts')
  return parseSource(text, shownAs, { uniqueKeys: false })
}

/** Of the file's bytes, or `undefined` when it cannot be read: compiling says why then. */
function sha256Of(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileWithin(path)).digest('hex')
  } catch {
    return undefined
  }
}
