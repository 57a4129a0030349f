import { execFile } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BUILT_FROM = ['src', 'mocks', 'rolldown.config.ts', 'package.json']

/** Bundles the bin before the tests when a source is newer than it, so that `npx vitest run` alone tests what is there. */
export default async function buildWhenStale(): Promise<void> {
  if (!isStale('dist/cli.js')) return
  const rolldown = join(ROOT, 'node_modules/.bin/rolldown')
  await promisify(execFile)(rolldown, ['-c', '--log-level', 'warn'], { cwd: ROOT })
}

/** Whether a source is newer than a built file. */
export function isStale(built: string): boolean {
  return newest(BUILT_FROM) >= modified(join(ROOT, built))
}

function newest(paths: readonly string[]): number {
  return Math.max(...paths.flatMap((path) => filesBelow(join(ROOT, path))).map(modified))
}

function filesBelow(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  return found.isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
    : [path]
}

/** Milliseconds since the epoch; of what does not exist, the beginning of time. */
function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
