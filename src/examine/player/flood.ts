import type { ServerResponse } from 'node:http'

/** What a sender may take of a body before it is too much: more than the buffers of two kernels hold. */
export const FLOOD_BYTES = 32 * 1024 * 1024

const PIECE = Buffer.alloc(64 * 1024, 0x20)

/**
 * Responds with a body that would not end; gives up after {@link FLOOD_BYTES}.
 * @param onTaken called with the bytes that the sender took so far
 */
export async function flood(
  response: ServerResponse,
  status: number,
  onTaken: (bytes: number) => void,
): Promise<void> {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  let taken = 0
  while (taken < FLOOD_BYTES && !response.destroyed) {
    const isThrough = response.write(PIECE)
    if (!isThrough) await drained(response)
    if (response.destroyed) break
    taken += PIECE.length
    onTaken(taken)
  }
  response.destroy()
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })
}
