import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

/** Files in a folder of their own, placed among each other as they are. */
export interface WorkingCopy {
  /** Of the document. */
  readonly path: string
  remove(): void
}

/**
 * Prism watches its document, and ends, with exit code 0, when a broken one is saved. So it gets a copy, which nobody edits.
 *
 * @param files absolute paths, the document first
 */
export function copyOf(files: readonly string[]): WorkingCopy {
  const [root = ''] = files
  const base = commonFolder(files)
  const folder = mkdtempSync(join(tmpdir(), 'dropship-prism-'))
  const placeOf = (file: string): string => join(folder, relative(base, file))
  for (const file of files) {
    mkdirSync(dirname(placeOf(file)), { recursive: true })
    copyFileSync(file, placeOf(file))
  }
  return {
    path: placeOf(root),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The folder that all files lie in or below. */
function commonFolder(files: readonly string[]): string {
  return files
    .map((file) => dirname(file))
    .reduce((common, folder) => {
      let shared = common
      while (relative(shared, folder).startsWith('..')) shared = dirname(shared)
      return shared
    })
}
