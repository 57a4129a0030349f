import { defined, HarnessError, isRecord } from '../core/index.ts'
import { broken, type LocatedValue, type OpenApiDocument } from './document.ts'
import type { ContractModel, ExcludedOperation, ModelOperation } from './model.ts'
import { operationOf } from './operation-model.ts'
import { findOperations, type FoundOperation, METHODS } from './path-items.ts'
import { takenValues } from './path-template.ts'
import { outOfReachSchemes } from './security-schemes.ts'
import type { StructuralFault } from './structure.ts'

/** Ids of operations that were seen, with their lines. */
type KnownIds = Map<string, number>

/** What became of one operation. */
type Read =
  | { readonly kind: 'operation'; readonly operation: ModelOperation }
  | {
      readonly kind: 'excluded'
      readonly excluded: ExcludedOperation
      readonly error?: HarnessError
    }

/**
 * Derives the model of a document: its operations with a JSON request body, both readings of each. What is broken in one
 * operation, or in what it refers to, excludes that operation; the others go on.
 *
 * @param faults of the document's structure
 * @throws HarnessError CONTRACT_BROKEN with file, line and reason where a fault concerns the whole document, or leaves no
 * operation; NOTHING_IN_REACH where there is none to begin with
 */
export function buildModel(
  document: OpenApiDocument,
  faults: readonly StructuralFault[] = [],
  { mayBeEmpty = false } = {},
): ContractModel {
  const root = document.root.value
  const whole = faults.find(({ pointer }) => !/^\/(?:paths|webhooks|components)\//.test(pointer))
  if (whole !== undefined) throw structural(document, whole)
  const info = isRecord(root) && isRecord(root.info) ? root.info : {}
  const ids: KnownIds = new Map()
  const found = findOperations(document)
  const read = found.map((each) => readOperation(document, each, faults, ids))
  const operations = read.flatMap((each) => (each.kind === 'operation' ? [each.operation] : []))
  const excluded = read.flatMap((each) => (each.kind === 'excluded' ? [each.excluded] : []))
  if (operations.length === 0) {
    const errors = read.flatMap((each) => (each.kind === 'excluded' ? (each.error ?? []) : []))
    const fault = errors[0] ?? unlocated(document, faults)
    if (fault !== undefined || !mayBeEmpty) throw fault ?? nothingInReach(document, excluded)
  }
  return {
    title: text(info.title, 'untitled'),
    version: text(info.version, '0'),
    description: text(info.description, ''),
    sha256: document.sha256(),
    file: document.file,
    operations: operations.map((each) => withTaken(each, [...operations, ...excluded])),
    excluded,
    outOfReach: outOfReachSchemes(
      document,
      found.flatMap(({ at }, index) => (read[index]?.kind === 'operation' ? [at] : [])),
    ),
  }
}

/** With the values of its path's parameters that make the path of another operation. */
function withTaken(
  operation: ModelOperation,
  all: readonly Pick<ModelOperation, 'path'>[],
): ModelOperation {
  // Whatever its method: a router that finds the path alone has no other way out than a 405.
  const others = all.flatMap(({ path }) => (path === operation.path ? [] : [path]))
  const parameters = operation.parameters.map((parameter) => {
    const taken = parameter.in === 'path' ? takenValues(operation.path, parameter.name, others) : []
    return taken.length === 0 ? parameter : { ...parameter, taken: [...new Set(taken)] }
  })
  return { ...operation, parameters }
}

function readOperation(
  document: OpenApiDocument,
  found: FoundOperation,
  faults: readonly StructuralFault[],
  ids: KnownIds,
): Read {
  const { method, at, item } = found
  const identity = {
    id: idOf(found, ids),
    method: method.toUpperCase(),
    path: item.path,
    file: at.source.file,
    line: document.positionOf(at).line,
  }
  const touched: LocatedValue[] = [at, item.namedAt, item.at]
  const watched: OpenApiDocument = {
    ...document,
    follow: (reference, from) => {
      const target = document.follow(reference, from)
      touched.push(target)
      return target
    },
    follows: (target) => void touched.push(target),
  }
  try {
    if (item.error !== undefined) throw item.error
    const known = ids.get(identity.id)
    if (known !== undefined) throw sameId(identity, known)
    ids.set(identity.id, identity.line)
    const operation = operationOf(watched, found, identity)
    const fault = faults.find(({ pointer }) => concerns(pointer, touched, found, document))
    if (fault !== undefined) throw structural(document, fault)
    if (typeof operation !== 'string') return { kind: 'operation', operation }
    return { kind: 'excluded', excluded: { ...identity, kind: 'out of reach', reason: operation } }
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'CONTRACT_BROKEN') throw error
    // The document's own structure explains what else is wrong with a place.
    const fault = faults.find(({ pointer }) => concerns(pointer, touched, found, document))
    const cause = fault === undefined ? error : structural(document, fault)
    return { kind: 'excluded', error: cause, excluded: { ...identity, ...brokenBy(cause) } }
  }
}

