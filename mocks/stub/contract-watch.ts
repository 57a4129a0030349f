import { createHash } from 'node:crypto'
import { compileContract, type Contract } from '../../src/contract/index.ts'
import { defined, HarnessError, messageOf, readFileWithin } from '../../src/core/index.ts'
import { createFolderWatch } from './folder-watch.ts'

/** The result of an edit to the contract. */
export type ContractChange =
  | { readonly ok: true; readonly contract: Contract }
  /** The edit is invalid; the old contract stays in force. */
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

/** Editors write a file in several steps: changes within this time belong to one edit. */
const SETTLE_MS = 40

/**
 * Watches the contract's document and every file it refers to. An edit is compiled before it is put in force; an
 * invalid one is reported, and nothing changes.
 */
export function watchContract(options: ContractWatchOptions): ContractWatch {
  let { contract } = options
  const [root = ''] = contract.files
  const folders = createFolderWatch(() => touched())
  /** Digests of the files as they were last read, those of a rejected edit included. */
  let read = new Map(contract.files.map((file) => [file, digestOf(file)]))
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let isClosed = false

  const reload = async (): Promise<void> => {
    if (isClosed || [...read].every(([file, digest]) => digestOf(file) === digest)) return
    // Taken before the compiler reads the file: a later change is another edit.
    const reading = new Map<string, string>()
    try {
      const next = await compileContract(root, {
        ...defined({ refsWithin: contract.refsWithin }),
        shownAs: contract.file,
        onRead: (file) => void reading.set(file, digestOf(file)),
      })
      if (isClosed) return
      assertNothingBroke(next, contract)
      await options.replace(next)
      contract = next
      options.onChange({ ok: true, contract })
    } catch (error) {
      options.onChange({ ok: false, error: asHarnessError(error) })
    } finally {
      read = reading
      if (!isClosed) folders.watch([...contract.files, ...read.keys()])
    }
  }
  const touched = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(reload)
    }, SETTLE_MS)
  }
  folders.watch(contract.files)
  return {
    close: () => {
      isClosed = true
      clearTimeout(timer)
      folders.close()
    },
  }
}

/** An edit that breaks an operation is a mistake: what was served goes on being served. */
function assertNothingBroke(next: Contract, before: Contract): void {
  const known = new Set(before.excluded.map(({ id }) => id))
  const broken = next.excluded.find(({ kind, id }) => kind === 'broken' && !known.has(id))
  if (broken === undefined) return
  throw new HarnessError('CONTRACT_BROKEN', `The operation ${broken.id} is broken.`, {
    found: broken.reason,
    where: `${broken.file}:${broken.line}`,
    next: broken.next ?? 'correct the document; the old contract stays in force until then',
  })
}

/** A digest of the file's content, which tells an edit from a mere touch; the error's text if the file cannot be read. */
function digestOf(file: string): string {
  try {
    return createHash('sha256').update(readFileWithin(file)).digest('hex')
  } catch (error) {
    return messageOf(error)
  }
}

function asHarnessError(error: unknown): HarnessError {
  if (error instanceof HarnessError) return error
  return new HarnessError('CONTRACT_BROKEN', `The contract is broken: ${messageOf(error)}.`, {
    next: 'correct the document; the old contract stays in force until then',
    cause: error,
  })
}
