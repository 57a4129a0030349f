import { Client } from 'pg'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgresStore } from '../../src/queue/postgres/store.ts'
import * as postgres from '../../src/queue/postgres/sql.ts'
import { migrate } from '../../src/queue/sqlite/schema.ts'
import * as sqlite from '../../src/queue/sqlite/sql.ts'
import { deliveries } from '../support/deliveries.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'

// What a worker asks over and over must not take longer the more there is: no statement reads a table from end to end.

describe('SQLite', () => {
  const database = new DatabaseSync(':memory:')
  migrate(database, ':memory:')
  afterAll(() => database.close())

  it.each(Object.entries(sqlite))('finds what %s asks for', (_name, sql) => {
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
    const steps = plan.map(({ detail }) => String(detail))
    expect(steps.filter((step) => /SCAN (d|m|delivery|message|attempt)\b/.test(step))).toEqual([])
    expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
    expect(steps.filter((step) => step.startsWith('SEARCH'))).not.toEqual([])
  })
})

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node
  for (const child of node.Plans ?? []) yield* nodesOf(child)
}

describe('PostgreSQL', () => {
  let server: PostgresServer
  let client: Client

  beforeAll(async () => {
    server = await startPostgres()
    const url = await server.emptySchema()
    const store = await openPostgresStore(url, { clock: createFakeClock() })
    for (let start = 0; start < 20; start++) await store.enqueue(deliveries(1000))
    await store.close()
    client = new Client({ connectionString: url })
    await client.connect()
    await client.query(`
      UPDATE dropship_delivery SET state = 1, spent = 1 WHERE seq % 2 = 0;
      INSERT INTO dropship_attempt (seq, round, number, started_at, duration_ms, renewed)
      SELECT seq, 0, 1, 0, 1, false FROM dropship_delivery WHERE state = 1`)
  })
  afterAll(async () => {
    await client.end()
    await server.stop()
  })

  const { CLAIM, CLAIM_WITHOUT_MESSAGE, MESSAGES, SETTLE, RELEASE, EXTEND, PURGE } = postgres
  const statements = { CLAIM, CLAIM_WITHOUT_MESSAGE, MESSAGES, SETTLE, RELEASE, EXTEND, PURGE }
  const { PENDING_ENDPOINTS, ENQUEUE } = postgres
  const asked = Object.entries({ ...statements, PENDING_ENDPOINTS, ENQUEUE })

  async function tablesRead(sql: string): Promise<readonly (string | undefined)[]> {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${sql}`,
    )
    const plan = rows[0]?.['QUERY PLAN'][0].Plan
    const nodes = plan === undefined ? [] : [...nodesOf(plan)]
    expect(nodes).not.toEqual([])
    return nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'])
      .filter((table) => table !== 'dropship_endpoint')
  }

  it.each(asked)('finds what %s asks for while the tables are not counted', async (_name, sql) => {
    expect(await tablesRead(sql)).toEqual([])
  })

  it.each(asked)('finds what %s asks for once they are', async (_name, sql) => {
    await client.query('ANALYZE')
    expect(await tablesRead(sql)).toEqual([])
  })
})
