import type { Operation } from '../../src/contract/index.ts'
import { renderMalformed } from '../../src/validate/index.ts'
import type { Judged } from './api.ts'

/** Holds a text against an operation, under the reading that the sender keeps to. */
export function judge(operation: Operation, text: string): Judged {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return { malformed: renderMalformed(text), violations: [] }
  }
  return { violations: operation.validate(body, 'intended') }
}
