import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { writeGateway } from './gateway.ts'
import type { Stack } from './stacks.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const API_DESCRIPTION = fileURLToPath(new URL('../../../openapi/drop-ship.yaml', import.meta.url))
const LONGEST_START_MS = 30_000

export interface RunningStack {
  readonly url: string
  /** PEM of the certificate that its gateway shows. */
  readonly certificate?: string
  readonly close: () => Promise<void>
}

/** Starts a stack, with one mistake or none, and the gateway before it. */
export async function startStack(stack: Stack, mistake = ''): Promise<RunningStack> {
  const folder = mkdtempSync(join(tmpdir(), 'dropship-stack-'))
  const cwd = join(HERE, stack.folder)
  const inside = await freePort()
  const outside = stack.gateway === undefined ? inside : await freePort()
  const env = {
    ...process.env,
    API_DESCRIPTION,
    MISTAKE: mistake,
    PORT: String(inside),
    PYTHONDONTWRITEBYTECODE: '1',
    ...stack.environment?.(folder),
  }
  const children: ChildProcess[] = []
  const close = async (): Promise<void> => {
    await Promise.all(children.map(end))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const [builder, ...parameters] = stack.build?.(folder) ?? []
    if (builder !== undefined) execFileSync(builder, parameters, { cwd, stdio: 'inherit' })
    children.push(run(stack.start(inside, folder), cwd, env))
    await listening(inside, children)
    const gateway =
      stack.gateway && (await writeGateway(stack.gateway, folder, { inside, outside }))
    if (gateway !== undefined) {
      children.push(run(gateway.command, folder, env))
      await listening(outside, children)
    }
    const scheme = gateway?.certificate === undefined ? 'http://127.0.0.1' : 'https://localhost'
    return {
      url: `${scheme}:${outside}${stack.gateway?.prefix ?? ''}`,
      ...(gateway?.certificate === undefined ? {} : { certificate: gateway.certificate }),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** In a process group of its own: servers start workers. */
function run(
  [command = '', ...parameters]: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): ChildProcess {
  const isLoud = process.env.STACKS_DEBUG !== undefined
  return spawn(command, parameters, {
    cwd,
    env,
    detached: true,
    stdio: isLoud ? 'inherit' : 'ignore',
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    return
  }
  await ended
}

async function listening(port: number, children: readonly ChildProcess[]): Promise<void> {
  const deadline = Date.now() + LONGEST_START_MS
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(5000) })
      return
    } catch (error) {
      // A TLS port closes the connection, which proves that it listens.
      const { cause } = error as { cause?: { code?: string } }
      if (cause?.code !== undefined && cause.code !== 'ECONNREFUSED') return
      const ended = children.find(({ exitCode }) => exitCode !== null)
      if (ended !== undefined)
        throw new Error(`${ended.spawnfile} ended with ${ended.exitCode}`, { cause: error })
      if (Date.now() > deadline)
        throw new Error(`nothing listens on port ${port}`, { cause: error })
      await sleep(100)
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
