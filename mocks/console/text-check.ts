import type { Operation } from '../../src/contract/index.ts'
import { excessOf, placedWarnings, type Steps } from '../../src/core/index.ts'
import { readRequestText } from '../../src/validate/index.ts'
import type { TextCheck } from './api.ts'

/**
 * Validates a text against an operation, under the intended reading, which the sender follows; in steps, because a long text
 * takes a while.
 */
export function* checkText(operation: Operation, text: string): Steps<TextCheck> {
  const bytes = Buffer.from(text)
  const excess = excessOf(bytes)
  if (excess !== undefined) return unread(`The body holds ${excess}, so it is not checked.`)
  yield
  const body = readRequestText(text)
  if (!body.ok) return unread(body.malformed)
  yield
  const violations = operation.accepts(body.value, 'intended')
    ? []
    : operation.validate(body.value, 'intended')
  yield
  return { violations, warnings: placedWarnings(text, body.value, bytes).found }
}

function unread(malformed: string): TextCheck {
  return { malformed, violations: [], warnings: [] }
}
