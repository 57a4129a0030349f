import type { Violation } from '../../../src/contract/index.ts'
import { parseRequestJson, placedWarnings, type PlacedWarning } from '../../../src/core/index.ts'
import type { JournalEntry, RawEntry } from './entry.ts'
import type { MessagePlace } from './messages.ts'
import type { Redaction } from './redact.ts'

/** A kept request as it is shown: parsed, judged again for its violations, and without secrets. */
export function showEntry(
  id: number,
  raw: RawEntry,
  place: MessagePlace | undefined,
  redaction: Redaction,
): JournalEntry {
  const { answer, operation, played, run } = raw
  const clean = raw.kind === 'delivery' ? redaction.message : redaction.parameters
  const { violations, warnings } = judged(raw)
  return {
    id,
    kind: raw.kind,
    startedAt: raw.startedAt,
    durationMs: raw.durationMs,
    ...(operation === undefined ? {} : { operation: operation.id }),
    method: raw.method,
    target: redaction.target(raw.target),
    headers: pairs(raw.rawHeaders, redaction),
    body: clean(raw.body.toString('utf8')),
    bodyBytes: raw.body.length,
    verdict: raw.verdict,
    violations: violations.map((each) => ({ ...each, message: clean(each.message) })),
    warnings: warnings.map((each) => ({ ...each, message: clean(each.message) })),
    ...(answer === undefined
      ? {}
      : {
          answer: {
            status: answer.status,
            headers: pairs(answer.headers, redaction),
            body: clean(answer.body.toString('utf8')),
          },
        }),
    ...place,
    ...(played === undefined ? {} : { played }),
    ...(run === undefined ? {} : { run }),
  }
}

interface Judged {
  readonly violations: readonly Violation[]
  readonly warnings: readonly PlacedWarning[]
}

function judged({ operation, body, reading }: RawEntry): Judged {
  const parsed = operation === undefined ? undefined : parseRequestJson(body)
  if (operation === undefined || parsed?.ok !== true) return { violations: [], warnings: [] }
  return {
    violations: operation.validate(parsed.value, reading),
    warnings: placedWarnings(body.toString('utf8'), parsed.value, body).found,
  }
}

function pairs(flat: readonly string[], redaction: Redaction): (readonly [string, string])[] {
  const result: (readonly [string, string])[] = []
  for (let index = 0; index + 1 < flat.length; index += 2) {
    result.push(redaction.header(flat[index] ?? '', flat[index + 1] ?? ''))
  }
  return result
}
