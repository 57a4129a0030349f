import { createServer } from 'node:http'
import { listening } from './http-servers.ts'

/** An endpoint that keeps the bytes of each request, and responds as configured. */
export interface RawEndpoint {
  readonly url: string
  readonly received: readonly Buffer[]
  /** The response from now on; 200 at first. */
  status: number
}

/** Closed by `closeAll` of `http-servers.ts`. */
export async function startRawEndpoint(): Promise<RawEndpoint> {
  const received: Buffer[] = []
  const endpoint = { url: '', received, status: 200 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push(Buffer.concat(chunks))
      response.writeHead(endpoint.status).end()
    })
  })
  endpoint.url = `http://127.0.0.1:${await listening(server)}`
  return endpoint
}
