import {
  listed,
  type Report,
  type ReportedCheck,
  REQUIREMENTS,
  SUITE_VERSION,
} from '../../src/certify/index.ts'

/** What a hostile endpoint returns to those who read its response in a browser, a terminal or an XML viewer. */
export const HOSTILE =
  '</pre></script><script>window.stolen = 1</script><img src="http://evil.invalid/x" onerror="stolen = 2">]]>'

export const FAILED_ID = 'refuse/drop_shipment_confirmation/minimum:/shipment/shipment_items/0/id=0'

const ORIGIN = 'http://127.0.0.1:4010'

function check(
  more: Partial<ReportedCheck> & Pick<ReportedCheck, 'id' | 'requirement'>,
): ReportedCheck {
  const operation = more.operation ?? 'drop_shipment_confirmation'
  return {
    title: `title of ${more.id}`,
    level: 'compatible',
    operation,
    status: 'passed',
    expected: 'a 2xx, because the message is valid',
    actual: 'answered 200',
    request: {
      method: 'POST',
      url: `${ORIGIN}/${operation}`,
      headers: [['Authorization', 'Bearer $DROPSHIP_TOKEN']],
      body: JSON.stringify({ shipment: { carrier: 'UPS', note: 'x'.repeat(300) } }),
    },
    response: { status: 200, headers: [['content-type', 'application/json']], body: '{}' },
    durationMs: 3,
    reproduce: `curl -sS -X POST '${ORIGIN}/${operation}'`,
    ...more,
  }
}

const CHECKS: readonly ReportedCheck[] = [
  check({ id: 'accept/drop_shipment_confirmation/full', requirement: 'DS-ACC-01' }),
  check({
    id: 'accept/drop_shipment_cancellation/full',
    requirement: 'DS-ACC-01',
    operation: 'drop_shipment_cancellation',
  }),
  check({
    id: 'accept/drop_shipment_confirmation/answers-200',
    requirement: 'DS-ACC-04',
    status: 'warned',
    actual: 'answered 204 & nothing else',
  }),
  check({
    id: FAILED_ID,
    requirement: 'DS-REF-05',
    level: 'strict',
    title: 'rejects shipment.shipment_items[0].id = 0 (minimum 1)',
    status: 'failed',
    pointer: '/shipment/shipment_items/*/id',
    expected: '400 or 422',
    actual: `accepted with 200: ${HOSTILE}\u0000\u001B[31m`,
    fix: 'respond 422, 100% of the time',
    rule: 'openapi/drop-ship.yaml:313',
    response: { status: 200, headers: [['content-type', 'text/html']], body: HOSTILE },
  }),
  check({
    id: 'refuse/drop_shipment_cancellation/minimum:/order/id=0',
    requirement: 'DS-REF-05',
    level: 'strict',
    operation: 'drop_shipment_cancellation',
  }),
  check({
    id: 'refuse/drop_shipment_confirmation/required:/shipment/carrier',
    requirement: 'DS-REF-01',
    level: 'strict',
    status: 'failed',
    actual: 'accepted with 200',
    waiver: { reason: 'fixed with the next release', expires: '2027-01-31' },
  }),
  check({
    id: 'authenticate/drop_shipment_confirmation/expired',
    requirement: 'DS-AUTH-04',
    status: 'skipped',
    actual: 'skipped: a token lives 25 h',
  }),
]

/** A small report that holds one check of each status. */
export function sampleReport(): Report {
  const count = (status: ReportedCheck['status']): number =>
    CHECKS.filter((each) => each.status === status).length
  return {
    suiteVersion: SUITE_VERSION,
    contract: { title: 'Drop Ship', version: '1.0.0', sha256: 'a'.repeat(64) },
    endpoint: ORIGIN,
    addresses: [
      'drop_shipment_confirmation',
      'drop_shipment_cancellation',
      'drop_shipment_partial_cancellation',
    ].map((operation) => ({ operation, url: `${ORIGIN}/${operation}` })),
    notEnabled: [],
    route: { proxies: [], authorities: [], requestHeaders: [] },
    level: 'strict',
    seed: '1',
    startedAt: '2026-01-05T09:12:44.000Z',
    durationMs: 1400,
    verdict: 'not certified',
    levels: { compatible: 'passed', strict: 'failed', resilient: 'not run' },
    effects: 'not observed',
    summary: {
      passed: count('passed'),
      failed: count('failed'),
      warned: count('warned'),
      skipped: count('skipped'),
      errored: 0,
      requests: 7,
    },
    requirements: REQUIREMENTS.map((requirement) => ({
      ...listed(requirement),
      status: requirement.id === 'DS-REF-05' ? 'failed' : 'not run',
      checks: CHECKS.filter((each) => each.requirement === requirement.id).length,
    })),
    checks: CHECKS,
    contractLines: [
      {
        operation: 'drop_shipment_confirmation',
        pointer: '/shipment/shipment_items/*/id',
        text: 'integer optional min 1',
        accepts: ['absent', '1'],
      },
    ],
    baseMessages: [{ operation: 'drop_shipment_confirmation', body: { shipment: {} } }],
    diedOn: {
      request: { method: 'POST', url: ORIGIN, headers: [] },
      reproduce: `curl -sS -X POST '${ORIGIN}'`,
    },
    leftBehind: { prefix: '91dac990', identifiers: ['91dac990-0000-4000-8000-000000000000'] },
  }
}
