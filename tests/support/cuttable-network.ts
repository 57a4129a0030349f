import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A network between a client and a port of this machine, which a test can disturb. */
export interface CuttableNetwork {
  readonly port: number
  /** Resets every connection, and rejects new ones until {@link CuttableNetwork.restore}. */
  cut(): void
  /** Loses everything that is sent, without a sign to either side, until {@link CuttableNetwork.restore}. */
  silence(): void
  restore(): void
  close(): Promise<void>
}

export async function cuttableNetwork(target: number): Promise<CuttableNetwork> {
  let state: 'whole' | 'cut' | 'silent' = 'whole'
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }
  const server = createServer((client) => {
    keep(client)
    if (state === 'cut') client.resetAndDestroy()
    if (state !== 'whole') return
    const remote = keep(connect(target, '127.0.0.1'))
    for (const [from, to] of [
      [client, remote],
      [remote, client],
    ] as const) {
      from.on('data', (bytes) => {
        if (state === 'whole') to.write(bytes)
      })
      from.on('close', () => to.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const drop = (): void => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      state = 'cut'
      drop()
    },
    silence: () => {
      state = 'silent'
    },
    restore: () => {
      if (state === 'silent') drop()
      state = 'whole'
    },
    close: async () => {
      drop()
      server.close()
      await once(server, 'close')
    },
  }
}
