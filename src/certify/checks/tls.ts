import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import type { Addresses } from '../../contract/index.ts'
import { messageOf } from '../../core/index.ts'
import type { Check, Outcome } from '../results/check.ts'
import { type Probe, skipped } from '../run/session.ts'

const EXPECTED = 'TLS 1.2 or newer, a trusted chain, and a certificate for this host name'

const IN_CLEAR = 'the URL is plain http; a live endpoint has to be https'

/** One scheme, host and port of the endpoint, with the operations that lie there. */
interface Host {
  readonly url: URL
  readonly operations: readonly string[]
  /** Within a check's id; empty where there is one host. */
  readonly name: string
}

/** What the handshake with each https host shows; an http address beside https ones is named. */
export function tlsProbe(addresses: Addresses, certificateAuthority: string | undefined): Probe {
  const hosts = hostsOf(addresses)
  const isMixed = hosts.some(({ url }) => url.protocol === 'https:')
  return {
    name: 'TLS',
    checks: hosts.flatMap((host) => checksOf(host)),
    requests: 0,
    run: async (session) => {
      const { timeoutMs } = session.options
      for (const host of hosts) {
        const [shown, old] = checksOf(host)
        const isHttps = host.url.protocol === 'https:'
        session.report(
          shown.id,
          isHttps
            ? await handshake(host.url, timeoutMs, certificateAuthority)
            : isMixed
              ? inClear(host)
              : skipped(EXPECTED, IN_CLEAR),
        )
        session.report(
          old.id,
          isHttps ? await oldVersions(host.url, timeoutMs) : skipped('no TLS 1.1', IN_CLEAR),
        )
      }
    },
  }
}

function hostsOf({ enabled }: Addresses): Host[] {
  const byOrigin = new Map<string, string[]>()
  for (const { url, operation } of enabled) {
    const { origin } = new URL(url)
    byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), operation])
  }
  return [...byOrigin].map(([origin, operations]) => {
    const url = new URL(origin)
    return { url, operations, name: byOrigin.size === 1 ? '' : origin }
  })
}

function checksOf({ name }: Host): readonly [Check, Check] {
  const check = (id: string, title: string): Check => ({
    id: name === '' ? id : `${id}/${name}`,
    title: name === '' ? title : `${title} (${name})`,
    requirement: 'DS-TLS-01',
    level: 'resilient',
  })
  return [
    check('tls/handshake', 'shows a trusted certificate for its name over TLS 1.2 or newer'),
    check('tls/old-versions', 'refuses TLS 1.1 and older'),
  ]
}

function inClear({ url, operations }: Host): Outcome {
  return {
    status: 'warned',
    expected: EXPECTED,
    actual: `${url.origin} is plain http beside https addresses: ${operations.join(', ')} ${operations.length === 1 ? 'travels' : 'travel'} unencrypted`,
    fix: 'host these operations at https addresses too',
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
