import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { temporaryFolder } from '../../src/core/index.ts'

/** A copy of files in a temporary folder, with their relative paths. */
export interface WorkingCopy {
  /** The path of the document. */
  readonly path: string
  remove(): void
}

/**
 * Prism watches its document and exits with code 0 when an invalid one is saved, so it gets a copy that does not change.
 *
 * @param files absolute paths, the document first
 */
export function copyOf(files: readonly string[]): WorkingCopy {
  const [root = ''] = files
  const base = commonFolder(files)
  const folder = temporaryFolder('prism')
  const copiedPath = (file: string): string => join(folder.path, relative(base, file))
  for (const file of files) {
    mkdirSync(dirname(copiedPath(file)), { recursive: true })
    copyFileSync(file, copiedPath(file))
  }
  return {
    path: copiedPath(root),
    remove: () => folder.remove(),
  }
}

/** The deepest folder that contains all files. */
function commonFolder(files: readonly string[]): string {
  return files
    .map((file) => dirname(file))
    .reduce((common, folder) => {
      let shared = common
      while (relative(shared, folder).startsWith('..')) shared = dirname(shared)
      return shared
    })
}
