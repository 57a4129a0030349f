import { request } from 'node:http'

export interface Post {
  /** The request's target as it is written; default: that of the URL. */
  readonly target?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Sends the body without saying how long it is. */
  readonly isChunked?: boolean
}

export interface Posted {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly text: string
}

/** Posts what a client library would not send: any target, any header, or none. */
export function post(
  url: string,
  { target, headers = {}, body = '', isChunked = false }: Post,
): Promise<Posted> {
  const { hostname, port, pathname, search } = new URL(url)
  const bytes = Buffer.from(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: hostname.replace(/^\[|\]$/g, ''),
        port,
        method: 'POST',
        path: target ?? `${pathname}${search}`,
        agent: false,
        headers: {
          ...headers,
          ...(isChunked
            ? { 'transfer-encoding': 'chunked' }
            : { 'content-length': String(bytes.length) }),
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          })
        })
      },
    )
    sent.on('error', reject)
    sent.end(bytes)
  })
}
