import { DELIVERED, FAILED, PENDING } from './schema.ts'

/** Whoever listens is told that something became due. */
export const CHANNEL = 'dropship_due'

export const ADD_ENDPOINTS = `INSERT INTO dropship_endpoint (url) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`

/** The bodies come as one value, which travels as it is: in a list each would travel as text, twice as long. */
export const ENQUEUE = `
  WITH input AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[])
      WITH ORDINALITY AS t (id, endpoint, operation, method, url, identifier, body_at, body_size, place)
  ), added AS (
    INSERT INTO dropship_delivery
      (id, endpoint, operation, method, url, identifier, state, due_at, created_at, updated_at)
    SELECT i.id, e.id, i.operation, i.method, i.url, i.identifier, ${PENDING}, $10, $10, $10
    FROM input i JOIN dropship_endpoint e ON e.url = i.endpoint ORDER BY i.place
    ON CONFLICT (id) DO NOTHING RETURNING seq, id
  ), messages AS (
    INSERT INTO dropship_message (seq, body)
    SELECT a.seq, substring($9::bytea FROM i.body_at FOR i.body_size) FROM added a JOIN input i ON i.id = a.id
  )
  SELECT a.id, pg_notify('${CHANNEL}', '') FROM added a`

/** Retries first, then the oldest; rows that another worker is about to claim are passed over. */
export const CLAIM = `
  WITH retries AS MATERIALIZED (
    SELECT seq, due_at FROM dropship_delivery
    WHERE endpoint = $1 AND state = ${PENDING} AND retrying AND due_at <= $2
    ORDER BY due_at, seq LIMIT $3 FOR UPDATE SKIP LOCKED
  ), fresh AS MATERIALIZED (
    SELECT seq, due_at FROM dropship_delivery
    WHERE endpoint = $1 AND state = ${PENDING} AND NOT retrying AND due_at <= $2 AND $5
    ORDER BY due_at, seq LIMIT $3 - (SELECT count(*) FROM retries) FOR UPDATE SKIP LOCKED
  ), picked AS (
    TABLE retries UNION ALL TABLE fresh
  )
  UPDATE dropship_delivery d SET sending = true, due_at = $4, fence = d.fence + 1
  FROM picked p JOIN dropship_message m ON m.seq = p.seq
  WHERE d.seq = p.seq
  RETURNING d.seq, d.fence, d.id, d.operation, d.method, d.url, d.identifier, d.spent, d.round, d.retrying, m.body,
    p.due_at AS was_due_at`

export const SETTLE = `
  WITH outcome AS (
    SELECT * FROM json_to_recordset($1::json) AS o (
      seq bigint, fence bigint, state smallint, due_at bigint, number integer, round integer, started_at bigint,
      duration_ms double precision, status integer, error text, error_message text, renewed boolean,
      retry_after_ms bigint, answer text)
  ), settled AS (
    UPDATE dropship_delivery d SET state = o.state, sending = false, retrying = true, due_at = o.due_at,
      spent = o.number, updated_at = $2, last_status = o.status, last_error = o.error
    FROM outcome o
    WHERE d.seq = o.seq AND d.fence = o.fence AND d.state = ${PENDING} AND d.sending
    RETURNING d.seq
  ), attempts AS (
    INSERT INTO dropship_attempt (seq, round, number, started_at, duration_ms, status, error, error_message, renewed,
      retry_after_ms, answer)
    SELECT o.seq, o.round, o.number, o.started_at, o.duration_ms, o.status, o.error, o.error_message, o.renewed,
      o.retry_after_ms, o.answer
    FROM outcome o JOIN settled s ON s.seq = o.seq
  )
  SELECT seq FROM settled`

const HELD = `FROM unnest($1::bigint[], $2::bigint[]) AS c (seq, fence)
  WHERE d.seq = c.seq AND d.fence = c.fence AND d.state = ${PENDING} AND d.sending`

export const RELEASE = `UPDATE dropship_delivery d SET sending = false, due_at = $3 ${HELD}`
export const EXTEND = `UPDATE dropship_delivery d SET due_at = $3 ${HELD}`

export const PENDING_ENDPOINTS = `
  SELECT e.url, r.due_at AS retry_at, f.due_at AS fresh_at FROM dropship_endpoint e
  LEFT JOIN LATERAL (SELECT due_at FROM dropship_delivery
    WHERE endpoint = e.id AND state = ${PENDING} AND retrying ORDER BY due_at, seq LIMIT 1) r ON true
  LEFT JOIN LATERAL (SELECT due_at FROM dropship_delivery
    WHERE endpoint = e.id AND state = ${PENDING} AND NOT retrying ORDER BY due_at, seq LIMIT 1) f ON true
  WHERE r.due_at IS NOT NULL OR f.due_at IS NOT NULL`

/** @param condition over `d` and `e`, with parameters from $2 on */
export const retrySql = (condition: string): string => `
  UPDATE dropship_delivery SET state = ${PENDING}, sending = false, retrying = false, spent = 0, round = round + 1,
    due_at = $1, updated_at = $1
  WHERE state = ${FAILED} AND seq IN (
    SELECT d.seq FROM dropship_delivery d JOIN dropship_endpoint e ON e.id = d.endpoint
    WHERE ${condition} ORDER BY d.seq FOR UPDATE OF d)`

const removal = (selection: string): string => `
  WITH gone AS (DELETE FROM dropship_delivery WHERE seq IN (${selection}) RETURNING seq),
    messages AS (DELETE FROM dropship_message m USING gone g WHERE m.seq = g.seq),
    attempts AS (DELETE FROM dropship_attempt a USING gone g WHERE a.seq = g.seq)
  SELECT count(*) AS n FROM gone`

export const discardSql = (condition: string): string =>
  removal(`SELECT d.seq FROM dropship_delivery d JOIN dropship_endpoint e ON e.id = d.endpoint
    WHERE ${condition} ORDER BY d.seq FOR UPDATE OF d`)

export const PURGE = removal(
  `SELECT seq FROM dropship_delivery WHERE state = ${DELIVERED} AND updated_at < $1
   ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
)
