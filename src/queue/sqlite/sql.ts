import { DELIVERED, PENDING } from './schema.ts'

/** Due deliveries after a place in their order. As one text: many values one by one take four times as long. */
export const DUE = `SELECT json_group_array(json_array(seq, due_at)) AS positions FROM (
  SELECT seq, due_at FROM delivery
  WHERE endpoint = ? AND retrying = ? AND state = ${PENDING} AND due_at <= ? AND (due_at, seq) > (?, ?)
  ORDER BY due_at, seq LIMIT ?)`

/** The next deliveries, due or not. */
export const NEXT = `SELECT seq, due_at FROM delivery
  WHERE endpoint = ? AND retrying = ? AND state = ${PENDING} ORDER BY due_at, seq LIMIT ?`

/** Of the deliveries of a list of keys, as one text, too. */
export const COLUMNS = `SELECT
  json_group_array(json_array(d.seq, d.id, d.operation, d.method, d.url, d.identifier, d.spent, d.round)) AS rows
  FROM json_each(?) k CROSS JOIN delivery d ON d.seq = k.value`

/** Of a list of keys. */
export const BODIES =
  'SELECT m.seq, m.body FROM json_each(?) k CROSS JOIN message m ON m.seq = k.value'

/** Makes failed deliveries due again. */
export const RETRY = `UPDATE delivery
  SET state = ${PENDING}, retrying = 0, spent = 0, round = round + 1, due_at = ?, updated_at = ?
  WHERE seq IN (SELECT value FROM json_each(?))`

/** Of a list of keys, those of one operation. */
export const REDIRECT = `UPDATE delivery
  SET endpoint = ?1, url = ?2, enqueued_for = coalesce(enqueued_for, url)
  WHERE seq IN (SELECT value FROM json_each(?4)) AND operation = ?3 AND url <> ?2`

/** SQLite uses the partial index of settled deliveries only when the query repeats the index's condition. */
export const DELIVERED_BEFORE = `SELECT seq FROM delivery
  WHERE state > 0 AND state = ${DELIVERED} AND updated_at < ? ORDER BY updated_at LIMIT ?`
