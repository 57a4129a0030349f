import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { defineConfig } from 'rolldown'

const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
const { dependencies = {}, devDependencies = {} } = manifest as Record<
  string,
  Record<string, string>
>
const installed = [...Object.keys(dependencies), ...Object.keys(devDependencies)]

export default defineConfig({
  input: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  platform: 'node',
  // No module of ours does anything on being imported, so what a command does not use is not loaded.
  treeshake: { moduleSideEffects: false },
  external: [
    ...builtinModules.flatMap((name) => [name, `node:${name}`]),
    ...installed.map((name) => new RegExp(`^${name}(/|$)`)),
  ],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
})
