import { type KeyObject, verify } from 'node:crypto'
import canonicalize from 'canonicalize'
import { findWarnings, isRecord, jsonIn } from '../../core/index.ts'
import { type Level, LEVELS } from '../results/check.ts'
import { keyNameOf } from './keys.ts'

/** What the first format said: `certificate.json` of version 0.1. */
export interface FirstCertificate {
  readonly schemaVersion: 1
  readonly endpoint: string
  readonly level: Level
  readonly contract: { readonly title: string; readonly version: string; readonly sha256: string }
  readonly suiteVersion: string
  /** When the run began: ISO 8601 in UTC. */
  readonly certifiedAt: string
  readonly waived: readonly string[]
  readonly reportSha256: string
}

export type FirstReading =
  | { readonly ok: true; readonly certificate: FirstCertificate; readonly key: string }
  | { readonly ok: false; readonly reason: string }

/** Reads a certificate of the first format and checks its signature. */
export function readFirstFormat(text: string, key: KeyObject | undefined): FirstReading {
  const signed = signedIn(text)
  if (signed === undefined) return { ok: false, reason: 'it is not a certificate of this suite' }
  const { certificate, signature } = signed
  if (key === undefined) return { ok: true, certificate, key: signature.key }
  const name = keyNameOf(key)
  if (signature.key !== name) return { ok: false, reason: otherKey(signature.key, name) }
  const bytes = Buffer.from(canonicalize(certificate) ?? '')
  const value = Buffer.from(signature.value, 'base64')
  if (value.toString('base64') !== signature.value || !verify(null, bytes, key, value))
    return { ok: false, reason: 'its signature does not match its content: it was changed' }
  return { ok: true, certificate, key: name }
}

/** That another key is named: text of a file that may have been written to deceive. */
export function otherKey(said: string, name: string): string {
  return `it says that it was signed with ${JSON.stringify(said.slice(0, 64))}, and not with ${name}`
}

interface Signed {
  readonly certificate: FirstCertificate
  readonly signature: { readonly key: string; readonly value: string }
}

/** Everything in `certificate` is under the signature; what is read of it is checked here. */
function signedIn(text: string): Signed | undefined {
  const written = parsed(text)
  if (!isRecord(written) || Object.keys(written).length !== 2) return undefined
  const { certificate, signature } = written
  if (!isRecord(certificate) || !isRecord(signature)) return undefined
  const { algorithm, key, value, ...more } = signature
  const isSigned =
    algorithm === 'Ed25519' &&
    typeof key === 'string' &&
    typeof value === 'string' &&
    Object.keys(more).length === 0
  return isSigned && isFirst(certificate) ? { certificate, signature: { key, value } } : undefined
}

function isFirst(written: object): written is FirstCertificate {
  const { schemaVersion, endpoint, level, contract, ...rest } = written as Partial<FirstCertificate>
  const texts = [endpoint, rest.suiteVersion, rest.certifiedAt, rest.reportSha256]
  return (
    schemaVersion === 1 &&
    texts.every((text) => typeof text === 'string') &&
    LEVELS.some((known) => known === level) &&
    isRecord(contract) &&
    [contract.title, contract.version, contract.sha256].every((text) => typeof text === 'string') &&
    Array.isArray(rest.waived) &&
    rest.waived.every((id) => typeof id === 'string') &&
    Number.isFinite(Date.parse(rest.certifiedAt ?? ''))
  )
}

function parsed(text: string): unknown {
  try {
    const value = jsonIn(text)
    const { found } = findWarnings(text, value)
    return found.some(({ kind }) => kind === 'duplicate-property') ? undefined : value
  } catch {
    return undefined
  }
}
