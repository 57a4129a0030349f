import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

export interface PortHolder {
  readonly pid: number
  /** What it was started as, without its options, which may hold secrets. */
  readonly command: string
}

/**
 * Which process listens on a TCP port of this machine, as far as this account may see it. Linux tells by /proc; elsewhere
 * the answer is `undefined`.
 */
export function findPortHolder(port: number): PortHolder | undefined {
  const sockets = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listening(table, port)),
  )
  if (sockets.size === 0) return undefined
  for (const pid of listOf('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const folder = `/proc/${pid}/fd`
    if (listOf(folder).some((fd) => sockets.has(linkOf(`${folder}/${fd}`)))) {
      return { pid: Number(pid), command: commandOf(pid) }
    }
  }
  return undefined
}

/** The sockets that listen on a port, as the descriptors of their processes name them. */
function listening(table: string, port: number): string[] {
  const LISTEN = '0A'
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return textOf(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && local?.endsWith(`:${wanted}`) === true)
    .map((fields) => `socket:[${fields[9]}]`)
}

function commandOf(pid: string): string {
  const words = textOf(`/proc/${pid}/cmdline`).split('\0')
  const options = words.findIndex((word) => word.startsWith('-'))
  return words
    .slice(0, options === -1 ? undefined : options)
    .slice(0, 3)
    .join(' ')
    .trim()
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function listOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
