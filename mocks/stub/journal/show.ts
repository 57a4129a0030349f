import { shorten, type Violation } from '../../../src/contract/index.ts'
import {
  decodeUtf8,
  defined,
  headerPairs,
  parseRequestJson,
  type PlacedWarning,
  placedWarnings,
  type RawHeaders,
} from '../../../src/core/index.ts'
import type { JournalEntry, RawEntry } from './entry.ts'
import type { MessageAttempt } from './messages.ts'
import type { Redaction } from './redact.ts'

/** A stored request as it is shown: parsed, validated again for its violations, and without secrets. */
export function showEntry(
  id: number,
  raw: RawEntry,
  attempt: MessageAttempt | undefined,
  redaction: Redaction,
): JournalEntry {
  const { request, response, operation, played, run } = raw
  const clean = raw.kind === 'delivery' ? redaction.message : redaction.parameters
  const { violations, warnings } = remarksOn(raw)
  return {
    id,
    kind: raw.kind,
    startedAt: raw.startedAt,
    durationMs: raw.durationMs,
    ...defined({ operation: operation?.id }),
    method: request.method,
    target: redaction.target(request.target),
    headers: shownHeaders(request.rawHeaders, redaction),
    body: clean(shownText(request.body)),
    bodyBytes: request.body.length,
    verdict: raw.verdict,
    violations: violations.map((each) => ({
      ...each,
      // A sender's name of a field may be as long as the body.
      pointer: shorten(each.pointer),
      field: shorten(each.field),
      rulePointer: shorten(each.rulePointer),
      message: clean(each.message),
    })),
    warnings: warnings.map((each) => ({ ...each, message: clean(each.message) })),
    ...(response === undefined
      ? {}
      : {
          answer: {
            status: response.status,
            headers: shownHeaders(response.rawHeaders, redaction),
            body: clean(response.body.toString('utf8')),
          },
        }),
    ...attempt,
    ...defined({ played, run }),
  }
}

interface Remarks {
  readonly violations: readonly Violation[]
  readonly warnings: readonly PlacedWarning[]
}

/** Enough of a body for everybody who looks at it: all of five megabytes would keep the stub from its requests. */
const MAX_SHOWN_BYTES = 1024 * 1024

function shownText(body: Uint8Array): string {
  if (body.length <= MAX_SHOWN_BYTES) return decodeUtf8(body)
  // The last character may be cut.
  return `${decodeUtf8(body.subarray(0, MAX_SHOWN_BYTES)).replace(/\uFFFD$/, '')}…`
}

function remarksOn({ operation, request: { body }, reading }: RawEntry): Remarks {
  const parsed = operation === undefined ? undefined : parseRequestJson(body)
  if (operation === undefined || parsed?.ok !== true) return { violations: [], warnings: [] }
  return {
    violations: operation.validate(parsed.value, reading),
    warnings:
      body.length > MAX_SHOWN_BYTES
        ? []
        : placedWarnings(decodeUtf8(body), parsed.value, body).found,
  }
}

function shownHeaders(raw: RawHeaders, redaction: Redaction): JournalEntry['headers'] {
  return headerPairs(raw).map(([name, value]) => redaction.header(name, value))
}
