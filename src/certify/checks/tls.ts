import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { messageOf } from '../../core/index.ts'
import type { Outcome } from '../results/check.ts'
import { type Probe, skipped } from '../run/session.ts'

const EXPECTED = 'TLS 1.2 or newer, a trusted chain, and a certificate for this host name'

/** Where the URL is https: what the handshake shows. */
export function tlsProbe(baseUrl: string, certificateAuthority: string | undefined): Probe {
  const url = new URL(baseUrl)
  const check = (id: string, title: string) =>
    ({ id, title, requirement: 'DS-TLS-01', level: 'resilient' }) as const
  return {
    name: 'TLS',
    checks: [
      check('tls/handshake', 'shows a trusted certificate for its name over TLS 1.2 or newer'),
      check('tls/old-versions', 'refuses TLS 1.1 and older'),
    ],
    requests: 0,
    run: async (session) => {
      const isHttps = url.protocol === 'https:'
      const { timeoutMs } = session.options
      const reason = 'the URL is plain http; a live endpoint has to be https'
      session.report(
        'tls/handshake',
        isHttps ? await handshake(url, timeoutMs, certificateAuthority) : skipped(EXPECTED, reason),
      )
      session.report(
        'tls/old-versions',
        isHttps ? await oldVersions(url, timeoutMs) : skipped('no TLS 1.1', reason),
      )
    },
  }
}

interface Handshake {
  readonly protocol?: string | null
  readonly error?: string
}

function open(url: URL, timeoutMs: number, options: object): Promise<Handshake> {
  const host = url.hostname.replaceAll(/^\[|\]$/g, '')
  return new Promise((resolve) => {
    const socket: TLSSocket = connect({
      host,
      port: Number(url.port === '' ? 443 : url.port),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      timeout: timeoutMs,
      ...options,
    })
    const end = (result: Handshake): void => {
      socket.destroy()
      resolve(result)
    }
    socket.once('secureConnect', () => end({ protocol: socket.getProtocol() }))
    socket.once('error', (error) => end({ error: messageOf(error) }))
    socket.once('timeout', () => end({ error: 'no handshake within the time limit' }))
    socket.once('close', () => end({ error: 'the connection was closed during the handshake' }))
  })
}

async function handshake(url: URL, timeoutMs: number, ca: string | undefined): Promise<Outcome> {
  const { protocol, error } = await open(url, timeoutMs, {
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca }),
  })
  if (error !== undefined)
    return {
      status: 'failed',
      expected: EXPECTED,
      actual: error,
      fix: 'install the whole chain of a publicly trusted certificate for this host name',
    }
  return { status: 'passed', expected: EXPECTED, actual: protocol ?? 'TLS' }
}

async function oldVersions(url: URL, timeoutMs: number): Promise<Outcome> {
  const expected = 'no handshake with TLS 1.1 or older'
  const { protocol, error } = await open(url, timeoutMs, {
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    rejectUnauthorized: false,
    // Old versions need algorithms that OpenSSL only offers at its lowest security level.
    ciphers: 'DEFAULT@SECLEVEL=0',
  })
  if (error !== undefined) return { status: 'passed', expected, actual: 'refused' }
  return {
    status: 'failed',
    expected,
    actual: `spoke ${protocol ?? 'an old version'}`,
    fix: 'switch TLS 1.1 and older off',
  }
}
