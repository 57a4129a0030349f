import { type Contract, type Operation, type Reading, type Violation } from '../contract/index.ts'
import {
  HarnessError,
  isJsonMediaType,
  isRecord,
  nearest,
  parsePointer,
  type Segment,
  valueAt,
} from '../core/index.ts'

import { inferOperation } from './infer.ts'

/** How payloads are to be judged. */
export interface JudgeOptions {
  /** The operation that every payload belongs to; found out for each when absent. */
  readonly operation?: Operation
  /** Payloads are answers with this status. Needs an operation. */
  readonly status?: number
  readonly reading: Reading
  /** JSON Pointer to where the body sits in each record. */
  readonly pointer?: string
}

/** What became of one record. */
export type Judgement =
  | {
      readonly kind: 'judged'
      readonly operation: Operation
      /** The steps from the record to the body. */
      readonly bodyAt: readonly Segment[]
      readonly violations: readonly Violation[]
    }
  /** The body is written as JSON within a string, as loggers write it. */
  | {
      readonly kind: 'embedded'
      readonly at: readonly Segment[]
      readonly text: string
      readonly of: 'request' | 'response'
    }
  /** The record has nothing where bodies sit. */
  | { readonly kind: 'absent' }
  /** It cannot be told what the record is held against. */
  | { readonly kind: 'unclear'; readonly at: readonly Segment[]; readonly message: string }

/** What became of a body that was found. */
export type Judged = Extract<Judgement, { kind: 'judged' | 'unclear' }>

/** Judges parsed records. */
export interface Judge {
  judge(record: unknown): Judgement
  /** Judges what was found at the pointer. */
  judgeFound(found: unknown, at: readonly Segment[]): Judged
}

/**
 * @throws HarnessError MISSING_OPTION or INVALID_OPTION when the status has no operation or no documented schema
 */
export function createJudge(contract: Contract, options: JudgeOptions): Judge {
  const { operation, status, reading, pointer } = options
  if (status !== undefined) checkStatus(contract, operation, status)
  const violationsOf = (judged: Operation, body: unknown): readonly Violation[] => {
    if (status === undefined) return judged.validate(body, reading)
    const verdict = judged.validateResponse(status, 'application/json', body)
    return verdict.kind === 'checked' ? verdict.violations : []
  }
  const steps = pointer === undefined ? [] : parsePointer(pointer)
  const judgeBody = (judged: Operation, body: unknown, bodyAt: readonly Segment[]): Judged => ({
    kind: 'judged',
    operation: judged,
    bodyAt,
    violations: violationsOf(judged, body),
  })
  const judgeFound: Judge['judgeFound'] = (found, at) => {
    if (operation !== undefined) return judgeBody(operation, found, at)
    if (isEnvelope(found)) {
      const named = contract.operations.find(({ id }) => id === found.operation)
      return named === undefined
        ? unclear([...at, 'operation'], unknownOperation(found.operation, contract))
        : judgeBody(named, found.body, [...at, 'body'])
    }
    const inferred = inferOperation(contract, found, reading)
    return inferred.kind === 'one'
      ? judgeBody(inferred.operation, found, at)
      : unclear(at, inferred.message)
  }
  return {
    judgeFound,
    judge: (record) => {
      const found = valueAt(record, steps)
      if (steps.length > 0 && found === undefined) return { kind: 'absent' }
      if (steps.length > 0 && typeof found === 'string') {
        const of = status === undefined ? 'request' : 'response'
        return { kind: 'embedded', at: steps, text: found, of }
      }
      return judgeFound(found, steps)
    },
  }
}

interface Envelope {
  readonly operation: string
  readonly body: unknown
}

function isEnvelope(value: unknown): value is Record<string, unknown> & Envelope {
  return isRecord(value) && typeof value.operation === 'string' && Object.hasOwn(value, 'body')
}

function unclear(at: readonly Segment[], message: string): Judged {
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
      next: 'say which operation the answers belong to',
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
