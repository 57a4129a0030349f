import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from './command.ts'

/** `tslib` is what Portman needs and does not declare. */
export const VERSIONS = {
  specmatic: '2.55.1',
  '@apideck/portman': '1.33.0',
  newman: '6.2.2',
  tslib: '2.8.1',
} as const

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/dropship-peers', import.meta.url))

/**
 * Installs the peers from npm into the cache, once for each choice of versions, without their scripts.
 * @returns the folder of their packages
 * @throws Error when npm fails
 */
export async function installPeers(): Promise<string> {
  const wanted = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`)
  const folder = join(CACHE, wanted.join('+').replaceAll('/', '-'))
  const packages = join(folder, 'node_modules')
  if (existsSync(join(packages, 'specmatic/specmatic.jar'))) return packages
  mkdirSync(folder, { recursive: true })
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]
  const { code, output } = await runCommand('npm', ['install', ...options, ...wanted], folder)
  if (code !== 0) throw new Error(`npm could not install the peers: ${output.slice(-500)}`)
  return packages
}
