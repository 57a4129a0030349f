import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface ScriptedResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface ScriptedEndpoint {
  readonly url: string
  readonly received: readonly Received[]
  close(): Promise<void>
}

/** A local server that responds as `script` says and keeps what it received. */
export async function startScriptedEndpoint(
  script: (request: Received, index: number) => ScriptedResponse | Promise<ScriptedResponse>,
): Promise<ScriptedEndpoint> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body }
      const index = received.push(one) - 1
      void Promise.resolve(script(one, index)).then((scripted) =>
        response
          .writeHead(scripted.status, { 'Content-Type': 'application/json', ...scripted.headers })
          .end(JSON.stringify(scripted.body ?? {})),
      )
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    received,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
