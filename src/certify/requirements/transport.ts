import type { Addresses } from '../../contract/index.ts'
import { type DialOptions, recordRoute, type Route, shakeHands } from '../../core/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import { requirement } from '../results/requirement.ts'
import { check, type Executable, type Group, group } from '../run/group.ts'
import type { Session } from '../run/session.ts'

/** One scheme, host and port of the endpoint, with the operations that are there. */
interface Host {
  readonly url: URL
  readonly operations: readonly string[]
  /** Within a check's id; empty where there is one host. */
  readonly name: string
}

const tls = requirement({
  id: 'DS-TLS-01',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'An https endpoint speaks TLS 1.2 or newer, with a trusted chain and a certificate for its host name.',
  source: 'documented for all such webhooks: TLS 1.2 or newer with a publicly trusted chain',
})

/** @param isMixed whether another host of the endpoint is https */
function speaksTls(host: Host, isMixed: boolean, route: Route): Executable[] {
  const suffix = host.name === '' ? '' : ` (${host.name})`
  const id = (name: string): string => (host.name === '' ? name : `${name}/${host.name}`)
  const isHttps = host.url.protocol === 'https:'
  return [
    check(tls, {
      id: id('handshake'),
      title: `shows a trusted certificate for its name over TLS 1.2 or newer${suffix}`,
      expected: 'TLS 1.2 or newer, a trusted chain, and a certificate for this host name',
      fix: 'install the whole chain of a publicly trusted certificate for this host name',
      requests: 0,
      unless: () => (isHttps || isMixed ? undefined : UNENCRYPTED),
      run: async (session) =>
        isHttps ? modernTls(host, dialing(session, route)) : besideHttps(host),
    }),
    check(tls, {
      id: id('public-trust'),
      title: `shows a chain that public authorities vouch for${suffix}`,
      expected:
        'a chain that the authorities which Node comes with vouch for, as the sender trusts them',
      fix: 'install a certificate of a public authority, or waive this check with the reason (--waivers)',
      requests: 0,
      unless: () => (isHttps ? undefined : UNENCRYPTED),
      run: (session) => publicTrust(host, dialing(session, route)),
    }),
    check(tls, {
      id: id('old-versions'),
      title: `rejects TLS 1.1 and older${suffix}`,
      expected: 'no handshake with TLS 1.1 or older',
      fix: 'switch TLS 1.1 and older off',
      requests: 0,
      unless: () => (isHttps ? undefined : UNENCRYPTED),
      run: (session) => oldTls(host, dialing(session, route)),
    }),
  ]
}

const UNENCRYPTED = skipped('the URL is plain http; a live endpoint has to be https')

function dialing({ options }: Session, route: Route): DialOptions {
  return { route, timeoutMs: options.timeoutMs }
}

async function modernTls({ url }: Host, options: DialOptions): Promise<Outcome> {
  const shown = await shakeHands(url, {}, options)
  return 'error' in shown
    ? { status: 'failed', actual: shown.error }
    : { status: 'passed', actual: shown.protocol }
}

/** An authority that only this machine or this run was told of is not known to the sender. */
async function publicTrust({ url }: Host, options: DialOptions): Promise<Outcome> {
  const { authorities } = await recordRoute([url], { ...options, asksServers: true })
  const needed = authorities.find(({ neededFor }) => neededFor.length > 0)
  if (needed === undefined) return { status: 'passed', actual: 'no other authority was needed' }
  const { subject, source, sha256 } = needed
  return {
    status: 'failed',
    actual: `its chain is trusted here only because of ${subject} of ${source} (SHA-256 ${sha256})`,
  }
}

async function oldTls({ url }: Host, options: DialOptions): Promise<Outcome> {
  const old = {
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    rejectUnauthorized: false,
    // Old versions need algorithms that OpenSSL only offers at its lowest security level.
    ciphers: 'DEFAULT@SECLEVEL=0',
  } as const
  const shown = await shakeHands(url, old, options)
  if (!('error' in shown)) return { status: 'failed', actual: `spoke ${shown.protocol}` }
  return shown.hadConnection
    ? { status: 'passed', actual: 'rejected' }
    : skipped(`there was no connection: ${shown.error}`)
}

function besideHttps({ url, operations }: Host): Outcome {
  return {
    status: 'warned',
    actual: `${url.origin} is plain http beside https addresses: ${operations.join(', ')} ${operations.length === 1 ? 'travels' : 'travel'} unencrypted`,
    fix: 'host these operations at https addresses too',
  }
}

export const TRANSPORT = [tls]

/** What the handshake with each https host shows; an http address beside https ones is named. */
export function transportGroup(addresses: Addresses, route: Route): Group {
  const hosts = hostsOf(addresses)
  const isMixed = hosts.some(({ url }) => url.protocol === 'https:')
  return group({
    name: 'TLS',
    ids: 'tls',
    checks: hosts.flatMap((host) => speaksTls(host, isMixed, route)),
  })
}

function hostsOf({ enabled }: Addresses): Host[] {
  const byOrigin = new Map<string, string[]>()
  for (const { url, operation } of enabled) {
    const { origin } = new URL(url)
    byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), operation])
  }
  return [...byOrigin].map(([origin, operations]) => ({
    url: new URL(origin),
    operations,
    name: byOrigin.size === 1 ? '' : origin,
  }))
}
