import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What dropship writes and nobody should commit: queues and logs, reports, captures, private keys. */
const IGNORED = ['.dropship/', 'certification/', '*.har', 'signing.pem'] as const

const FILE = '.gitignore'

/**
 * Adds what is missing to `.gitignore` in a folder that Git has or that has such a file.
 * @returns a line that says so, or that there is no repository; none when nothing is missing
 */
export function ignoreOwnFiles(): readonly string[] {
  const exists = existsSync(FILE)
  if (!exists && !isInRepository())
    return [`No Git repository: ${FILE} was not written. Never commit ${IGNORED.join(', ')}`]
  const text = exists ? readFileSync(FILE, 'utf8') : ''
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trim()))
  const missing = IGNORED.filter((line) => !lines.has(line))
  if (missing.length === 0) return []
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  writeFileSync(FILE, `${text}${gap}# dropship\n${missing.join('\n')}\n`)
  return [`${FILE} now has ${missing.join(', ')}`]
}

/** Git's folder may be in any of the folders above. */
function isInRepository(folder = process.cwd()): boolean {
  if (existsSync(join(folder, '.git'))) return true
  const parent = dirname(folder)
  return parent !== folder && isInRepository(parent)
}
