import { dirname, join, normalize } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

/** Where each file's imports lead: paths relative to the repository's root; packages are left out. */
export type Imports = ReadonlyMap<string, readonly string[]>

/**
 * DESIGN.md's map: each room with the rooms it may enter besides `src/core`. `src/cli` may enter all, and so may the
 * library's public face.
 */
export const ROOMS: Readonly<Record<string, readonly string[] | 'all'>> = {
  'src/core': [],
  'src/contract': [],
  'src/messages': ['src/contract'],
  'src/auth': [],
  'src/sender': ['src/auth'],
  'src/queue': ['src/sender'],
  'src/validate': ['src/contract'],
  'src/certify': ['src/contract', 'src/messages', 'src/auth'],
  'src/examine': ['src/contract', 'src/certify', 'mocks/stub'],
  'src/pact': ['src/contract', 'src/auth'],
  // Plays mocks that are handed in: it starts none itself.
  'src/lint': ['src/contract', 'src/messages', 'src/auth'],
  'src/middleware': ['src/contract'],
  'src/matchers': ['src/contract', 'src/validate', 'src/certify'],
  // The facade that chooses clock and randomness for those who import the package.
  'src/library': 'all',
  'mocks/stub': ['src/contract', 'src/auth'],
  'mocks/prism': [],
  // What the page drives through the doors.
  'mocks/console': [
    'mocks/stub',
    'mocks/prism',
    'src/auth',
    'src/certify',
    'src/contract',
    'src/messages',
    'src/queue',
    'src/sender',
    'src/validate',
  ],
  // The consumer tests hand the real sender a way to sign, and derive what they promise from the contract.
  contracts: ['src/sender', 'src/queue', 'src/auth', 'src/contract', 'src/messages'],
  'src/cli': 'all',
  'src/index.ts': 'all',
  'src/express.ts': ['src/middleware'],
  'src/fastify.ts': ['src/middleware'],
  'src/vitest.ts': 'all',
}

/**
 * Folders within a room, each with the folders of its room that it may import besides itself; a file elsewhere in the room
 * may import all of them. Reports know results and nothing of the running.
 */
export const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'src/certify/results': [],
  'src/certify/report': ['src/certify/results'],
}

/** What one file must not import, as sentences; empty when the map holds. */
export function trespasses(imports: Imports): string[] {
  const complaints = [...imports].flatMap(([file, targets]) =>
    targets.flatMap((target) => complaintsAbout(file, target)),
  )
  return [...complaints, ...circles(imports)]
}

function complaintsAbout(file: string, target: string): string[] {
  const from = roomOf(file)
  const to = roomOf(target)
  if (from === undefined) return [`${file} stands in no room of the map`]
  if (to === undefined) return [`${file} imports ${target}, which stands in no room of the map`]
  if (from === to) {
    const own = folderOf(file)
    const other = folderOf(target) ?? to
    return own === undefined || own === other || FOLDERS[own]?.includes(other) === true
      ? []
      : [`${file} imports ${target}: ${own} may not import ${other}`]
  }
  const door = to.endsWith('.ts') ? to : `${to}/index.ts`
  const allowed = ROOMS[from]
  return [
    ...(allowed === 'all' || to === 'src/core' || allowed?.includes(to) === true
      ? []
      : [`${file} imports ${target}: ${from} may not enter ${to}`]),
    ...(target === door ? [] : [`${file} imports ${target} past the door ${door}`]),
  ]
}

function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS).find((room) => file === room || file.startsWith(`${room}/`))
}

function folderOf(file: string): string | undefined {
  return Object.keys(FOLDERS).find((folder) => file.startsWith(`${folder}/`))
}

/** One sentence for each circle of imports. */
function circles(imports: Imports): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file)
    if (start !== -1) {
      found.push(`a circle of imports: ${[...path.slice(start), file].join(' → ')}`)
      return
    }
    if (done.has(file)) return
    for (const target of imports.get(file) ?? []) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of imports.keys()) visit(file, [])
  return found
}

/**
 * The files that a module names: static imports and exports, `import()` and `import('…')` types alike.
 *
 * @param file its path relative to the root
 * @throws Error for an `import()` whose relative target is not written out
 */
export function importsOf(file: string, text: string): string[] {
  const named = new Set<string>()
  walk(parseAst(text, { lang: languageOf(file) }), (node) => {
    const source: unknown = SOURCES.has(String(node.type)) ? node.source : undefined
    if (!isNode(source)) return
    if (typeof source.value === 'string') named.add(source.value)
    else if (source.type !== 'Identifier') throw new Error(`${file}: import() of a made-up path`)
  })
  return [...named]
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => normalize(join(dirname(file), specifier)))
}

function languageOf(file: string): 'js' | 'ts' | 'tsx' {
  if (file.endsWith('.tsx')) return 'tsx'
  return file.endsWith('.js') ? 'js' : 'ts'
}

const SOURCES = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

type AstNode = Readonly<Record<string, unknown>>

function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** Calls `visit` with every node of a syntax tree. */
export function walk(root: unknown, visit: (node: AstNode) => void): void {
  if (Array.isArray(root)) {
    for (const item of root) walk(item, visit)
    return
  }
  if (!isNode(root)) return
  visit(root)
  for (const value of Object.values(root)) if (typeof value === 'object') walk(value, visit)
}

/** Where a module reaches for the world by itself instead of being handed it: `process.env`, `Math.random`, … */
export function worldlyUses(file: string, text: string): string[] {
  const uses = new Set<string>()
  walk(parseAst(text, { lang: languageOf(file) }), (node) => {
    if (node.type === 'MemberExpression' && isNode(node.object) && isNode(node.property)) {
      const name = `${String(node.object.name)}.${String(node.property.name)}`
      if (WORLDLY.has(name)) uses.add(name)
    }
    const isBareDate =
      node.type === 'NewExpression' &&
      isNode(node.callee) &&
      node.callee.name === 'Date' &&
      Array.isArray(node.arguments) &&
      node.arguments.length === 0
    if (isBareDate) uses.add('new Date()')
  })
  return [...uses]
}

const WORLDLY = new Set([
  'process.env',
  'process.exit',
  'process.argv',
  'process.stdout',
  'process.stderr',
  'process.stdin',
  'Date.now',
  'Math.random',
  'performance.now',
])
