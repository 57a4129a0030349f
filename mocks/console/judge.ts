import type { Operation } from '../../src/contract/index.ts'
import { parseText, placedWarnings } from '../../src/core/index.ts'
import { renderMalformed } from '../../src/validate/index.ts'
import type { Judged } from './api.ts'

/** Validates a text against an operation, under the reading that the sender keeps to. */
export function judge(operation: Operation, text: string): Judged {
  const parsed = parseText(text)
  if (parsed.kind === 'malformed') {
    return { malformed: renderMalformed(text), violations: [], warnings: [] }
  }
  return {
    violations: operation.validate(parsed.value, 'intended'),
    warnings: placedWarnings(text, parsed.value).found,
  }
}
