import type { QueueStore } from '../../../src/queue/index.ts'
import type { RowChange } from '../stores/table.ts'
import type { CommitWatch } from '../stores/host.ts'
import { openPostgresModel } from '../stores/postgres-store.ts'
import { SimulatedPostgres } from '../stores/postgres-server.ts'
import { SqliteFile } from '../stores/sqlite-file.ts'
import { SqliteStoreModel } from '../stores/sqlite-store.ts'
import type { Table } from '../stores/table.ts'
import type { Draw } from './draw.ts'
import { Machine } from './machine.ts'
import type { Process } from './process.ts'
import type { SimulatedScenario } from './scenario.ts'
import type { Schedule } from './schedule.ts'
import { Weather } from './weather.ts'

/** Where the queue lies: one SQLite file on the one machine, or a PostgreSQL server that several machines share. */
export interface SimulatedSite {
  readonly table: Table
  readonly weather: Weather
  readonly machines: readonly Machine[]
  /** The machine by whose time deliveries are due. */
  readonly timekeeper: Machine
  open(process: Process): Promise<QueueStore>
  /** The operating system closes what a process had open. */
  leave(process: Process): void
  /** @returns what was reverted */
  crash(): readonly RowChange[]
  recover(): void
  /** How long it stays down after a crash that keeps processes alive. Milliseconds. */
  readonly endsProcesses: boolean
}

export interface SiteOptions {
  readonly scenario: SimulatedScenario
  readonly schedule: Schedule
  readonly draw: Draw
  readonly watch: CommitWatch
}

export function createSite(options: SiteOptions): SimulatedSite {
  return options.scenario.kind === 'sqlite' ? sqliteSite(options) : postgresSite(options)
}

function sqliteSite({ scenario, schedule, draw, watch }: SiteOptions): SimulatedSite {
  const weather = new Weather(draw, scenario.trouble)
  const file = new SqliteFile(weather, watch)
  const machine = new Machine('host', schedule, 0)
  return {
    table: file.table,
    weather,
    machines: [machine],
    timekeeper: machine,
    endsProcesses: true,
    open: (process) => Promise.resolve(new SqliteStoreModel(file, process)),
    leave: (process) => file.leave(process),
    crash: () => file.losePower(draw.random.next()),
    recover: () => undefined,
  }
}

function postgresSite({ scenario, schedule, draw, watch }: SiteOptions): SimulatedSite {
  const weather = new Weather(draw, scenario.trouble)
  const database = new Machine('database', schedule, 0)
  const host = {
    now: () => database.now(),
    later: (ms: number, call: () => void) => schedule.quietlyAfter(ms, call),
  }
  const server = new SimulatedPostgres(host, weather, watch)
  const machines = ['a', 'b', 'c'].map(
    (name) => new Machine(name, schedule, draw.between(-60_000, 60_000)),
  )
  return {
    table: server.table,
    weather,
    machines: [...machines, database],
    timekeeper: database,
    endsProcesses: false,
    open: (process) => openPostgresModel(server, process, { leaseMs: scenario.leaseMs }),
    leave: (process) => void server.listeners.delete(process),
    crash: () => {
      server.crash()
      return []
    },
    recover: () => {
      server.isUp = true
    },
  }
}
