import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { connect } from 'node:tls'
import { contextsOf } from './secure-contexts.ts'
import { dial, type DialOptions, serverNameOf } from './dial.ts'

/**
 * Whether a server asks for a client certificate. Node does not tell, and what becomes of a connection without one differs:
 * an alert within the handshake (TLS 1.2), an alert after it, or just its end (TLS 1.3, and Node's own server). What the
 * client writes tells: it writes a `Certificate` message only where it was asked for one, an empty one if it has none.
 */
export async function asksForCertificate(url: URL, options: DialOptions): Promise<boolean> {
  const connection = await dial(url, options).catch(() => undefined)
  if (connection === undefined) return false
  const { tapped, written } = tap(connection)
  return new Promise((resolve) => {
    const socket = connect({
      socket: tapped,
      secureContext: contextsOf(options.route).forEndpoints,
      rejectUnauthorized: false,
      ...serverNameOf(url),
    })
    const end = (): void => {
      clearTimeout(timer)
      resolve(hasCertificate(written()))
      socket.destroy()
      connection.destroy()
    }
    const timer = setTimeout(end, options.timeoutMs)
    // The last message of the handshake is written after this event.
    socket.once('secureConnect', () => setImmediate(end))
    socket.on('error', end)
    socket.once('close', end)
  })
}

/** A connection whose outgoing bytes are kept. */
function tap(connection: Socket): { readonly tapped: Duplex; readonly written: () => Buffer } {
  const chunks: Buffer[] = []
  const tapped = new Duplex({
    read: () => void connection.resume(),
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk)
      connection.write(chunk, done)
    },
  })
  connection.on('data', (chunk) => tapped.push(chunk) || connection.pause())
  connection.on('end', () => tapped.push(null))
  connection.on('error', (error) => tapped.destroy(error))
  connection.on('close', () => tapped.destroy())
  return { tapped, written: () => Buffer.concat(chunks) }
}

const HANDSHAKE = 22
const ENCRYPTED = 23
const CERTIFICATE = 11
const RECORD_HEAD = 5

/**
 * Whether what a client wrote in a handshake holds a `Certificate` message: in TLS 1.2 it can be read (RFC 5246 §7.4.6); in
 * TLS 1.3 it is encrypted, and comes before the one encrypted record of every client, `Finished` (RFC 8446 §4.4).
 */
function hasCertificate(bytes: Buffer): boolean {
  let encrypted = 0
  for (
    let at = 0;
    at + RECORD_HEAD < bytes.length;
    at += RECORD_HEAD + bytes.readUInt16BE(at + 3)
  ) {
    const type = bytes[at]
    if (type === HANDSHAKE && bytes[at + RECORD_HEAD] === CERTIFICATE) return true
    if (type === ENCRYPTED) encrypted++
  }
  return encrypted > 1
}
