import { type ChildProcess, spawn } from 'node:child_process'
import {
  copyFileSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  rmSync,
  type WriteStream,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { closeServer, HarnessError, listen, messageOf } from '../../src/core/index.ts'
import { findPrism } from './find.ts'

export interface PrismOptions {
  /** The contract's files, its document first. */
  readonly files: readonly string[]
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** The option that chooses the port, as it is named in errors. */
  readonly portOption: string
  /** What Prism prints goes there. */
  readonly log: string
  /** Called with a sentence when Prism ends though nobody told it to. */
  readonly onUnexpectedExit: (sentence: string) => void
}

/** A running Prism. */
export interface Prism {
  readonly url: string
  /** Starts it anew with the contract as its files are now. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Prism loads hundreds of modules before it listens. */
const READY_MS = 60_000
const GRACE_MS = 2000
const LAST_LINES = 5

/**
 * Starts the real Prism as a process of its own and waits until it listens.
 *
 * @throws HarnessError MISSING_PACKAGE, PORT_IN_USE, ADDRESS_UNAVAILABLE, FILE_UNWRITABLE, ENGINE_FAILED with Prism's last lines
 */
export async function startPrism(options: PrismOptions): Promise<Prism> {
  const program = findPrism()
  if (program === undefined) {
    throw new HarnessError('MISSING_PACKAGE', 'Prism is not installed.', {
      next: 'npm install --save-dev @stoplight/prism-cli',
    })
  }
  const url = await freeUrl(options)
  const log = await openLog(options.log)
  const document = workingCopy(options.files)
  const start = (): Promise<ChildProcess> => run(program, document.path, url, log, options)
  let child = await start().catch((error: unknown) => {
    document.remove()
    log.destroy()
    throw error
  })
  return {
    url,
    restart: async () => {
      await stop(child)
      document.refresh()
      child = await start()
    },
    close: async () => {
      await stop(child)
      document.remove()
      log.end()
    },
  }
}

/** Prism says little about a port that is taken, so the port is tried before. */
async function freeUrl(options: PrismOptions): Promise<string> {
  const probe = createServer()
  const url = await listen(probe, options)
  await closeServer(probe, 0)
  return url
}

interface WorkingCopy {
  readonly path: string
  refresh(): void
  remove(): void
}

/**
 * Prism watches its document, and ends, with exit code 0, when a broken one is saved. So it gets a copy, which changes only
 * when the contract was found to be whole. A document that refers to other files cannot be moved away from them.
 */
function workingCopy(files: readonly string[]): WorkingCopy {
  const [root = ''] = files
  if (files.length > 1) return { path: root, refresh: () => undefined, remove: () => undefined }
  const folder = mkdtempSync(join(tmpdir(), 'dropship-prism-'))
  const path = join(folder, basename(root))
  const refresh = (): void => copyFileSync(root, path)
  refresh()
  return { path, refresh, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

async function openLog(file: string): Promise<WriteStream> {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const log = createWriteStream(file)
    await new Promise<void>((resolve, reject) => {
      log.once('open', () => resolve())
      log.once('error', reject)
    })
    log.on('error', () => undefined)
    return log
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', `Prism's output cannot be written to ${file}.`, {
      found: messageOf(error),
      where: file,
      next: 'run the command in a folder that can be written to',
      cause: error,
    })
  }
}

const stopping = new WeakSet<ChildProcess>()

function run(
  program: string,
  document: string,
  url: string,
  log: WriteStream,
  { onUnexpectedExit }: PrismOptions,
): Promise<ChildProcess> {
  const { hostname, port } = new URL(url)
  const host = hostname.replaceAll(/^\[|\]$/g, '')
  const child = spawn(
    process.execPath,
    [program, 'mock', document, '--port', port, '--host', host],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  // Whatever ends this process ends Prism: an orphan would keep the port.
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  let tail = ''
  return new Promise((resolve, reject) => {
    let isReady = false
    const timer = setTimeout(() => {
      kill()
      reject(failed(`it did not listen within ${READY_MS / 1000} s`, tail))
    }, READY_MS)
    const hear = (text: string): void => {
      log.write(text)
      tail = (tail + text).slice(-4000)
      if (isReady || !tail.includes('Prism is listening on')) return
      isReady = true
      clearTimeout(timer)
      resolve(child)
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.once('error', (error) => reject(failed(error.message, tail)))
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      process.off('exit', kill)
      const how = `it ended with ${signal ?? `exit code ${code}`}`
      if (!isReady) reject(failed(how, tail))
      else if (!stopping.has(child)) onUnexpectedExit(`Prism is gone: ${how}. ${lastLines(tail)}`)
    })
  })
}

function failed(why: string, tail: string): HarnessError {
  return new HarnessError('ENGINE_FAILED', `Prism did not start: ${why}.`, {
    found: lastLines(tail),
    next: 'see whether the contract is one that Prism takes: npx prism mock FILE',
  })
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-LAST_LINES).join(' / ')
}

/** Asks first, and insists after a while. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  stopping.add(child)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
  await ended
  clearTimeout(timer)
}
