import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

/** What is installed, by the lock file alone: no registry is asked. */

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface LockedPackage {
  readonly version: string
  readonly integrity?: string
  readonly resolved?: string
  readonly license?: string
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
}

const { packages } = JSON.parse(readFileSync(`${ROOT}package-lock.json`, 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>
}
const locked = Object.entries(packages).filter(([path]) => path !== '')
const production = locked.filter(([, { dev }]) => dev !== true)

/** Licences that ask for no more than to be passed on. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
])

const namesOf = (chosen: typeof locked): string[] => chosen.map(([path]) => path)

it('every package is pinned by the SHA-512 of its content, wherever it is fetched from', () => {
  expect(locked.length).toBeGreaterThan(100)
  const unpinned = locked.filter(([, one]) => !/^sha512-[\w+/]{86}==$/.test(one.integrity ?? ''))
  expect(namesOf(unpinned)).toEqual([])
  // A registry in the file would bind everybody to it.
  expect(namesOf(locked.filter(([, { resolved }]) => resolved !== undefined))).toEqual([])
})

it('every package that users install has a permissive licence', () => {
  expect(production.length).toBeGreaterThan(10)
  const others = production.filter(([, { license = 'none' }]) => !PERMISSIVE.has(license))
  expect(others.map(([path, { license }]) => [path, license])).toEqual([])
})

it('every package that is bundled has a permissive licence', () => {
  const notices = readFileSync(`${ROOT}dist/THIRD-PARTY-NOTICES.txt`, 'utf8')
  const bundled = [...notices.matchAll(/^(\S+) \d\S* \((.+)\)$/gm)]
  expect(bundled.length).toBeGreaterThan(10)
  const others = bundled.filter(([, , license = '']) => !PERMISSIVE.has(license))
  expect(others.map(([, name, license]) => [name, license])).toEqual([])
})

it('no package that users install has an install script', () => {
  expect(namesOf(production.filter(([, one]) => one.hasInstallScript === true))).toEqual([])
})

it('`npm sbom` lists what users install, each with its licence and hash', () => {
  // With `--omit dev`, npm leaves out whatever a development dependency needs as well.
  const line = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']
  const { components } = JSON.parse(
    execFileSync('npm', line, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
  ) as {
    readonly components: readonly {
      readonly name: string
      readonly version: string
      readonly licenses?: readonly unknown[]
      readonly hashes?: readonly { readonly alg: string }[]
    }[]
  }
  const listed = new Map(components.map((each) => [`${each.name}@${each.version}`, each]))
  for (const [path, { version }] of production) {
    const name = `${path.replace(/^.*node_modules\//, '')}@${version}`
    const { licenses = [], hashes = [] } = listed.get(name) ?? {}
    expect({ name, licences: licenses.length, hashes: hashes.map(({ alg }) => alg) }).toEqual({
      name,
      licences: 1,
      hashes: ['SHA-512'],
    })
  }
})
