import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const WORKER = join(ROOT, 'tests/contracts/corpus/worker.ts')
/** Within the repository: what it needs of packages is looked for above itself. */
const FOLDER = join(ROOT, 'node_modules/.cache/dropship-contracts')

/**
 * The process that judges a document, as one module of plain JavaScript: each document has a process of its own, so that its
 * memory is its own, and a loader of TypeScript would take longer to start than most documents to judge.
 *
 * @returns its path
 */
export async function bundleWorker(): Promise<string> {
  mkdirSync(FOLDER, { recursive: true })
  const file = join(FOLDER, 'worker.mjs')
  // A new file: copies of node_modules may share the old one.
  rmSync(file, { force: true })
  const bundle = await rolldown({
    input: WORKER,
    platform: 'node',
    external: (id) => !/^[./]/.test(id),
    treeshake: { moduleSideEffects: false },
    logLevel: 'silent',
  })
  try {
    await bundle.write({ file, format: 'esm', codeSplitting: false })
  } finally {
    await bundle.close()
  }
  return file
}
