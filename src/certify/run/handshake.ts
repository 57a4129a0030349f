import { isIP } from 'node:net'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { messageOf } from '../../core/index.ts'

/** What came of a TLS handshake: the protocol that was spoken, or why there is none. */
export interface Handshake {
  readonly protocol?: string | null
  readonly error?: string
}

/** Shakes hands with the host of a URL, and closes the connection. */
export function shakeHands(
  url: URL,
  timeoutMs: number,
  options: ConnectionOptions,
): Promise<Handshake> {
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
