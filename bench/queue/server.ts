import { createServer } from 'node:http'

/**
 * A local endpoint in a process of its own: responds to every POST with 200 after its body was read, and counts what
 * arrived. Told `{ port }` when it listens; asked `'arrivals'`, it tells how often each webhook-id arrived.
 */
const arrivals = new Map<string, number>()
const times = new Map<string, number>()

const server = createServer((request, response) => {
  const id = String(request.headers['webhook-id'])
  request.resume().on('end', () => {
    arrivals.set(id, (arrivals.get(id) ?? 0) + 1)
    times.set(id, Date.now())
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"message":"thank you"}')
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
process.on('message', (question) => {
  if (question === 'arrivals') process.send?.({ arrivals: [...arrivals] })
  if (question === 'clear') arrivals.clear()
})
process.on('disconnect', () => process.exit(0))
