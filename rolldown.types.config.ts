import { defineConfig } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'

/** Where `tsc` writes the declarations of every file that a door reaches. */
const DECLARATIONS = 'dist/declarations/src'

/**
 * The declarations of the doors, with what they name and nothing else: what a door does not export needs no package
 * where it is used.
 */
export default ['dist/types', 'dist/esm/types'].map((dir) =>
  defineConfig({
    input: Object.fromEntries(
      ['index', 'express', 'fastify', 'vitest'].map((door) => [
        door,
        `${DECLARATIONS}/${door}.d.ts`,
      ]),
    ),
    plugins: [dts({ dtsInput: true, tsconfig: false })],
    external: /^[^./]/,
    output: { dir, format: 'esm', cleanDir: true, chunkFileNames: '[name].d.ts' },
  }),
)
