import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const PACKAGE = '@stoplight/prism-cli'

/** Prism's program, or `undefined` if the package, an optional one, is not installed. */
export function findPrism(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)
    return join(dirname(manifest), 'dist/index.js')
  } catch {
    return undefined
  }
}
