import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A framework's endpoint that listens on a free port of the loopback interface. */
export interface RunningFramework {
  readonly port: number
  readonly close: () => Promise<void>
}

/** Waits until a server listens. */
export async function running(server: Server): Promise<RunningFramework> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
