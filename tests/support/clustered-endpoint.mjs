import cluster from 'node:cluster'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'

const WORKERS = 2

/**
 * An endpoint of two processes behind one port, as `node:cluster` runs them: each keeps the tokens that it issued in its
 * own memory. It prints its port, and ends with its standard input.
 */
if (cluster.isPrimary) {
  let listening = 0
  cluster.on('listening', (_worker, { port }) => {
    listening++
    if (listening === WORKERS) process.stdout.write(`${port}\n`)
  })
  for (let worker = 0; worker < WORKERS; worker++) cluster.fork()
  process.stdin.resume().once('end', () => process.exit(0))
} else serve()

function serve() {
  const issued = new Set()
  const server = createServer((request, response) => {
    request.resume().once('end', () => respondTo(request, response))
  })
  const respondTo = (request, response) => {
    const respond = (status, body, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body))
    if (request.url === '/oauth/token') {
      const token = randomBytes(16).toString('hex')
      issued.add(token)
      const body = { access_token: token, token_type: 'Bearer', expires_in: 3600 }
      respond(200, body, { 'cache-control': 'no-store' })
      return
    }
    const [, token] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? []
    if (!issued.has(token)) respond(401, {}, { 'www-authenticate': 'Bearer' })
    else respond(200, {})
  }
  // The same free port in each of them.
  server.listen(0, '127.0.0.1')
}
