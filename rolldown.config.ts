import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown'

const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
const { dependencies = {}, devDependencies = {} } = manifest as Record<
  string,
  Record<string, string>
>
/** Bundled with what they are made of: loading few files instead of 200 halves the time until the stub is ready. */
const BUNDLED = new Set([
  '@scalar/openapi-upgrader',
  'canonicalize',
  'commander',
  'fastest-levenshtein',
  'fastify',
  'ip-address',
  'jose',
  'smart-buffer',
  'socks',
  'undici',
  'uuid',
])
/** What Fastify would load for schemas, tests and logs of its own, which the stub does not use. */
const NOT_BUNDLED = [
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  'light-my-request',
]
const UNDICI = resolve('node_modules/undici/lib')
const UNDICI_CLIENT = '\0undici-client'
const UNDICI_UNUSED = '\0undici-unused'

const installed = [
  ...NOT_BUNDLED,
  ...Object.keys(dependencies),
  ...Object.keys(devDependencies),
].filter((name) => !BUNDLED.has(name))

/**
 * The bin, as it is written: it also runs on a Node that cannot parse the rest. npm makes a bin executable only where it
 * links it for the first time, and links none in the package's own folder, where `npx` would look for it elsewhere.
 */
const bin: Plugin = {
  name: 'bin',
  generateBundle() {
    const source = readFileSync('src/cli/bin.cjs', 'utf8')
    this.emitFile({ type: 'asset', fileName: 'cli.js', source })
  },
  writeBundle: ({ dir = '.' }) => {
    chmodSync(join(dir, 'cli.js'), 0o755)
    if (!existsSync('node_modules/.bin') || process.platform === 'win32') return
    rmSync('node_modules/.bin/dropship', { force: true })
    symlinkSync('../../dist/cli.js', 'node_modules/.bin/dropship')
  },
}

/**
 * Of undici the client alone: its index loads fetch, caches and mocks, too, some 0.1 s of CPU at each start. Of the client
 * neither HTTP/2, which nothing here asks for, nor bodies that are forms of a browser.
 */
const undiciClient: Plugin = {
  name: 'undici client',
  resolveId: (source, importer = '') => {
    if (source === 'undici') return UNDICI_CLIENT
    const isLeftOut = /\/(?:client-h2|fetch\/body)\.js$/.test(source)
    return isLeftOut && importer.startsWith(UNDICI) ? UNDICI_UNUSED : undefined
  },
  load: (id) => {
    if (id === UNDICI_UNUSED)
      return "module.exports = () => { throw new Error('this part of undici is left out of the build') }"
    return id === UNDICI_CLIENT
      ? `export { default as Client } from '${UNDICI}/dispatcher/client.js'
         export { default as buildConnector } from '${UNDICI}/core/connect.js'`
      : undefined
  },
}

/** Parts of Node that packages load for what nothing here does, HTTP/2 and commands in programs of their own: 6 ms of CPU. */
const unusedParts: Plugin = {
  name: 'unused parts of Node',
  transform: {
    filter: { id: /\/node_modules\/(?:fastify\/lib\/server|commander\/lib\/command)\.js$/ },
    handler: (code) => code.replace(/require\('node:(?:http2|child_process)'\)/, '{}'),
  },
}

/** What Node loads at its own start, in part or whole. */
const ALWAYS_LOADED = /^node:(?:buffer|events|fs|path|process|timers|url|util)$/
const LOADED_PART = /^let (\w+) = require\("(node:[\w/]+)"\);$/gm

/** Loads a part of Node when it is first used: most commands never come to TLS, streams of zlib or threads. */
const partsOnUse: Plugin = {
  name: 'parts of Node on use',
  renderChunk: (code) => {
    let changed = code
    for (const [line, name = '', part = ''] of code.matchAll(LOADED_PART)) {
      const isOnlyRead = !new RegExp(`\\b${name}\\b(?!\\.)`).test(code.replace(line, ''))
      if (ALWAYS_LOADED.test(part) || !isOnlyRead) continue
      changed = changed
        .replaceAll(new RegExp(`\\b${name}\\.`, 'g'), `(${name}()).`)
        .replace(
          line,
          `let ${name}_part;\nconst ${name} = () => ${name}_part ??= require("${part}");`,
        )
    }
    return changed
  },
}

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

const DOORS = {
  index: 'src/index.ts',
  express: 'src/express.ts',
  fastify: 'src/fastify.ts',
  vitest: 'src/vitest.ts',
}

/** What is built for Node, whatever its module format. */
const forNode: RolldownOptions = {
  platform: 'node',
  // No module of ours does anything on being imported, so what a command does not use is not loaded.
  treeshake: { moduleSideEffects: false },
  external: [
    ...builtinModules.flatMap((name) => [name, `node:${name}`]),
    ...installed.map((name) => new RegExp(`^${name}(/|$)`)),
  ],
}

/**
 * The command line, and the doors for what cannot load ES modules (Jest as it comes has a module loader of its own).
 * The command line is CommonJS, too: Node then starts without its loader of ES modules, which saves a fifth of the CPU
 * of a short command.
 */
const program = defineConfig({
  ...forNode,
  plugins: [undiciClient, unusedParts, partsOnUse, notices, moduleFormat('commonjs'), bin],
  input: { main: 'src/cli/main.ts', ...DOORS },
  output: {
    dir: 'dist',
    format: 'cjs',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
})

const esModules = defineConfig({
  ...forNode,
  plugins: [undiciClient, unusedParts, notices, moduleFormat('module')],
  input: DOORS,
  output: {
    dir: 'dist/esm',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  },
})

/** Says of a folder what Node is to take its files for. */
function moduleFormat(type: 'commonjs' | 'module'): Plugin {
  return {
    name: `module format ${type}`,
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'package.json',
        source: `{ "type": "${type}" }\n`,
      })
    },
  }
}

const PAGE = 'mocks/console/page'
/** Order matters: `narrow` overrides the others. */
const STYLES = ['base', 'components', 'frame', 'deliveries', 'views', 'narrow'].map(
  (name) => `${PAGE}/style/${name}.css`,
)

/** The console's page: everything it needs in files of its own, licences included. */
const page = defineConfig({
  plugins: [notices, copied(`${PAGE}/index.html`), joined('style.css', STYLES)],
  input: { console: `${PAGE}/main.tsx` },
  platform: 'browser',
  treeshake: { moduleSideEffects: false },
  // Names that the bundled halves of shared modules leave unused.
  external: /^(?:node:|socks$)/,
  output: {
    dir: 'dist/console',
    format: 'esm',
    minify: true,
    entryFileNames: '[name].js',
  },
})

function copied(file: string): Plugin {
  return joined(basename(file), [file])
}

function joined(fileName: string, files: readonly string[]): Plugin {
  return {
    name: `joined ${fileName}`,
    generateBundle() {
      const source = files.map((file) => readFileSync(file, 'utf8')).join('\n')
      this.emitFile({ type: 'asset', fileName, source })
    },
  }
}

export default [program, esModules, page]
