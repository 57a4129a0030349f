import { DELIVERED, FAILED, PENDING } from './schema.ts'

/** Notifies listeners that a delivery became due. */
export const CHANNEL = 'dropship_due'

/** The database's time, in milliseconds since the epoch. */
export const NOW = 'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now'

export const ADD_ENDPOINTS = `INSERT INTO dropship_endpoint (url) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`

/** Deliveries `d` with their messages, as the reader and filters name their columns. */
export const DELIVERIES = `(
    SELECT s.*, m.id, m.operation, m.method, m.url, m.enqueued_for, m.identifier, m.created_at
    FROM dropship_delivery s JOIN dropship_message m ON m.seq = s.seq
  ) d JOIN dropship_endpoint e ON e.id = d.endpoint`

/** The bodies come as one value, which travels as it is: in a list each would travel as text, twice as long. */
export const ENQUEUE = `
  WITH input AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[])
      WITH ORDINALITY AS t (id, endpoint, operation, method, url, identifier, body_at, body_size, place)
  ), messages AS (
    INSERT INTO dropship_message (id, operation, method, url, identifier, created_at, body)
    SELECT i.id, i.operation, i.method, i.url, i.identifier, $10, substring($9::bytea FROM i.body_at FOR i.body_size)
    FROM input i ORDER BY i.place
    ON CONFLICT (id) DO NOTHING RETURNING seq, id
  ), added AS (
    INSERT INTO dropship_delivery (seq, endpoint, state, due_at, updated_at)
    SELECT m.seq, e.id, ${PENDING}, $10, $10
    FROM messages m JOIN input i ON i.id = m.id JOIN dropship_endpoint e ON e.url = i.endpoint
  )
  SELECT json_object_agg(m.id, m.seq) AS keys, pg_notify('${CHANNEL}', '') FROM messages m HAVING count(*) > 0`

/** A delivery's message as JSON and bytes: a few values are read in half the time of many. */
const CONTENT = `json_build_object('id', m.id, 'operation', m.operation, 'method', m.method, 'url', m.url,
  'identifier', m.identifier) AS message, m.body`

/**
 * As a list, by which the planner finds the few rows through their primary key: it takes a limit that it does not know
 * for a tenth of the table.
 */
const PICKED_KEYS = 'ARRAY(SELECT seq FROM picked)'

/**
 * Retries first, then the oldest; rows that another worker is about to claim are passed over.
 * @param message what to join and to return of the message
 */
const claimSql = (message: { readonly join: string; readonly columns: string }): string => `
  WITH retries AS MATERIALIZED (
    SELECT seq, due_at FROM dropship_delivery
    WHERE endpoint = $1 AND state = ${PENDING} AND retrying AND due_at <= $2
    ORDER BY due_at, seq LIMIT $3 FOR UPDATE SKIP LOCKED
  ), fresh AS MATERIALIZED (
    SELECT seq, due_at FROM dropship_delivery
    WHERE endpoint = $1 AND state = ${PENDING} AND NOT retrying AND due_at <= $2 AND $5
    ORDER BY due_at, seq LIMIT $3 - (SELECT count(*) FROM retries) FOR UPDATE SKIP LOCKED
  ), picked AS MATERIALIZED (
    TABLE retries UNION ALL TABLE fresh
  )
  UPDATE dropship_delivery d SET sending = true, due_at = $4, fence = d.fence + 1
  FROM picked p ${message.join}
  WHERE d.seq = p.seq AND d.seq = ANY (${PICKED_KEYS})
  RETURNING json_build_array(d.seq, d.fence, d.spent, d.round, d.retrying, p.due_at) AS claim${message.columns}`

export const CLAIM = claimSql({
  join: `JOIN dropship_message m ON m.seq = p.seq AND m.seq = ANY (${PICKED_KEYS})`,
  columns: `, ${CONTENT}`,
})

/** For a process that knows most messages, since it enqueued them. */
export const CLAIM_WITHOUT_MESSAGE = claimSql({ join: '', columns: '' })

export const MESSAGES = `SELECT m.seq, ${CONTENT} FROM dropship_message m WHERE m.seq = ANY ($1::bigint[])`

