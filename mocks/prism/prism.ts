import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { createServer } from 'node:http'
import { dirname } from 'node:path'
import { closeServer, HarnessError, listen, messageOf } from '../../src/core/index.ts'
import { type PrismProcess, startChild } from './child.ts'
import { findPrism } from './find.ts'
import { copyOf, type WorkingCopy } from './working-copy.ts'

export interface PrismOptions {
  /** The contract's files, absolute, its document first. */
  readonly files: readonly string[]
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** The option that sets the port, for error messages. */
  readonly portOption: string
  /** The environment of Prism's process. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The file for Prism's output. */
  readonly log: string
  /** Called with a sentence when Prism ends without being stopped. */
  readonly onUnexpectedExit: (sentence: string) => void
  /** Ends it at once while it starts; once it listens, `close` does. */
  readonly signal?: AbortSignal
}

/** A running Prism. */
export interface Prism {
  readonly url: string
  /**
   * Restarts Prism with a changed contract. If Prism rejects it, Prism runs again with the previous contract.
   *
   * @param files as in {@link PrismOptions}
   * @throws HarnessError ENGINE_FAILED with Prism's last lines
   */
  restart(files: readonly string[]): Promise<void>
  /** Waits for a restart in progress. */
  close(): Promise<void>
}

/**
 * Starts the real Prism as a separate process and waits until it listens.
 *
 * @throws HarnessError MISSING_PACKAGE, PORT_IN_USE, ADDRESS_UNAVAILABLE, FILE_UNWRITABLE, ENGINE_FAILED with Prism's last lines,
 * STOPPED when the signal came first
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
  const { env, onUnexpectedExit, signal } = options
  const start = (copy: WorkingCopy): Promise<PrismProcess> =>
    startChild({
      program,
      document: copy.path,
      url,
      env,
      write: (text) => void log.write(text),
      onUnexpectedExit,
      signal,
    })
  const first = copyOf(options.files)
  let current = await start(first).then(
    (process) => ({ process, copy: first }),
    (error: unknown) => {
      first.remove()
      log.destroy()
      throw error
    },
  )
  /** Replaces the contract in force, and restores it if Prism rejects the new one. */
  const change = async (files: readonly string[]): Promise<void> => {
    const copy = copyOf(files)
    await current.process.stop()
    try {
      const process = await start(copy)
      current.copy.remove()
      current = { process, copy }
    } catch (error) {
      copy.remove()
      current = { ...current, process: await start(current.copy) }
      throw error
    }
  }
  // One at a time: a process started during a change would never be stopped.
  let running: Promise<unknown> = Promise.resolve()
  return {
    url,
    restart: (files) => {
      const changed = running.then(() => change(files))
      running = changed.catch(() => undefined)
      return changed
    },
    close: async () => {
      await running
      await current.process.stop()
      current.copy.remove()
      log.end()
    },
  }
}

/** Prism's own error for a port in use is unclear, so the port is tested first. */
async function freeUrl(options: PrismOptions): Promise<string> {
  const probe = createServer()
  const url = await listen(probe, options)
  await closeServer(probe, 0)
  return url
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
