import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const PACKAGE = '@stoplight/prism-cli'

/** Prism's program, or `undefined` where the package is not installed: it is heavy, and only some want it. */
export function findPrism(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`)
    return join(dirname(manifest), 'dist/index.js')
  } catch {
    return undefined
  }
}
