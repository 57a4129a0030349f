import type { Operation } from '../../src/contract/index.ts'
import { placedWarnings } from '../../src/core/index.ts'
import { readRequestText } from '../../src/validate/index.ts'
import type { TextCheck } from './api.ts'

/** Validates a text against an operation, under the intended reading, which the sender follows. */
export function checkText(operation: Operation, text: string): TextCheck {
  const body = readRequestText(text)
  if (!body.ok) return { malformed: body.malformed, violations: [], warnings: [] }
  return {
    violations: operation.validate(body.value, 'intended'),
    warnings: placedWarnings(text, body.value).found,
  }
}
