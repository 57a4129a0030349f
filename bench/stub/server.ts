import { createServer } from 'node:http'
import { startStub } from '../../mocks/stub/index.ts'

/**
 * One server in a process of its own: `stub`, or `limit`, a bare server that reads, parses and responds with a constant.
 * Tells `{ url, tokenUrl }` when it listens; asked `'cpu'` or `'memory'`, it tells what it has used.
 */
const [kind] = process.argv.slice(2)

if (kind === 'stub') {
  const stub = await startStub()
  process.send?.({ url: stub.url, tokenUrl: stub.tokenUrl })
} else {
  const body = '{"message":"Success"}'
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      JSON.parse(Buffer.concat(chunks).toString('utf8'))
      response.writeHead(200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': body.length,
      })
      response.end(body)
    })
  })
  server.keepAliveTimeout = 75_000
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    process.send?.({ url: `http://127.0.0.1:${port}` })
  })
}

process.on('message', (question) => {
  const { user, system } = process.cpuUsage()
  // Asked of the memory only: after garbage is collected, much of the code has to be compiled again.
  if (question === 'memory') globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  process.send?.({ cpuMs: (user + system) / 1000, rss, heapUsed })
})
process.on('disconnect', () => process.exit(0))
