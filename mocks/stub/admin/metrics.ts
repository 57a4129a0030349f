import { BUCKETS, type JournalTotals } from '../journal/totals.ts'

/** The counts in Prometheus' text format. */
export function renderMetrics(
  totals: JournalTotals,
  validTokens: number,
  uptimeSeconds: number,
): string {
  const labelled = (
    name: string,
    label: string,
    counts: Readonly<Record<string, number>>,
  ): string[] =>
    Object.entries(counts).map(
      ([value, count]) => `dropship_stub_${name}_total{${label}="${value}"} ${count}`,
    )
  return [
    '# HELP dropship_stub_verdicts_total Requests by verdict of the stub.',
    '# TYPE dropship_stub_verdicts_total counter',
    ...labelled('verdicts', 'verdict', totals.byVerdict),
    '# HELP dropship_stub_answers_total Requests by response status; 0 for no response.',
    '# TYPE dropship_stub_answers_total counter',
    ...labelled('answers', 'status', totals.byStatus),
    '# HELP dropship_stub_body_bytes_total Bytes of request bodies.',
    '# TYPE dropship_stub_body_bytes_total counter',
    `dropship_stub_body_bytes_total ${totals.bodyBytes}`,
    '# HELP dropship_stub_duration_seconds From the first byte of a request to its response.',
    '# TYPE dropship_stub_duration_seconds histogram',
    ...BUCKETS.map(
      (bound, index) =>
        `dropship_stub_duration_seconds_bucket{le="${bound}"} ${totals.buckets[index] ?? 0}`,
    ),
    `dropship_stub_duration_seconds_bucket{le="+Inf"} ${totals.requests}`,
    `dropship_stub_duration_seconds_sum ${totals.durationSeconds}`,
    `dropship_stub_duration_seconds_count ${totals.requests}`,
    '# HELP dropship_stub_tokens Access tokens that are valid now.',
    '# TYPE dropship_stub_tokens gauge',
    `dropship_stub_tokens ${validTokens}`,
    '# HELP dropship_stub_uptime_seconds Seconds since the stub was started.',
    '# TYPE dropship_stub_uptime_seconds gauge',
    `dropship_stub_uptime_seconds ${uptimeSeconds}`,
    '',
  ].join('\n')
}
