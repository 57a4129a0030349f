import { isRecord } from '../../core/index.ts'
import type { Level } from '../results/check.ts'
import type { Report, ReportedAddress, ReportedRoute } from '../results/report.ts'

/** What is certified: of which endpoint, at which level, against which contract and suite. */
export interface Certificate {
  readonly schemaVersion: 1
  readonly endpoint: string
  /** Of each operation that was checked; absent in certificates of version 0.1. */
  readonly addresses?: readonly ReportedAddress[]
  /** Operations of the contract that the client does not use: nothing is certified of them. */
  readonly notEnabled?: readonly string[]
  /** What was special about the way to them; absent in certificates of version 0.1. */
  readonly route?: ReportedRoute
  readonly partner?: string
  readonly environment?: string
  readonly level: Level
  /** Whether it was seen what messages did; absent in certificates of version 0.1. */
  readonly effects?: Report['effects']
  readonly contract: { readonly title: string; readonly version: string; readonly sha256: string }
  readonly suiteVersion: string
  readonly seed: string
  /** When the run began: ISO 8601 in UTC. */
  readonly certifiedAt: string
  /** Ids of checks that failed and were waived: whoever relies on the certificate must know. */
  readonly waived: readonly string[]
  /** Of `report.json`, byte for byte. */
  readonly reportSha256: string
}

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string'
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every((each: unknown) => check(each))
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)
const recordOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]))

const named = { subject: isText, sha256: isText }
const texts = listOf(isText)

/** What is read of a certificate; what else is in it stays unread. */
const isShaped = recordOf({
  schemaVersion: (value) => value === 1,
  endpoint: isText,
  addresses: optional(listOf(recordOf({ operation: isText, url: isText }))),
  notEnabled: optional(texts),
  route: optional(
    recordOf({
      proxies: texts,
      clientCertificate: optional(recordOf(named)),
      requestHeaders: texts,
      authorities: listOf(recordOf({ ...named, source: isText, neededFor: texts })),
    }),
  ),
  partner: optional(isText),
  environment: optional(isText),
  level: isText,
  effects: optional(isText),
  contract: recordOf({ title: isText, version: isText, sha256: isText }),
  suiteVersion: isText,
  certifiedAt: isText,
  seed: isText,
  waived: texts,
  reportSha256: isText,
})

/** Whoever holds a key may sign anything: whether a parsed file has the parts of a certificate, each of its type. */
export function isCertificate(value: unknown): value is Certificate {
  return isShaped(value)
}
