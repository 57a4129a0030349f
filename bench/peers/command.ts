import { spawn } from 'node:child_process'
import { once } from 'node:events'

const LIMIT_MS = 180_000

export interface Ended {
  readonly code: number | null
  readonly output: string
}

/** Runs a tool in a folder; what it prints is kept up to 4 MB, and after three minutes it is ended. */
export async function runCommand(
  command: string,
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  })
  const chunks: Buffer[] = []
  let length = 0
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      if (length < 4_000_000) chunks.push(chunk)
      length += chunk.length
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output: Buffer.concat(chunks).toString('utf8') }
}

/** The version that a tool on the PATH prints, or `undefined` where there is none. */
export async function versionOf(
  command: string,
  args: readonly string[],
): Promise<string | undefined> {
  try {
    const { output } = await runCommand(command, args, '.')
    return /\d+(?:\.\d+)+/.exec(output)?.[0]
  } catch {
    return undefined
  }
}
