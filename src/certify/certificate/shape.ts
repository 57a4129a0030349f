import { isRecord } from '../../core/index.ts'
import type { Certificate } from './certificate.ts'

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
