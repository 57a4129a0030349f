import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { packageRoot } from '../../src/core/index.ts'

/** Formats a page that was written, as every page of the project: `npm run check` asks for it. */
export function formatPage(file: string): void {
  const bin = join(packageRoot().directory, 'node_modules/.bin/oxfmt')
  const { status } = spawnSync(bin, [file], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${file} could not be formatted`)
}
