import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, join } from 'node:path'
import { defineConfig, type Plugin } from 'rolldown'

const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
const { dependencies = {}, devDependencies = {} } = manifest as Record<
  string,
  Record<string, string>
>
/** Bundled with what they are made of: loading few files instead of 200 halves the time until the stub is ready. */
const BUNDLED = new Set(['@scalar/openapi-upgrader', 'commander', 'fastest-levenshtein', 'fastify'])
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

/** The licences of what is bundled, as they ask to be passed on. */
const notices: Plugin = {
  name: 'notices',
  generateBundle(_options, bundle) {
    const packages = new Set(
      Object.values(bundle).flatMap((file) =>
        file.type === 'chunk'
          ? file.moduleIds.flatMap(
              (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? [],
            )
          : [],
      ),
    )
    const source = [...packages].toSorted().map(noticeOf).join('\n')
    this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES.txt', source })
  },
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Record<string, string>
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8')
  return `${name} ${version} (${license})\n\n${text.trim()}\n\n${'-'.repeat(80)}\n`
}

const program = defineConfig({
  plugins: [notices],
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

const PAGE = 'mocks/console/page'

/** The console's page: everything it needs in files of its own, licences included. */
const page = defineConfig({
  plugins: [notices, copied(`${PAGE}/index.html`), copied(`${PAGE}/style.css`)],
  input: { console: `${PAGE}/main.tsx` },
  platform: 'browser',
  treeshake: { moduleSideEffects: false },
  // Names of Node's that the bundled halves of shared modules leave unused; Node 20 does not list the last.
  external: [...builtinModules.map((name) => `node:${name}`), 'node:sqlite'],
  output: {
    dir: 'dist/console',
    format: 'esm',
    minify: true,
    entryFileNames: '[name].js',
  },
})

function copied(file: string): Plugin {
  return {
    name: `copied ${file}`,
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: basename(file), source: readFileSync(file, 'utf8') })
    },
  }
}

export default [program, page]
