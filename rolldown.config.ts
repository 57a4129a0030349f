import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { defineConfig } from 'rolldown'

const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
const { dependencies = {}, devDependencies = {} } = manifest as Record<
  string,
  Record<string, string>
>
/** Bundled with what they are made of: loading few files instead of 200 halves the time until the stub is ready. */
const BUNDLED = new Set(['commander', 'fastest-levenshtein', 'fastify'])
/** What Fastify would load for schemas, tests and logs of its own, which the stub does not use. */
const NOT_BUNDLED = [
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  'light-my-request',
]
const installed = [
  ...NOT_BUNDLED,
  ...Object.keys(dependencies),
  ...Object.keys(devDependencies),
].filter((name) => !BUNDLED.has(name))

export default defineConfig({
  input: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    express: 'src/express.ts',
    fastify: 'src/fastify.ts',
    vitest: 'src/vitest.ts',
  },
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
