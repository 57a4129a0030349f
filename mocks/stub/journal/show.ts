import { TOKEN_PATTERN } from '../../../src/auth/index.ts'
import type { Redactor } from '../../../src/core/index.ts'
import type { Violation } from '../../../src/contract/index.ts'
import { parseJsonBody } from '../json-body.ts'
import type { JournalEntry, RawEntry } from './entry.ts'
import type { MessagePlace } from './messages.ts'

/** Headers whose values are credentials, whatever they hold. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-amz-security-token',
])

export interface Redaction {
  readonly redactor: Redactor
  /** The header that carries the API key, in lower case. */
  readonly secretHeader: string | undefined
}

/** A kept request as it is shown: parsed, judged again for its violations, and without secrets. */
export function showEntry(
  id: number,
  raw: RawEntry,
  place: MessagePlace | undefined,
  redaction: Redaction,
): JournalEntry {
  const { answer, operation, played, run } = raw
  const clean = (text: string): string =>
    redaction.redactor.redact(text).replaceAll(TOKEN_PATTERN, '$DROPSHIP_ACCESS_TOKEN')
  const show = (name: string, value: string): readonly [string, string] => {
    const lower = name.toLowerCase()
    return SECRET_HEADERS.has(lower) || lower === redaction.secretHeader
      ? [name, schemeAlone(lower, value)]
      : [name, clean(value)]
  }
  return {
    id,
    kind: raw.kind,
    startedAt: raw.startedAt,
    durationMs: raw.durationMs,
    ...(operation === undefined ? {} : { operation: operation.id }),
    method: raw.method,
    target: clean(raw.target),
    headers: pairs(raw.rawHeaders, show),
    body: clean(raw.body.toString('utf8')),
    bodyBytes: raw.body.length,
    verdict: raw.verdict,
    violations: violationsOf(raw),
    ...(answer === undefined
      ? {}
      : {
          answer: {
            status: answer.status,
            headers: pairs(answer.headers, show),
            body: clean(answer.body.toString('utf8')),
          },
        }),
    ...place,
    ...(played === undefined ? {} : { played }),
    ...(run === undefined ? {} : { run }),
  }
}

/** `Bearer …` keeps its scheme, which says what the sender tried. */
function schemeAlone(name: string, value: string): string {
  const scheme = /^[\w-]+(?= )/.exec(value)?.[0]
  return name.endsWith('authorization') && scheme !== undefined ? `${scheme} [secret]` : '[secret]'
}

function violationsOf({ operation, body, reading }: RawEntry): readonly Violation[] {
  if (operation === undefined) return []
  const parsed = parseJsonBody(body)
  return parsed.ok ? operation.validate(parsed.value, reading) : []
}

function pairs(
  flat: readonly string[],
  show: (name: string, value: string) => readonly [string, string],
): (readonly [string, string])[] {
  const result: (readonly [string, string])[] = []
  for (let index = 0; index + 1 < flat.length; index += 2) {
    result.push(show(flat[index] ?? '', flat[index + 1] ?? ''))
  }
  return result
}
