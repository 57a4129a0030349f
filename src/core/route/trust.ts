import { X509Certificate } from 'node:crypto'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import type { DialOptions } from './dial.ts'
import { shakeHands } from './handshake.ts'
import { certificatesIn } from './pem.ts'
import { proxyFor } from './proxy.ts'
import type { Route } from './route.ts'

/** An authority that is trusted though Node does not come with it. */
export interface TrustedAuthority {
  /** As one line: `O=Example, CN=Example Root`. */
  readonly subject: string
  /** Of the certificate: 64 hexadecimal digits. */
  readonly sha256: string
  /** Where it was named. */
  readonly source: string
  /** The origins whose certificates are trusted because of it, and would not be without. */
  readonly neededFor: readonly string[]
}

/** What was special about the way to an endpoint: whoever relies on what was found has to know it. */
export interface RouteRecord {
  /** Host and port of each proxy that requests went through. */
  readonly proxies: readonly string[]
  /** What was shown to servers that ask for it. */
  readonly clientCertificate?: { readonly subject: string; readonly sha256: string }
  readonly authorities: readonly TrustedAuthority[]
}

const SYSTEM_STORE = 'the trust store of this machine'

/**
 * Looks at the way to some URLs. To learn which authorities are needed, each https origin is connected to once with nothing
 * but the authorities that Node comes with, if servers are to be asked at all.
 */
export async function recordRoute(
  urls: readonly URL[],
  options: DialOptions & { readonly asksServers: boolean },
): Promise<RouteRecord> {
  const { route, asksServers } = options
  const authorities = new Map(listedAuthorities(route).map((each) => [each.sha256, each]))
  const origins = new Map(
    urls
      .filter(({ protocol }) => asksServers && protocol === 'https:')
      .map((url) => [url.origin, url]),
  )
  const ofNode = origins.size === 0 ? undefined : contextOfNode(route)
  for (const [origin, url] of origins) {
    for (const needed of ofNode === undefined ? [] : await neededBy(url, ofNode, options)) {
      const known = authorities.get(needed.sha256) ?? needed
      authorities.set(known.sha256, { ...known, neededFor: [...known.neededFor, origin] })
    }
  }
  const certificate = route.clientCertificate?.certificate
  return {
    proxies: proxiesOf(urls, route),
    authorities: [...authorities.values()],
    ...(certificate === undefined
      ? {}
      : { clientCertificate: nameOf(new X509Certificate(certificate)) }),
  }
}

function proxiesOf(urls: readonly URL[], { proxies }: Route): string[] {
  const hosts = urls.flatMap((url) => {
    const proxy = proxyFor(proxies, url)
    return proxy === undefined || proxy.kind === 'unusable' ? [] : [proxy.host]
  })
  return [...new Set(hosts)].toSorted()
}

/** The authorities that were named, without those that Node comes with. */
function listedAuthorities({ authorities = [] }: Route): TrustedAuthority[] {
  const own = authorities.flatMap(({ pem, source }) =>
    certificatesIn(pem).map((text) => ({ text, source })),
  )
  if (own.length === 0) return []
  // By their text: a bundle of a system has a hundred of them, and to read one takes a millisecond.
  const known = new Set(rootCertificates.map(contentOf))
  return own
    .filter(({ text }) => !known.has(contentOf(text)))
    .map(({ text, source }) => ({ ...nameOf(new X509Certificate(text)), source, neededFor: [] }))
}

/** What is between the first and the last line of a PEM text, whatever its lines. */
function contentOf(pem: string): string {
  return pem.replaceAll(/-----[^-]+-----|\s/g, '')
}

function fingerprintsOfNode(): ReadonlySet<string> {
  return new Set(rootCertificates.map((text) => nameOf(new X509Certificate(text)).sha256))
}

function nameOf({ subject, fingerprint256 }: X509Certificate) {
  return {
    subject: subject.replaceAll('\n', ', '),
    sha256: fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

function contextOfNode({ clientCertificate }: Route): SecureContext {
  return createSecureContext({
    ca: [...rootCertificates],
    ...(clientCertificate === undefined
      ? {}
      : { cert: clientCertificate.certificate, key: clientCertificate.key.expose() }),
  })
}

/** The authorities that the certificate of a URL's host rests on, when those that Node comes with are not enough. */
async function neededBy(
  url: URL,
  ofNode: SecureContext,
  options: DialOptions,
): Promise<readonly TrustedAuthority[]> {
  const lenient = { rejectUnauthorized: false }
  const without = await shakeHands(url, { ...lenient, secureContext: ofNode }, options)
  if ('error' in without || without.isTrusted) return []
  const shown = await shakeHands(url, lenient, options)
  if ('error' in shown || !shown.isTrusted) return []
  const known = fingerprintsOfNode()
  const strangers = shown.chain.map(nameOf).filter(({ sha256 }) => !known.has(sha256))
  const named = listedAuthorities(options.route).filter(({ sha256 }) =>
    strangers.some((each) => each.sha256 === sha256),
  )
  if (named.length > 0) return named
  const last = strangers.at(-1)
  return last === undefined ? [] : [{ ...last, source: SYSTEM_STORE, neededFor: [] }]
}
