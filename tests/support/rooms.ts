import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'rolldown/parseAst'

/** Where each file's imports lead: paths relative to the repository's root; packages are omitted. */
export type Imports = ReadonlyMap<string, readonly string[]>

const ARCHITECTURE = readFileSync(
  fileURLToPath(new URL('../../ARCHITECTURE.md', import.meta.url)),
  'utf8',
)

/**
 * The map of ARCHITECTURE.md: each room with the rooms it may enter besides `src/core`. `src/cli` may enter all, and so may
 * the package's public face.
 */
export const ROOMS: Readonly<Record<string, readonly string[] | 'all'>> = Object.fromEntries(
  tableAfter('| room ').map(([room = '', , entered = '']) => [
    namesIn(room)[0] ?? '',
    entered === 'everything' ? 'all' : namesIn(entered),
  ]),
)

/**
 * Folders within a room, each with the folders of its room that it may import besides itself; a file elsewhere in the room
 * may import all of them.
 */
export const FOLDERS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  tableAfter('| folder within').map(([folder = '', entered = '']) => [
    namesIn(folder)[0] ?? '',
    namesIn(entered),
  ]),
)

/** The cells of the table of ARCHITECTURE.md whose header begins so. */
function tableAfter(header: string): string[][] {
  const lines = ARCHITECTURE.split('\n')
  const start = lines.findIndex((line) => line.startsWith(header))
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  if (start === -1) throw new Error(`ARCHITECTURE.md has no table that begins with "${header}"`)
  return lines.slice(start + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** What a cell names in code marks. */
function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
}

/** What one file must not import, as sentences; empty when the import conforms to the map. */
export function trespasses(imports: Imports): string[] {
  const complaints = [...imports].flatMap(([file, targets]) =>
    targets.flatMap((target) => complaintsAbout(file, target)),
  )
  return [...complaints, ...cycles(imports)]
}

function complaintsAbout(file: string, target: string): string[] {
  const from = roomOf(file)
  const to = roomOf(target)
  if (from === undefined) return [`${file} is in no room of the map`]
  if (to === undefined) return [`${file} imports ${target}, which is in no room of the map`]
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
  return Object.keys(ROOMS).find((room) => isWithin(file, room))
}

function isWithin(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`)
}

function folderOf(file: string): string | undefined {
  return Object.keys(FOLDERS).find((folder) => file.startsWith(`${folder}/`))
}

/** One sentence for each cycle of imports. */
function cycles(imports: Imports): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file)
    if (start !== -1) {
      found.push(`a cycle of imports: ${[...path.slice(start), file].join(' → ')}`)
      return
    }
    if (done.has(file)) return
    for (const target of imports.get(file) ?? []) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of imports.keys()) visit(file, [])
  return found
}

/** What a module reaches. */
export interface ModuleReach {
  /** The files that it names: static imports and exports, `import()` and `import('…')` types alike. */
  readonly imports: readonly string[]
  /** Where it reaches for the world by itself instead of being handed it: `process.env`, `Math.random`, … */
  readonly world: readonly string[]
}

/**
 * @param file its path relative to the root
 * @throws Error for an `import()` whose relative target is not written out
 */
export function reachOf(file: string, text: string): ModuleReach {
  const named = new Set<string>()
  const world = new Set<string>()
  walk(parseAst(text, { lang: languageOf(file) }), (node) => {
    const use = worldlyUse(node)
    if (use !== undefined) world.add(use)
    const source: unknown = SOURCES.has(String(node.type)) ? node.source : undefined
    if (!isNode(source)) return
    if (typeof source.value === 'string') named.add(source.value)
    else if (source.type !== 'Identifier') throw new Error(`${file}: import() of a computed path`)
  })
  const imports = [...named]
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => normalize(join(dirname(file), specifier)))
  return { imports, world: [...world] }
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

function worldlyUse(node: AstNode): string | undefined {
  if (node.type === 'MemberExpression' && isNode(node.object) && isNode(node.property)) {
    const name = `${String(node.object.name)}.${String(node.property.name)}`
    return WORLDLY.has(name) ? name : undefined
  }
  const isBareDate =
    node.type === 'NewExpression' &&
    isNode(node.callee) &&
    node.callee.name === 'Date' &&
    Array.isArray(node.arguments) &&
    node.arguments.length === 0
  return isBareDate ? 'new Date()' : undefined
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
