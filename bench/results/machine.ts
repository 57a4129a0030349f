import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { isRecord, packageRoot } from '../../src/core/index.ts'

/** What figures depend on besides the code. */
export interface MachineFacts {
  readonly passes: number
  readonly date: string
  readonly processor: string
  readonly memoryGb: number
  readonly versions: readonly (readonly [name: string, version: string])[]
}

const MEASURED = [
  'undici',
  'ajv',
  'fastify',
  'pg',
  '@photostructure/sqlite',
  '@stoplight/prism-cli',
]

export function machineFacts(passes: number): MachineFacts {
  const all = cpus()
  return {
    passes,
    date: new Date().toISOString().slice(0, 10),
    processor: `${all.length} × ${all[0]?.model.trim() ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    versions: [['Node', process.versions.node], ...MEASURED.map(installed)],
  }
}

function installed(name: string): readonly [string, string] {
  const file = join(packageRoot().directory, 'node_modules', name, 'package.json')
  const description: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return [name, isRecord(description) ? String(description.version) : 'unknown']
}
