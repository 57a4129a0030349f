import type { Operation } from '../../src/contract/index.ts'
import { placedWarnings } from '../../src/core/index.ts'
import { readRequestText } from '../../src/validate/index.ts'
import type { Judged } from './api.ts'

/** Validates a text against an operation, under the reading that the sender keeps to. */
export function judge(operation: Operation, text: string): Judged {
  const body = readRequestText(text)
  if (!body.ok) return { malformed: body.malformed, violations: [], warnings: [] }
  return {
    violations: operation.validate(body.value, 'intended'),
    warnings: placedWarnings(text, body.value).found,
  }
}
