import type { Operation } from '../../src/contract/index.ts'
import { messageOf } from '../../src/core/index.ts'
import type { Judged } from './api.ts'

/** Holds a text against an operation, under the reading that the sender keeps to. */
export function judge(operation: Operation, text: string): Judged {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    return { malformed: messageOf(error), violations: [] }
  }
  return { violations: operation.validate(body, 'intended') }
}
