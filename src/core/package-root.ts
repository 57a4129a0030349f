import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jsonIn } from './json/parse.ts'
import { isRecord } from './json-pointer.ts'

const NAME = 'drop-ship-harness'

export interface PackageRoot {
  readonly directory: string
  readonly version: string
}

let found: PackageRoot | undefined

/** The installed package's own folder and version: sources and the bundle lie at different depths below it. */
export function packageRoot(): PackageRoot {
  found ??= locate(dirname(fileURLToPath(import.meta.url)))
  return found
}

function locate(directory: string): PackageRoot {
  const manifest = readManifest(join(directory, 'package.json'))
  if (manifest?.name === NAME) return { directory, version: String(manifest.version) }
  const parent = dirname(directory)
  if (parent === directory) throw new Error(`no package.json of ${NAME} above the running code`)
  return locate(parent)
}

function readManifest(file: string): { name?: unknown; version?: unknown } | undefined {
  try {
    const manifest = jsonIn(readFileSync(file, 'utf8'))
    return isRecord(manifest) ? manifest : undefined
  } catch {
    return undefined
  }
}
