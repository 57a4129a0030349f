import { createHash } from 'node:crypto'
import { type FSWatcher, readFileSync, watch } from 'node:fs'
import { dirname } from 'node:path'
import { compileContract, type Contract } from '../../src/contract/index.ts'
import { HarnessError, messageOf } from '../../src/core/index.ts'

/** What became of an edit to the contract. */
export type ContractChange =
  | { readonly ok: true; readonly contract: Contract }
  /** The old contract stays in force. */
  | { readonly ok: false; readonly error: HarnessError }

export interface ContractWatchOptions {
  readonly contract: Contract
  /** Puts the compiled contract in force. */
  readonly replace: (contract: Contract) => Promise<void>
  readonly onChange: (change: ContractChange) => void
}

export interface ContractWatch {
  close(): void
}

/** Editors write a file in several steps: what follows within this time belongs to one edit. */
const SETTLE_MS = 40

/**
 * Watches the contract's document and every file it refers to. An edit is compiled first and put in force then; a
 * broken one is reported, and nothing changes.
 */
export function watchContract(options: ContractWatchOptions): ContractWatch {
  let { contract } = options
  const watchers = new Map<string, FSWatcher>()
  let seen = fingerprint(contract.files)
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let isClosed = false

  const reload = async (): Promise<void> => {
    const now = fingerprint(contract.files)
    if (isClosed || now === seen) return
    seen = now
    const [root = ''] = contract.files
    try {
      const next = await compileContract(root, contract.file)
      if (isClosed) return
      await options.replace(next)
      contract = next
      seen = fingerprint(contract.files)
      watchFolders()
      options.onChange({ ok: true, contract })
    } catch (error) {
      options.onChange({ ok: false, error: asHarnessError(error) })
    }
  }
  const touched = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(reload)
    }, SETTLE_MS)
  }
  /** Folders instead of files: many editors put a new file in the place of the old one. */
  const watchFolders = (): void => {
    const folders = new Set(contract.files.map((file) => dirname(file)))
    for (const [folder, watcher] of watchers) {
      if (folders.has(folder)) continue
      watcher.close()
      watchers.delete(folder)
    }
    for (const folder of folders) {
      if (watchers.has(folder)) continue
      const watcher = watch(folder, touched)
      watcher.on('error', () => watcher.close())
      watchers.set(folder, watcher)
    }
  }
  watchFolders()
  return {
    close: () => {
      isClosed = true
      clearTimeout(timer)
      for (const watcher of watchers.values()) watcher.close()
    },
  }
}

/** Of the files' contents: what tells an edit from a mere touch. */
function fingerprint(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) {
    try {
      hash.update(readFileSync(file))
    } catch (error) {
      hash.update(messageOf(error))
    }
    hash.update('\0')
  }
  return hash.digest('hex')
}

function asHarnessError(error: unknown): HarnessError {
  if (error instanceof HarnessError) return error
  return new HarnessError('CONTRACT_BROKEN', `The contract is broken: ${messageOf(error)}.`, {
    next: 'correct the document; the old contract stays in force until then',
    cause: error,
  })
}
