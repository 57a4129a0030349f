import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** What dropship writes and nobody should commit: queues and logs, reports, captures, private keys. */
export const IGNORED = ['.dropship/', 'certification/', '*.har', 'signing.pem'] as const

const FILE = '.gitignore'

/**
 * Adds what is missing to `.gitignore` in a folder that Git has or that has such a file.
 * @returns the lines that were added
 */
export function ignoreOwnFiles(): readonly string[] {
  const exists = existsSync(FILE)
  if (!exists && !existsSync('.git')) return []
  const text = exists ? readFileSync(FILE, 'utf8') : ''
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trim()))
  const missing = IGNORED.filter((line) => !lines.has(line))
  if (missing.length === 0) return []
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  writeFileSync(FILE, `${text}${gap}# dropship\n${missing.join('\n')}\n`)
  return missing
}
