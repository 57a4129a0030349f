import { connect } from 'node:net'

/** How a connection ended, and all that came over it. */
export interface SocketResponse {
  readonly text: string
  /** The first response's status, or `undefined` when none came. */
  readonly status: number | undefined
  /** Milliseconds until the connection ended. */
  readonly durationMs: number
  readonly end: 'closed' | 'reset'
}

/** Writes bytes to a URL's host and port, and collects what comes until the connection ends or `until` matches. */
export function sendRaw(
  url: string,
  pieces: readonly (string | Uint8Array)[],
  until?: RegExp,
): Promise<SocketResponse> {
  const { hostname, port } = new URL(url)
  const began = performance.now()
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) })
    let text = ''
    const finish = (end: SocketResponse['end']): void => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]
      socket.destroy()
      resolve({
        text,
        status: status === undefined ? undefined : Number(status),
        durationMs: performance.now() - began,
        end,
      })
    }
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1')
      if (until?.test(text) === true) finish('closed')
    })
    socket.on('error', () => finish('reset'))
    socket.on('close', () => finish('closed'))
    for (const piece of pieces) socket.write(piece)
  })
}
