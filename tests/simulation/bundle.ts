import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ENTRY = join(ROOT, 'tests/simulation/campaign.ts')
/** Within the repository, since the sender looks for its package above itself; and not in `dist`, which builds empty. */
const FOLDER = join(ROOT, 'node_modules/.cache/dropship-simulation')

/** One place of a source file, and its replacement. */
export interface SourceChange {
  /** From the repository's root. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

let bundles = 0

/**
 * The simulation as one module of plain JavaScript: what a loader does to a source when it is imported costs more than
 * many a simulated delivery.
 *
 * @param changes made to the sources; each place occurs once
 * @throws Error for a place that does not
 */
export async function bundleSimulation(
  changes: readonly SourceChange[] = [],
): Promise<typeof import('./campaign.ts')> {
  mkdirSync(FOLDER, { recursive: true })
  const file = join(FOLDER, `${process.pid}-${++bundles}.mjs`)
  const bundle = await rolldown({
    input: ENTRY,
    platform: 'node',
    external: /^node:/,
    treeshake: { moduleSideEffects: false },
    plugins: [changed(changes)],
    logLevel: 'silent',
  })
  try {
    await bundle.write({ file, format: 'esm', codeSplitting: false })
    return (await import(pathToFileURL(file).href)) as typeof import('./campaign.ts')
  } finally {
    await bundle.close()
    rmSync(file, { force: true })
  }
}

function changed(changes: readonly SourceChange[]): Plugin {
  return {
    name: 'changed sources',
    transform(code, id) {
      let text = code
      for (const { file, find, replace } of changes) {
        if (id !== join(ROOT, file)) continue
        if (text.split(find).length !== 2) throw new Error(`${file} does not hold once: ${find}`)
        text = text.replace(find, () => replace)
      }
      return text === code ? undefined : { code: text, map: null }
    },
  }
}
