import { HarnessError, nearest } from '../core/index.ts'
import type { PartCompiler } from './compile.ts'
import type { InlinedSchema } from './inlined-schema.ts'
import type { ContractModel, ExcludedOperation } from './model.ts'
import { createOperation, type Operation, type SchemaCompiler } from './operation.ts'
import { atPath } from './path-template.ts'
import { recentlyUsed } from './recent.ts'
import type { Schema } from './schema.ts'

/** The OpenAPI document with its disputed rules, ready to judge. */
export interface Contract {
  readonly title: string
  readonly version: string
  readonly description: string
  /** Over the bytes of the document and of every file it refers to. */
  readonly sha256: string
  readonly file: string
  /** Absolute paths of the document and of every file it refers to. */
  readonly files: readonly string[]
  /** The folder that holds all of them, where it is not the document's own. */
  readonly refsWithin?: string
  readonly operations: readonly Operation[]
  /** Operations of the document that are neither served, sent nor judged, each with its reason. */
  readonly excluded: readonly ExcludedOperation[]
  /** Security schemes that operations ask for and the harness cannot go through, each as a sentence. */
  readonly outOfReach: readonly string[]
  /** @throws HarnessError UNKNOWN_OPERATION with what was probably meant */
  operation(id: string): Operation
  /** The operation at a method and path, by its template where it has parameters; or `undefined`. */
  operationAt(method: string, path: string): Operation | undefined
}

/**
 * @param origin what the model was made from: {@link Contract.files}, {@link Contract.refsWithin}
 * @param partsOf makes a compiler for the parts of a schema; absent where everything was compiled ahead of time
 */
export function createContract(
  model: ContractModel,
  compile: SchemaCompiler,
  origin: Pick<Contract, 'files' | 'refsWithin'>,
  partsOf?: (whole: InlinedSchema) => PartCompiler,
): Contract {
  const recent = recentlyUsed<Schema, PartCompiler>(MOST_WITH_PARTS, ({ weight }) => weight)
  const compilePart =
    partsOf &&
    ((whole: InlinedSchema, schemaPointer: string) =>
      recent.get(whole.schema, () => partsOf(whole)).compile(schemaPointer))
  const operations = model.operations.map((operation) =>
    createOperation(
      operation,
      compile,
      compilePart,
      partsOf === undefined ? model.sha256 : undefined,
    ),
  )
  const byPlace = new Map(operations.map((each) => [`${each.method} ${each.path}`, each]))
  return {
    title: model.title,
    version: model.version,
    description: model.description,
    sha256: model.sha256,
    file: model.file,
    ...origin,
    operations,
    excluded: model.excluded,
    outOfReach: model.outOfReach,
    operation: (id) =>
      operations.find((each) => each.id === id) ?? unknownOperation(id, operations, model.excluded),
    operationAt: (method, path) =>
      byPlace.get(`${method} ${path}`) ??
      atPath(operations, path, (each) => each.path).find((each) => each.method === method),
  }
}

/** Schemas of operations whose parts stay compiled: they are asked for while messages are made, and hardly later. */
const MOST_WITH_PARTS = 5000

function unknownOperation(
  id: string,
  operations: readonly Operation[],
  excluded: readonly ExcludedOperation[],
): never {
  const known = excluded.find((each) => each.id === id)
  if (known !== undefined) {
    throw new HarnessError('UNKNOWN_OPERATION', `The operation ${id} is ${known.kind}.`, {
      expected: `one of ${operations.map((operation) => operation.id).join(', ')}`,
      found: known.reason,
      where: `${known.file}:${known.line}`,
      next: known.next ?? 'choose one of these operations',
    })
  }
  const names = operations.map((operation) => operation.id)
  const meant = nearest(id, names)
  throw new HarnessError(
    'UNKNOWN_OPERATION',
    `The contract has no operation ${JSON.stringify(id)}.`,
    {
      expected: `one of ${names.join(', ')}`,
      found: id,
      next: meant === undefined ? 'choose one of these operations' : `did you mean ${meant}?`,
    },
  )
}
