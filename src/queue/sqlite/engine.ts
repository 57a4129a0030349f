import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import { HarnessError, messageOf } from '../../core/index.ts'

export type Database = DatabaseSyncInstance
export type Statement = StatementSyncInstance
type Engine = new (path: string, options: { readonly timeout: number }) => Database

/** The same API for a Node that does not bring it: 28 MB, so it is installed only where it is needed. */
const PACKAGE = '@photostructure/sqlite'

let engine: Engine | undefined

/**
 * The `node:sqlite` API: Node's own from 22.13, or that of an installed package.
 * @throws HarnessError STORE_UNAVAILABLE
 */
export async function loadEngine(): Promise<Engine> {
  engine ??= builtinEngine() ?? (await installedEngine())
  return engine
}

function builtinEngine(): Engine | undefined {
  const builtin: unknown = withoutExperimentalWarning(() =>
    process.getBuiltinModule?.('node:sqlite'),
  )
  return hasEngine(builtin) ? builtin.DatabaseSync : undefined
}

async function installedEngine(): Promise<Engine> {
  try {
    const { DatabaseSync } = await import('@photostructure/sqlite')
    return DatabaseSync
  } catch (cause) {
    const isMissing = /^(?:ERR_)?MODULE_NOT_FOUND$/.test(codeOf(cause))
    throw new HarnessError('STORE_UNAVAILABLE', 'The queue needs SQLite.', {
      expected: `Node 22.13 or newer, or the package ${PACKAGE}`,
      found: `Node ${process.versions.node}, ${isMissing ? 'and the package is not installed' : messageOf(cause)}`,
      next: `npm install ${PACKAGE}@1.2 beside this package, or use --store postgres://…`,
      cause,
    })
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function hasEngine(builtin: unknown): builtin is { readonly DatabaseSync: Engine } {
  return typeof builtin === 'object' && builtin !== null && 'DatabaseSync' in builtin
}

/** Before Node 24.15, loading SQLite prints a warning that a user can do nothing about. */
function withoutExperimentalWarning<T>(load: () => T): T {
  const emitWarning = process.emitWarning.bind(process)
  process.emitWarning = () => undefined
  try {
    return load()
  } finally {
    process.emitWarning = emitWarning
  }
}
