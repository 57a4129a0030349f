import { defined } from '../../core/index.ts'
import type { Cause, CausePlace } from '../results/cause.ts'
import type { CheckKind } from '../results/kind.ts'
import { STATUSES } from '../results/check.ts'
import type { Report, ReportedCheck } from '../results/report.ts'
import { KINDS } from './kinds.ts'
import { sentenceOfCause } from './sentence.ts'
import { type Symptom, symptomOf } from './symptom.ts'

type Judged = Pick<Report, 'checks'>

/**
 * What is broken, each cause once and the largest first: failures, then what is waived, then warnings. Checks of one
 * requirement have one cause when they end alike and their messages differ from ordinary ones in one way. Kinds of messages
 * that all fail without exception are one cause as well: nothing is checked there.
 */
export function causesOf({ checks }: Judged): readonly Cause[] {
  const groups = new Map<string, ReportedCheck[]>()
  const merged = kindsWithoutException(checks)
  for (const check of checks) {
    const status = causeStatusOf(check)
    if (status === undefined) continue
    const stem = stemOf(check)
    const kind = check.kind === undefined ? '' : (merged.get(stem)?.get(check.kind) ?? check.kind)
    const key = JSON.stringify([status, stem, kind])
    groups.set(key, [...(groups.get(key) ?? []), check])
  }
  const explained = explainedBy(checks)
  return [...groups.values()]
    .map((own) => causeOf(own, explained))
    .toSorted(
      (one, other) => RANKS[one.status] - RANKS[other.status] || weight(other) - weight(one),
    )
}

const RANKS: Readonly<Record<Cause['status'], number>> = {
  errored: 0,
  failed: 0,
  waived: 1,
  warned: 2,
}

/** What a repair would change. */
function weight({ checks, explains }: Cause): number {
  return checks.length + explains
}

function causeStatusOf({ status, waiver }: ReportedCheck): Cause['status'] | undefined {
  if (waiver !== undefined) return 'waived'
  return status === 'passed' || status === 'skipped' ? undefined : status
}

/** One requirement and one way to end. */
function stemOf(check: ReportedCheck): string {
  return `${check.requirement}/${symptomOf(check).replaceAll(' ', '-')}`
}

/** By stem: kinds of which every check that was made ends so, each with the text that represents all of them. */
function kindsWithoutException(
  checks: readonly ReportedCheck[],
): ReadonlyMap<string, ReadonlyMap<CheckKind, string>> {
  const made = new Map<string, number>()
  const ended = new Map<string, Map<CheckKind, number>>()
  for (const check of checks) {
    const { kind, requirement, status } = check
    if (kind === undefined || status === 'skipped') continue
    const all = `${requirement} ${kind}`
    made.set(all, (made.get(all) ?? 0) + 1)
    if (causeStatusOf(check) === undefined) continue
    const own = ended.get(stemOf(check)) ?? new Map<CheckKind, number>()
    ended.set(stemOf(check), own.set(kind, (own.get(kind) ?? 0) + 1))
  }
  const merged = new Map<string, ReadonlyMap<CheckKind, string>>()
  for (const [stem, kinds] of ended) {
    const requirement = stem.split('/')[0] ?? ''
    const whole = [...kinds].filter(([kind, count]) => made.get(`${requirement} ${kind}`) === count)
    const names = whole.map(([kind]) => kind)
    if (names.length > 1) merged.set(stem, new Map(names.map((kind) => [kind, names.join('+')])))
  }
  return merged
}

/** How many checks were skipped because of a check. */
function explainedBy(checks: readonly ReportedCheck[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { because } of checks)
    if (because !== undefined) counts.set(because, (counts.get(because) ?? 0) + 1)
  return counts
}