/**
 * The keys come once more, as a list: by it the planner finds the rows through their primary key, however many
 * deliveries wait and whether or not it has counted them. Only a pending delivery is being sent.
 */
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
    WHERE d.seq = ANY($3::bigint[]) AND d.seq = o.seq AND d.fence = o.fence AND d.sending
    RETURNING d.seq, d.fence
  ), attempts AS (
    INSERT INTO dropship_attempt (seq, round, number, started_at, duration_ms, status, error, error_message, renewed,
      retry_after_ms, answer)
    SELECT o.seq, o.round, o.number, o.started_at, o.duration_ms, o.status, o.error, o.error_message, o.renewed,
      o.retry_after_ms, o.answer
    FROM outcome o JOIN settled s ON s.seq = o.seq AND s.fence = o.fence
  )
  SELECT json_object_agg(seq, fence) AS fences FROM settled`

/** Which outcomes are recorded already: the confirmation of one may have been lost, and it is given again then. */
export const RECORDED = `
  SELECT o.seq, o.fence FROM json_to_recordset($1::json) AS o (
    seq bigint, fence bigint, number integer, round integer, started_at bigint, duration_ms double precision)
  JOIN dropship_delivery d ON d.seq = o.seq AND d.fence = o.fence
  JOIN dropship_attempt a ON a.seq = o.seq AND a.round = o.round AND a.number = o.number
    AND a.started_at = o.started_at AND a.duration_ms = o.duration_ms`

const HELD = `FROM unnest($1::bigint[], $2::bigint[]) AS c (seq, fence)
  WHERE d.seq = ANY($1) AND d.seq = c.seq AND d.fence = c.fence AND d.sending`

/** An untried delivery returns to its place in the order, which its lease had moved. */
export const RELEASE = `UPDATE dropship_delivery d SET sending = false, due_at = CASE WHEN d.retrying THEN $3 ELSE
  least($3, (SELECT m.created_at FROM dropship_message m WHERE m.seq = d.seq)) END ${HELD}`
export const EXTEND = `UPDATE dropship_delivery d SET due_at = $3 ${HELD}
  RETURNING d.seq, d.fence`

export const PENDING_ENDPOINTS = `
  SELECT e.url, r.due_at AS retry_at, f.due_at AS fresh_at FROM dropship_endpoint e
  LEFT JOIN LATERAL (SELECT due_at FROM dropship_delivery
    WHERE endpoint = e.id AND state = ${PENDING} AND retrying ORDER BY due_at, seq LIMIT 1) r ON true
  LEFT JOIN LATERAL (SELECT due_at FROM dropship_delivery
    WHERE endpoint = e.id AND state = ${PENDING} AND NOT retrying ORDER BY due_at, seq LIMIT 1) f ON true
  WHERE r.due_at IS NOT NULL OR f.due_at IS NOT NULL`

/**
 * With the present time, and redirections as a JSON list.
 * @param condition over `d` and `e`, with parameters from $3 on
 */
export const retrySql = (condition: string): string => `
  WITH chosen AS MATERIALIZED (
    SELECT d.seq, n.id AS endpoint, r.url FROM ${DELIVERIES}
    LEFT JOIN json_to_recordset($2::json) AS r (operation text, endpoint text, url text) ON r.operation = d.operation
    LEFT JOIN dropship_endpoint n ON n.url = r.endpoint
    WHERE ${condition} ORDER BY d.seq FOR UPDATE OF d
  ), retried AS (
    UPDATE dropship_delivery s SET state = ${PENDING}, sending = false, retrying = false, spent = 0, round = s.round + 1,
      due_at = $1, updated_at = $1, endpoint = coalesce(c.endpoint, s.endpoint)
    FROM chosen c WHERE s.state = ${FAILED} AND s.seq = c.seq
    RETURNING s.seq, c.url
  ), redirected AS (
    UPDATE dropship_message m SET url = t.url, enqueued_for = coalesce(m.enqueued_for, m.url)
    FROM retried t WHERE m.seq = t.seq AND t.url <> m.url
  )
  SELECT count(*) AS n FROM retried`

const removal = (selection: string): string => `
  WITH picked AS MATERIALIZED (${selection}),
    gone AS (DELETE FROM dropship_delivery WHERE seq = ANY (${PICKED_KEYS}) RETURNING seq),
    messages AS (DELETE FROM dropship_message WHERE seq = ANY (${PICKED_KEYS})),
    attempts AS (DELETE FROM dropship_attempt WHERE seq = ANY (${PICKED_KEYS}))
  SELECT count(*) AS n FROM gone`

export const discardSql = (condition: string): string =>
  removal(`SELECT d.seq FROM ${DELIVERIES} WHERE ${condition} ORDER BY d.seq FOR UPDATE OF d`)

export const PURGE = removal(
  `SELECT seq FROM dropship_delivery WHERE state = ${DELIVERED} AND updated_at < $1
   ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
)
