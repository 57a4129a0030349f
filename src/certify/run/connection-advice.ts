import {
  type Exchange,
  type ExchangeFailure,
  type FailureKind,
  lookUp,
  startOf,
  textOf,
} from '../../core/index.ts'

const NEXT_BY_KIND: Partial<Record<FailureKind, string>> = {
  'name-resolution': 'check the host name in the URL',
  'connection-refused': 'check host and port, and that the endpoint is running',
  'connect-timeout': 'check that a firewall lets this machine through',
  tls: 'check the certificate; --ca FILE trusts a self-made one',
}

const UNKNOWN_AUTHORITY =
  'for a test system, trust its certificate with --ca FILE; the sender itself trusts public authorities only'

const HTTP_2_ONLY =
  'let the server offer HTTP/1.1 beside HTTP/2 (ALPN "http/1.1"): the sender speaks HTTP/1.1 only'

const NEXT_BY_CODE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'renew the certificate of the endpoint',
  CERT_NOT_YET_VALID: 'check the dates of the certificate and the clock of this machine',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'use the host name that the certificate is for, or get one for this host name',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'let the endpoint send its whole chain; for a test system, --ca FILE trusts its authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'let the endpoint send its whole chain; for a test system, --ca FILE trusts its authority',
}

/** What to do about a connection that does not come about; `undefined` when there is nothing particular to say. */
export function nextFor(failure: ExchangeFailure | undefined, url: string): string | undefined {
  if (failure === undefined) return undefined
  const { kind, code = '', next } = failure
  if (next !== undefined) return next
  if (kind === 'tls') {
    if (code.includes('NO_APPLICATION_PROTOCOL')) return HTTP_2_ONLY
    const speaksNoTls = /^(?:ERR_SSL_(?:WRONG_VERSION|PACKET_LENGTH)|EPROTO)/.test(code)
    if (speaksNoTls) return `what listens there speaks no TLS: try ${url.replace(/^https/, 'http')}`
    return lookUp(NEXT_BY_CODE, code) ?? NEXT_BY_KIND.tls
  }
  const isCutOff = kind === 'connection-reset' || kind === 'unreadable-answer'
  if (isCutOff && url.startsWith('http:')) {
    return `check what listens there; if it speaks TLS, give ${new URL(url).origin.replace(/^http/, 'https')}`
  }
  return NEXT_BY_KIND[kind]
}

/** Servers that end TLS for an endpoint say in words what they want of a connection: nginx with 400, IIS with 403. */
export function asksForCertificate({ request, response }: Exchange): boolean {
  if (response === undefined || !request.url.startsWith('https:')) return false
  const isRejection = [400, 403, 495, 496].includes(response.status)
  return isRejection && CERTIFICATE_WORDS.test(textOf(startOf(response)))
}

const CERTIFICATE_WORDS = /no required ssl certificate|ssl certificate error|client certificate/i
