import { isDeepStrictEqual } from 'node:util'
import {
  type Contract,
  isTooDeep,
  type Operation,
  operationForBody,
  type Reading,
  type Schema,
  type SchemaObject,
  type Violation,
} from '../contract/index.ts'
import {
  formatPointer,
  HarnessError,
  isJsonMediaType,
  isRecord,
  nearest,
  parsePointer,
  type Segment,
  valueAt,
} from '../core/index.ts'

import { inferOperation } from './infer.ts'
import { bodyWithin } from './body-within.ts'
import type { JudgedKind } from './statistics.ts'

/** How payloads are to be judged. */
export interface JudgingOptions {
  /** The operation of bodies that do not name their own; detected for each when absent. */
  readonly operation?: Operation
  /** Payloads are responses with this status. Needs an operation. */
  readonly status?: number
  readonly reading: Reading
  /** JSON Pointer to where the body sits in each record. */
  readonly pointer?: string
}

/** What became of one record. */
export type RecordJudgement =
  | {
      readonly kind: 'judged'
      readonly operation: Operation
      /** Whether an envelope or the caller named the operation, and it was not detected from the body. */
      readonly isNamed: boolean
      readonly body: unknown
      /** The steps from the record to the body. */
      readonly bodyAt: readonly Segment[]
      /** Whether the record is `{ operation, body }`. */
      readonly isEnveloped: boolean
      readonly violations: readonly Violation[]
    }
  /** JSON is written within a string, as loggers write it; `judge` goes on with what it is parsed to. */
  | {
      readonly kind: 'embedded'
      readonly at: readonly Segment[]
      readonly text: string
      readonly of: 'request' | 'response'
      /** Whether it is the body, and not a record around it that may be any text. */
      readonly isBody: boolean
      readonly judge: (value: unknown) => RecordJudgement
    }
  /** The record has nothing where bodies sit. */
  | { readonly kind: 'absent' }
  /** The schema for the record cannot be determined. */
  | { readonly kind: 'unclear'; readonly at: readonly Segment[]; readonly message: string }

/** What became of a body that was found. */
export type JudgedBody = Extract<RecordJudgement, { kind: 'judged' | 'unclear' }>

/** Judges parsed records. */
export interface Judge {
  /** What the records are. */
  readonly of: JudgedKind
  /** Whether a parsed text is a list of records, and not a record itself. */
  isList(value: unknown): value is readonly unknown[]
  judge(record: unknown): RecordJudgement
  /** Where a record has the body of an operation somewhere within it: `/req/body`. */
  bodyWithin(record: unknown): string | undefined
}

/**
 * @throws HarnessError MISSING_OPTION or INVALID_OPTION when the status has no operation or no documented schema
 */
export function createJudge(contract: Contract, options: JudgingOptions): Judge {
  const { operation, status, reading, pointer } = options
  if (status !== undefined) checkStatus(contract, operation, status)
  const violationsOf = (judged: Operation, body: unknown): readonly Violation[] => {
    if (status === undefined) return operationForBody(judged, body, reading).validate(body, reading)
    const verdict = judged.validateResponse(status, 'application/json', body)
    return verdict.kind === 'checked' ? verdict.violations : []
  }
  const steps = pointer === undefined ? [] : parsePointer(pointer)
  const shape = bodyShape(contract, options)
  const judgeBody = (
    judged: Operation,
    body: unknown,
    bodyAt: readonly Segment[],
    { isNamed = true, isEnveloped = false } = {},
  ): JudgedBody => {
    const violations = unlessTooDeep(() => violationsOf(judged, body))
    return violations === undefined || violations.some(isTooDeep)
      ? unclear(bodyAt, TOO_DEEP)
      : { kind: 'judged', operation: judged, isNamed, body, bodyAt, isEnveloped, violations }
  }
  const judgeBare = (found: unknown, at: readonly Segment[]): JudgedBody => {
    if (operation !== undefined) return judgeBody(operation, found, at)
    const inferred = unlessTooDeep(() => inferOperation(contract, found, reading))
    if (inferred === undefined) return unclear(at, TOO_DEEP)
    return inferred.kind === 'one'
      ? judgeBody(inferred.operation, found, at, { isNamed: false })
      : unclear(at, elsewhere(found, at) ?? inferred.message)
  }
  const elsewhere = (found: unknown, at: readonly Segment[]): string | undefined => {
    const within = bodyWithin(contract, found, reading)
    if (within === undefined) return undefined
    const whole = `${formatPointer(at)}${within}`
    return `this is the body of no operation, but it has one at ${within}: use --pointer ${whole}`
  }
  const judgeEnvelope = (found: Envelope, at: readonly Segment[]): RecordJudgement => {
    const named = contract.operations.find(({ id }) => id === found.operation)
    if (named === undefined) {
      return unclear([...at, 'operation'], unknownOperation(found.operation, contract))
    }
    if (typeof found.bodyText !== 'string') {
      return judgeBody(named, found.body, [...at, 'body'], { isEnveloped: true })
    }
    const judge = (body: unknown): JudgedBody =>
      Object.hasOwn(found, 'body') &&
      unlessTooDeep(() => isDeepStrictEqual(body, found.body)) !== true
        ? unclear([], 'body and bodyText are different messages: remove one of them')
        : judgeBody(named, body, [])
    return {
      kind: 'embedded',
      at: [...at, 'bodyText'],
      text: found.bodyText,
      of: 'request',
      isBody: true,
      judge,
    }
  }
  /** Where bodies have a property of that name, too, it may have any value. */
  const mayNameOperation = ({ operation: id }: Envelope): boolean =>
    shape.naming === 'nothing' ||
    (shape.naming === 'operation' && contract.operations.some((each) => each.id === id))
  const judgeAt = (record: unknown, path: readonly Segment[]): RecordJudgement => {
    const { found, at, left } = follow(record, path)
    if (steps.length > 0 && (found === undefined || NO_BODY.has(found))) {
      return { kind: 'absent' }
    }
    if (steps.length > 0 && typeof found === 'string') {
      const of = status === undefined ? 'request' : 'response'
      const isBody = left.length === 0
      const judge = (value: unknown): RecordJudgement =>
        isBody ? judgeBare(value, []) : judgeAt(value, left)
      return { kind: 'embedded', at, text: found, of, isBody, judge }
    }
    return status === undefined && isEnvelope(found) && mayNameOperation(found)
      ? judgeEnvelope(found, at)
      : judgeBare(found, at)
  }
  return {
    of: status === undefined ? 'message' : 'response',
    bodyWithin: (record) => bodyWithin(contract, record, reading),
    isList: (value): value is readonly unknown[] =>
      Array.isArray(value) &&
      steps.length === 0 &&
      (!shape.isArray || (value.length > 0 && value.every(isEnvelope))),
    judge: (record) => judgeAt(record, steps),
  }
}

