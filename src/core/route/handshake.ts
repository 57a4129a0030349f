import { X509Certificate } from 'node:crypto'
import { connect, type ConnectionOptions, type DetailedPeerCertificate } from 'node:tls'
import { messageOf } from '../errors.ts'
import { dial, type DialOptions, serverNameOf } from './dial.ts'
import { contextsOf } from './secure-contexts.ts'

/** What a TLS handshake has shown. */
export interface Handshake {
  /** `TLSv1.3`. */
  readonly protocol: string
  /** Whether the chain and the name are trusted; true unless it was allowed not to be. */
  readonly isTrusted: boolean
  /** The server's own certificate first; last the one that it rests on. */
  readonly chain: readonly X509Certificate[]
}

export interface FailedHandshake {
  readonly error: string
  /** Whether there was a connection to shake hands on. */
  readonly hadConnection: boolean
}

/**
 * Makes one TLS connection to a URL's host, and ends it after the handshake.
 * @param settings of the handshake; what is trusted comes from the route, unless they have a context of their own
 */
export async function shakeHands(
  url: URL,
  settings: ConnectionOptions,
  options: DialOptions,
): Promise<Handshake | FailedHandshake> {
  const connection = await dial(url, options).catch((error: unknown) => messageOf(error))
  if (typeof connection === 'string') return { error: connection, hadConnection: false }
  return new Promise((resolve) => {
    const socket = connect({
      socket: connection,
      ...serverNameOf(url),
      ...('ciphers' in settings ? {} : { secureContext: contextsOf(options.route).forEndpoints }),
      ...settings,
    })
    const end = (shown: Handshake | FailedHandshake): void => {
      clearTimeout(timer)
      resolve(shown)
      socket.destroy()
      connection.destroy()
    }
    const fail = (error: string): void => end({ error, hadConnection: true })
    const timer = setTimeout(() => fail('no handshake within the time limit'), options.timeoutMs)
    socket.once('secureConnect', () => {
      end({
        protocol: socket.getProtocol() ?? 'TLS',
        isTrusted: socket.authorized,
        chain: chainOf(socket.getPeerCertificate(true)),
      })
    })
    socket.on('error', (error) => fail(messageOf(error)))
    socket.once('close', () => fail('the connection was closed during the handshake'))
  })
}

const LONGEST_CHAIN = 20

function chainOf(first: DetailedPeerCertificate): X509Certificate[] {
  const chain: X509Certificate[] = []
  let current: DetailedPeerCertificate | undefined = first
  while (current?.raw !== undefined && chain.length < LONGEST_CHAIN) {
    chain.push(new X509Certificate(current.raw))
    // An authority that vouches for itself is its own issuer.
    const next: DetailedPeerCertificate | undefined = current.issuerCertificate
    current = next === current ? undefined : next
  }
  return chain
}
