import { watch } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { type ExitCode, HarnessError, messageOf } from '../../core/index.ts'
import type { Context } from '../context.ts'

/** An editor writes a file in several steps, and a build many files. */
const SETTLE_MS = 300
/** What tools write while an endpoint runs. */
const IGNORED = new Set(['node_modules', '.git', '.dropship', 'dist', 'build', 'coverage'])

export interface Watching {
  readonly folder: string
  /** Where the runs themselves write; absent: nowhere. */
  readonly out?: string
}

/**
 * Runs once, and again whenever a file below the folder changes, until the command is stopped.
 * @returns the exit code of the last complete run
 * @throws HarnessError FILE_UNREADABLE for a folder that cannot be watched
 */
export async function runAtEachChange(
  { folder, out }: Watching,
  run: () => Promise<ExitCode>,
  { signal, stderr, clock }: Context,
): Promise<ExitCode> {
  let hasChanged = false
  let wake = (): void => undefined
  const change = (): void => {
    hasChanged = true
    wake()
  }
  const root = resolve(folder)
  const ignored = out === undefined ? undefined : relative(root, resolve(out))
  const watcher = openWatcher(folder, (name) => {
    if (isRelevant(name, ignored)) change()
  })
  signal.addEventListener('abort', change)
  try {
    for (;;) {
      hasChanged = false
      const exitCode = await run()
      if (signal.aborted) return exitCode
      stderr.write(`Watching ${folder} for changes; stop with Ctrl+C.\n`)
      if (!hasChanged) await new Promise<void>((woken) => (wake = woken))
      if (signal.aborted) return exitCode
      await clock.sleep(SETTLE_MS, signal).catch(() => undefined)
    }
  } finally {
    signal.removeEventListener('abort', change)
    watcher.close()
  }
}

function openWatcher(folder: string, onChange: (name: string) => void): { close(): void } {
  try {
    const watcher = watch(folder, { recursive: true }, (_event, name) => onChange(name ?? ''))
    // A folder below it may go while it is read.
    return watcher.on('error', () => undefined)
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', `The folder ${folder} cannot be watched.`, {
      found: messageOf(error),
      where: '--watch',
      next: "name the folder of the endpoint's source: --watch src",
      cause: error,
    })
  }
}

function isRelevant(name: string, out: string | undefined): boolean {
  if (name.split(sep).some((step) => IGNORED.has(step))) return false
  const isOut = out !== undefined && out !== '' && !isAbsolute(out)
  return !(isOut && (name === out || name.startsWith(`${out}${sep}`)))
}