/** A logger's way to say that there was no body. */
const NO_BODY: ReadonlySet<unknown> = new Set(['', '-'])

/** Follows steps through properties and items, up to a string that may hold the rest of the way as JSON. */
function follow(
  record: unknown,
  steps: readonly Segment[],
): { readonly found: unknown; readonly at: readonly Segment[]; readonly left: readonly Segment[] } {
  let found = record
  for (const [index, step] of steps.entries()) {
    if (typeof found === 'string')
      return { found, at: steps.slice(0, index), left: steps.slice(index) }
    found = valueAt(found, [step])
  }
  return { found, at: steps, left: [] }
}

/** A message with the name of its operation; `bodyText` holds its exact text where `body` cannot, as in one line. */
interface Envelope {
  readonly operation: string
  readonly body?: unknown
  readonly bodyText?: unknown
}

function isEnvelope(value: unknown): value is Record<string, unknown> & Envelope {
  return (
    isRecord(value) &&
    typeof value.operation === 'string' &&
    (Object.hasOwn(value, 'body') || typeof value.bodyText === 'string')
  )
}

/** The shapes of bodies, to tell a body from a list of records and from an envelope. */
interface BodyShape {
  /** Some operation takes arrays. */
  readonly isArray: boolean
  /** What bodies of some operation have in common with an envelope. */
  readonly naming: 'nothing' | 'operation' | 'operation and body'
}

function bodyShape(contract: Contract, { operation, status, reading }: JudgingOptions): BodyShape {
  const operations = operation === undefined ? contract.operations : [operation]
  const schemas = operations.flatMap((each) =>
    status === undefined ? [each.schema(reading)] : responseSchemas(each, status),
  )
  const objects = schemas.filter((schema) => typeof schema !== 'boolean')
  return {
    isArray: objects.some(({ type }) => [type].flat().includes('array')),
    naming: namingOf(objects),
  }
}

function namingOf(schemas: readonly SchemaObject[]): BodyShape['naming'] {
  const naming = schemas.flatMap(({ properties }) =>
    properties?.operation === undefined ? [] : [properties],
  )
  if (naming.length === 0) return 'nothing'
  return naming.some(({ body, bodyText }) => body !== undefined || bodyText !== undefined)
    ? 'operation and body'
    : 'operation'
}

function responseSchemas({ responses }: Operation, status: number): Schema[] {
  const names = new Set([String(status), `${Math.floor(status / 100)}XX`, 'default'])
  return responses
    .filter((response) => names.has(response.status))
    .flatMap(({ content }) => Object.values(content).map(({ schema }) => schema))
}

const TOO_DEEP = 'this is nested too deeply to be validated'

/** Schemas that lead back to themselves follow a body to any depth: a stack overflow is not a verdict. */
function unlessTooDeep<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function unclear(at: readonly Segment[], message: string): JudgedBody {
  return { kind: 'unclear', at, message }
}

function unknownOperation(found: string, contract: Contract): string {
  const names = contract.operations.map(({ id }) => id)
  const meant = nearest(found, names)
  const hint = meant === undefined ? `one of ${names.join(', ')}` : `did you mean ${meant}?`
  return `the contract has no operation ${JSON.stringify(found.slice(0, 80))}: ${hint}`
}

function checkStatus(contract: Contract, operation: Operation | undefined, status: number): void {
  if (operation === undefined) {
    throw new HarnessError('MISSING_OPTION', '--status needs --as.', {
      expected: `--as with one of ${contract.operations.map(({ id }) => id).join(', ')}`,
      next: 'say which operation the responses belong to',
    })
  }
  const kind = operation.validateResponse(status, 'application/json', {}).kind
  if (kind === 'checked') return
  const described = operation.responses.filter(({ content }) =>
    Object.keys(content).some(isJsonMediaType),
  )
  throw new HarnessError(
    'INVALID_OPTION',
    `The contract ${kind === 'no-schema' ? 'documents no body for' : 'does not document'} the status ${status} of ${operation.id}.`,
    {
      expected: `--status with one of ${described.map((response) => response.status).join(', ')}`,
      found: String(status),
      where: '--status',
    },
  )
}