function brokenBy({
  message,
  details,
}: HarnessError): Pick<ExcludedOperation, 'kind' | 'reason' | 'next'> {
  const reason = message.replace(/^The contract is broken: /, '').replace(/\.$/, '')
  const found = details.found === undefined ? '' : `; found: ${details.found}`
  return {
    kind: 'broken',
    reason: `${details.where === undefined ? '' : `${details.where}: `}${reason}${found}`,
    ...defined({ next: details.next }),
  }
}

/** Whether a fault of the root document is in an operation or in what it refers to; another operation beside it is neither. */
function concerns(
  pointer: string,
  touched: readonly LocatedValue[],
  { at, item, method }: FoundOperation,
  { root }: OpenApiDocument,
): boolean {
  return touched.some((each) => {
    if (each.source !== root.source) return false
    if (pointer !== each.pointer && !pointer.startsWith(`${each.pointer}/`)) return false
    if (each.pointer !== item.at.pointer && each.pointer !== item.namedAt.pointer) {
      // Callbacks are operations of their own.
      return !pointer.startsWith(`${at.pointer}/callbacks/`)
    }
    const [step] = pointer.slice(each.pointer.length + 1).split('/')
    return step === '' || step === undefined || step === method || !SIBLINGS.has(step)
  })
}

const SIBLINGS: ReadonlySet<string> = new Set(METHODS)

function structural(document: OpenApiDocument, { pointer, reason }: StructuralFault): HarnessError {
  return broken(
    { ...document.root, pointer },
    reason,
    'correct the document at this line, as the OpenAPI Specification describes it',
  )
}

/** Faults that leave nothing that could be an operation, as of a `paths` that is a list. */
function unlocated(
  document: OpenApiDocument,
  [fault]: readonly StructuralFault[],
): HarnessError | undefined {
  return fault === undefined ? undefined : structural(document, fault)
}

function idOf({ at, method, item }: FoundOperation, ids: KnownIds): string {
  const { operationId } = isRecord(at.value) ? at.value : {}
  if (typeof operationId === 'string' && operationId !== '') return operationId
  const made = `${method}_${item.path.replaceAll(/[^\w]+/g, '_').replaceAll(/^_|_$/g, '')}`
  let free = made
  for (let number = 2; ids.has(free); number++) free = `${made}_${number}`
  return free
}

function sameId(
  { id, file, line }: Pick<ExcludedOperation, 'id' | 'file' | 'line'>,
  other: number,
): HarnessError {
  return new HarnessError(
    'CONTRACT_BROKEN',
    `The contract is broken: two operations are called ${id}.`,
    {
      where: `${file}:${line}`,
      found: `the same operationId at line ${other}`,
      next: 'give each operation an operationId of its own',
    },
  )
}

function nothingInReach(
  document: OpenApiDocument,
  excluded: readonly ExcludedOperation[],
): HarnessError {
  const shown = excluded
    .slice(0, 3)
    .map(({ method, path, reason }) => `${method} ${path}: ${reason}`)
  const rest = excluded.length - shown.length
  return new HarnessError(
    'NOTHING_IN_REACH',
    `${document.file} describes no operation whose messages the harness can send.`,
    {
      where: document.file,
      expected: 'an operation with a JSON body, below paths, webhooks or callbacks',
      found:
        excluded.length === 0
          ? 'no operation at all'
          : [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n'),
      next: 'name an OpenAPI document that describes webhooks or an API with JSON bodies',
    },
  )
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise
}
