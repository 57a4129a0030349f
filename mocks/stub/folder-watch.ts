import { type FSWatcher, realpathSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Watches files by their folders, because many editors replace a file instead of writing to it. */
export interface FolderWatch {
  /** Watches these files from now on, instead of the earlier ones; a file may still be missing. */
  watch(files: readonly string[]): void
  close(): void
}

/** @param touched called whenever one of the files may have changed */
export function createFolderWatch(touched: () => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>()
  /** Names of files by their folders: other files written there, such as a journal, are not edits. */
  let names = new Map<string, Set<string>>()
  const stop = (folder: string): void => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
  const start = (folder: string): void => {
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name === null || names.get(folder)?.has(name) === true) touched()
      })
      watcher.on('error', () => stop(folder))
      watchers.set(folder, watcher)
    } catch {
      // The folder does not exist: once it is created, the document has to be saved again.
    }
  }
  return {
    watch: (files) => {
      names = new Map()
      for (const file of new Set(files.flatMap((each) => [each, realPathOf(each)]))) {
        const folder = dirname(file)
        names.set(folder, (names.get(folder) ?? new Set()).add(basename(file)))
      }
      for (const folder of watchers.keys()) if (!names.has(folder)) stop(folder)
      for (const folder of names.keys()) if (!watchers.has(folder)) start(folder)
    },
    close: () => {
      for (const folder of watchers.keys()) stop(folder)
    },
  }
}

/** The target of a link: the file that is edited. */
function realPathOf(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}
