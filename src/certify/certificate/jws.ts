import type { KeyObject } from 'node:crypto'
import canonicalize from 'canonicalize'
import { CompactSign, compactVerify } from 'jose'
import { isRecord, jsonIn } from '../../core/index.ts'
import { keyNameOf } from './keys.ts'

/** What is signed: `typ` of the JWS header. */
export const TYPES = ['dropship-certificate', 'dropship-countersignature'] as const

export type SignedType = (typeof TYPES)[number]

/** The parts of a JWS that is written as this suite writes it; its signature is not checked yet. */
export interface DecodedJws {
  readonly type: SignedType
  /** The name of the key that it says it was signed with. */
  readonly key: string
  readonly payload: unknown
}

export type Decoding =
  | { readonly ok: true; readonly decoded: DecodedJws }
  | { readonly ok: false; readonly reason: string }

/** Longer ones are not certificates: a contract of thousands of rules that no check covers has less. */
export const MAX_CERTIFICATE_BYTES = 4 * 1024 * 1024

/** Signs a payload as a compact JWS (RFC 7515) with EdDSA (RFC 8037), header and payload in canonical JSON (RFC 8785). */
export function encodeJws(payload: object, type: SignedType, key: KeyObject): Promise<string> {
  return new CompactSign(Buffer.from(canonicalize(payload) ?? ''))
    .setProtectedHeader({ alg: 'EdDSA', kid: keyNameOf(key), typ: type })
    .sign(key)
}

/**
 * Reads a JWS and writes it again: of everything that a lenient reader takes for the same (another last character, a line
 * end, a property twice, other white space), only the bytes that this suite writes are accepted.
 */
export function decodeJws(text: string): Decoding {
  const parts = text.split('.')
  const [header = '', payload = '', signature = ''] = parts
  if (text.length > MAX_CERTIFICATE_BYTES || parts.length !== 3)
    return failed('it is not a certificate of this suite')
  if (![header, payload, signature].every(isCanonicalBase64))
    return failed('it is not written as a certificate is: characters were added, cut or changed')
  const said = canonicalJson(header)
  if (!isRecord(said)) return failed('its header is not written as a certificate has it')
  const { alg, kid, typ, ...others } = said
  if (alg !== 'EdDSA') return failed('it is not signed with EdDSA')
  const type = TYPES.find((each) => each === typ)
  if (type === undefined || typeof kid !== 'string' || Object.keys(others).length > 0)
    return failed('its header is not that of a certificate')
  const written = canonicalJson(payload)
  return written === undefined
    ? failed('its payload is not canonical JSON: a property is there twice, or it was changed')
    : { ok: true, decoded: { type, key: kid, payload: written } }
}

/** Whether the owner of a key signed it. */
export async function isSignedWith(text: string, key: KeyObject): Promise<boolean> {
  try {
    await compactVerify(text, key, { algorithms: ['EdDSA'] })
    return true
  } catch {
    return false
  }
}

function failed(reason: string): Decoding {
  return { ok: false, reason }
}

function isCanonicalBase64(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part
}

/** JSON that is written as RFC 8785 writes it; `undefined` for anything else. */
function canonicalJson(part: string): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(part, 'base64url'),
    )
    const value = jsonIn(text)
    return canonicalize(value) === text ? value : undefined
  } catch {
    return undefined
  }
}