function causeOf(checks: readonly ReportedCheck[], explained: ReadonlyMap<string, number>): Cause {
  const [first] = checks
  if (first === undefined) throw new Error('a cause without checks')
  const shown = checks.filter(({ request }) => request !== undefined)
  const example = shown.find(({ pointer }) => pointer !== '') ?? shown[0] ?? first
  const symptom = symptomOf(first)
  const status = worstOf(checks)
  const kinds = unique(checks.flatMap(({ kind }) => kind ?? []))
  const operations = unique(checks.flatMap(({ operation }) => operation ?? []))
  const places = kinds.length === 0 ? [] : placesOf(checks)
  const cases = kinds.length === 0 ? unique(checks.map(({ title }) => title)) : []
  const isOne = checks.length === 1
  const fix = isOne || isBesideMessage(kinds, symptom) ? example.fix : fixOf(checks, kinds, symptom)
  return {
    id: idOf(first, kinds, symptom, status),
    status,
    requirement: first.requirement,
    level: first.level,
    sentence: sentenceOfCause({ kinds, symptom, places, operations, cases }),
    expected: example.expected,
    actual: example.actual,
    ...defined({ fix, rule: example.rule }),
    operations,
    places,
    cases,
    checks: checks.map(({ id }) => id),
    explains: checks.reduce((sum, { id }) => sum + (explained.get(id) ?? 0), 0),
    example: example.id,
  }
}

/** Unique within a report: it names everything that tells causes apart, a failure's status being understood. */
function idOf(
  { requirement }: ReportedCheck,
  kinds: readonly CheckKind[],
  symptom: Symptom,
  status: Cause['status'],
): string {
  const [kind] = kinds
  const name =
    kinds.length > 1 ? 'every-kind' : kind?.replace('invalid:', '').replace('valid:', 'valid-')
  const parts = [requirement, name, symptom.replaceAll(' ', '-'), status === 'failed' ? '' : status]
  return parts.filter((part) => part !== undefined && part !== '').join('/')
}

function worstOf(checks: readonly ReportedCheck[]): Cause['status'] {
  const worst = STATUSES.find((status) => checks.some((check) => check.status === status))
  const [first] = checks
  if (first?.waiver !== undefined) return 'waived'
  return worst === 'errored' || worst === 'warned' ? worst : 'failed'
}

function placesOf(checks: readonly ReportedCheck[]): CausePlace[] {
  const seen = new Map<string, CausePlace>()
  for (const { operation, pointer, kind } of checks) {
    if (operation === undefined || pointer === undefined) continue
    // The rule of an unknown property is its object's.
    const isOfObject = kind === 'invalid:unknown-member'
    const place = isOfObject ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer
    seen.set(`${operation} ${place}`, { operation, pointer: place })
  }
  return [...seen.values()]
}

/** Whether a status says what is wrong apart from the kind of value that was sent: credentials, a limit of bytes or of requests. */
function isBesideMessage([kind]: readonly CheckKind[], symptom: Symptom): boolean {
  if (kind === undefined) return false
  if (symptom === 'status 401') return true
  return kind.startsWith('valid:') && (symptom === 'status 413' || symptom === 'status 429')
}

/** Fixes beyond these say the same again. */
const MOST_FIXES = 3

function fixOf(
  checks: readonly ReportedCheck[],
  kinds: readonly CheckKind[],
  symptom: Symptom,
): string | undefined {
  const fixes =
    kinds.length === 0
      ? unique(checks.flatMap(({ fix }) => fix ?? []))
      : unique(kinds.map((kind) => KINDS[kind].fix))
  if (fixes.length === 0) return undefined
  const isOther = kinds.length > 0 && symptom.startsWith('status ')
  const all = kinds.length === 0 ? fixes.slice(0, MOST_FIXES) : fixes
  const more = fixes.length - all.length
  return `${joined(all)}${more > 0 ? `; and so on for ${more} more` : ''}${isOther ? ` (now: ${symptom})` : ''}`
}

/** What texts begin with alike, up to its last colon or «to», is said once: «respond with 401 to a wrong password; an empty one». */
function joined(texts: readonly string[]): string {
  const [first = '', ...others] = texts
  const words = first.split(' ')
  const alike = words.findIndex((word, at) => others.some((text) => text.split(' ')[at] !== word))
  const shared = words.slice(0, Math.max(0, alike))
  const end = shared.findLastIndex((word) => word === 'to' || word.endsWith(':')) + 1
  const start = words.slice(0, end).join(' ')
  const rest = others.map((text) => text.slice(start.length).trimStart())
  return [first, ...rest].join('; ')
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}
