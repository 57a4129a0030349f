import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import { HarnessError, messageOf } from '../../core/index.ts'

export type Database = DatabaseSyncInstance
export type Statement = StatementSyncInstance
type Engine = new (path: string, options: { readonly timeout: number }) => Database

let engine: Engine | undefined

/**
 * The `node:sqlite` API. `@photostructure/sqlite` has the same SQLite on every Node and no experimental warning; on
 * a platform it has no binary for, Node's own is used.
 */
export async function loadEngine(): Promise<Engine> {
  engine ??= await load()
  return engine
}

async function load(): Promise<Engine> {
  try {
    const { DatabaseSync } = await import('@photostructure/sqlite')
    return DatabaseSync
  } catch (cause) {
    const builtin: unknown = process.getBuiltinModule?.('node:sqlite')
    if (hasEngine(builtin)) return builtin.DatabaseSync
    throw new HarnessError('STORE_UNAVAILABLE', 'SQLite cannot be loaded on this machine.', {
      found: messageOf(cause),
      next: 'use Node 22.13 or newer, which brings SQLite, or --store postgres://…',
      cause,
    })
  }
}

function hasEngine(builtin: unknown): builtin is { readonly DatabaseSync: Engine } {
  return typeof builtin === 'object' && builtin !== null && 'DatabaseSync' in builtin
}
