import { fork } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const OUT = fileURLToPath(new URL('../../dist/bench', import.meta.url))

/**
 * Bundles a TypeScript file as the package is bundled and returns where it lies: what is measured is the code that
 * is published, without what a loader adds to it.
 */
export async function bundled(entry: string): Promise<string> {
  await build({
    input: entry,
    platform: 'node',
    treeshake: { moduleSideEffects: true },
    external: /^[^./]/,
    logLevel: 'silent',
    output: {
      dir: OUT,
      format: 'esm',
      cleanDir: false,
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
    },
  })
  return `${OUT}/${basename(entry).replace(/\.ts$/, '.mjs')}`
}

/** Runs a bundled file to its end, its output shown. */
export async function runPlain(entry: URL, args: readonly string[]): Promise<void> {
  const file = await bundled(fileURLToPath(entry))
  const child = fork(file, args, { execArgv: ['--expose-gc'] })
  const [code] = await once(child, 'exit')
  if (code !== 0) process.exitCode = 1
}
