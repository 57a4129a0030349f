import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A package of the npm registry that ships OpenAPI documents. */
export interface DocumentPackage {
  readonly name: string
  readonly version: string
  /** Of its archive, as `npm view NAME@VERSION dist.integrity` prints it. */
  readonly integrity: string
  /** The documents within it that are judged. */
  readonly files: readonly string[]
}

const run = promisify(execFile)
const CACHE = fileURLToPath(
  new URL('../../../node_modules/.cache/dropship-contracts/packages', import.meta.url),
)
const FETCH_LIMIT_MS = 120_000
const UNPACK_LIMIT_MS = 30_000

/** The folder of a package that was fetched. */
export function folderOf({ name, version }: DocumentPackage): string {
  return join(CACHE, `${name.replace('/', '+')}@${version}`)
}

/**
 * Fetches the packages that are not in the cache yet, all with one call of npm, and unpacks their documents.
 * @returns why one could not be had, by its name
 */
export async function fetchPackages(
  packages: readonly DocumentPackage[],
): Promise<ReadonlyMap<string, string>> {
  const missing = packages.filter((each) => !existsSync(folderOf(each)))
  if (missing.length === 0) return new Map()
  const archives = join(CACHE, `archives-${process.pid}`)
  mkdirSync(archives, { recursive: true })
  try {
    const whyNone = await pack(missing, archives)
    const failures = new Map<string, string>()
    for (const each of missing) {
      const failure = await unpack(each, archives)
      if (failure !== undefined) failures.set(each.name, whyNone ?? failure)
    }
    return failures
  } finally {
    rmSync(archives, { recursive: true, force: true })
  }
}

/** @returns why nothing came; what came in spite of it is kept */
async function pack(
  packages: readonly DocumentPackage[],
  folder: string,
): Promise<string | undefined> {
  const wanted = packages.map(({ name, version }) => `${name}@${version}`)
  try {
    await run(
      'npm',
      ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, ...wanted],
      {
        cwd: folder,
        timeout: FETCH_LIMIT_MS,
      },
    )
    return undefined
  } catch (error) {
    return `npm pack failed: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** @returns why there is nothing to unpack */
async function unpack(each: DocumentPackage, archives: string): Promise<string | undefined> {
  const archive = readdirSync(archives).find(
    (file) => integrityOf(join(archives, file)) === each.integrity,
  )
  if (archive === undefined) return `no archive with the integrity ${each.integrity} came`
  const folder = folderOf(each)
  const half = `${folder}.${process.pid}`
  mkdirSync(half, { recursive: true })
  const folders = [...new Set(each.files.map((file) => join('package', dirname(file))))]
  try {
    await run('tar', ['-xzf', join(archives, archive), '-C', half, ...folders], {
      timeout: UNPACK_LIMIT_MS,
    })
    renameSync(half, folder)
    return undefined
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    return `it could not be unpacked: ${error instanceof Error ? error.message : String(error)}`
  }
}

function integrityOf(file: string): string {
  return `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`
}
