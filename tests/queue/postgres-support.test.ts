import { connect } from 'node:net'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { startPostgres } from '../support/postgres.ts'

const responds = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

it('a PostgreSQL server ends with the process that started it, however that ends', async () => {
  const server = await startPostgres()
  expect(await responds(server.port)).toBe(true)
  // What the operating system does when the process is killed.
  server.supervisor.stdin?.destroy()
  await once(server.supervisor, 'exit')
  expect(await responds(server.port)).toBe(false)
})
