import { messageOf, systemCodeOf } from './errors.ts'
import type { ExchangeFailure, FailureKind } from './exchange.ts'
import { lookUp } from './look-up.ts'

const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/

const KIND_OF_CODE: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'name-resolution',
  EAI_AGAIN: 'name-resolution',
  EAI_FAIL: 'name-resolution',
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  EPIPE: 'connection-reset',
  UND_ERR_SOCKET: 'connection-reset',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'headers-timeout',
  UND_ERR_BODY_TIMEOUT: 'body-timeout',
  UND_ERR_HEADERS_OVERFLOW: 'unreadable-answer',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'unreadable-answer',
  ERR_ASSERTION: 'unreadable-answer',
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_CLOSED: 'aborted',
}

const SENTENCE_OF_KIND: Readonly<Record<FailureKind, string>> = {
  'name-resolution': 'the host name does not resolve',
  'connection-refused': 'nothing accepts connections at this address',
  'connection-reset': 'the connection was closed before a complete response came',
  'connect-timeout': 'no connection within the time limit',
  tls: 'the TLS handshake failed',
  'headers-timeout': 'no response within the time limit',
  'body-timeout': 'the response stopped within the time limit',
  timeout: 'no complete response within the time limit',
  'unreadable-answer': 'the response is not readable HTTP',
  proxy: 'the proxy did not connect',
  aborted: 'the request was aborted',
  network: 'the network failed',
}

/** A failure with its sentence. @param detail added in brackets */
export function failure(kind: FailureKind, detail?: string): ExchangeFailure {
  const sentence = SENTENCE_OF_KIND[kind]
  return { kind, message: detail === undefined ? sentence : `${sentence} (${detail})` }
}

/** A failure on its way through code that throws. */
export class ExchangeError extends Error {
  readonly failure: ExchangeFailure

  constructor(failed: ExchangeFailure) {
    super(failed.message)
    this.failure = failed
  }
}

/** Classifies an error of undici or of a socket. */
export function failureOf(error: unknown): ExchangeFailure {
  if (error instanceof ExchangeError) return error.failure
  const code = systemCodeOf(error) ?? ''
  if (messageOf(error) === 'bad upgrade')
    return failure('unreadable-answer', 'it switches to another protocol without being asked')
  // undici gives no code for some of what its parser rejects.
  if (code.startsWith('HPE_') || (error instanceof Error && error.name === 'HTTPParserError')) {
    return failure('unreadable-answer', code === '' ? messageOf(error) : code)
  }
  const kind = TLS_CODE.test(code) ? 'tls' : (lookUp(KIND_OF_CODE, code) ?? 'network')
  if (code === '') return failure(kind, messageOf(error))
  return { ...failure(kind, kind === 'tls' ? tlsReason(code, messageOf(error)) : code), code }
}

/** The reason within OpenSSL's message, whose other parts are addresses and file names. */
function tlsReason(code: string, message: string): string {
  return /^(?:ERR_SSL_|EPROTO)/.test(code)
    ? (/:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? code)
    : message
}
