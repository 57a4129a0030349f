import type { SenderFlaw } from './flaw.ts'

const STATUSES = ['bad-request', 'invalid', 'server-error', 'unavailable']

const perSituation = (situations: readonly string[], check: string): string[] =>
  situations.map((situation) => `retries/${situation}/${check}`)

/** Flaws of retries. */
export const RETRIES: readonly SenderFlaw[] = [
  ...([0, 1, 2, 3, 4, 6, 7, 12] as const).map((retries): SenderFlaw => ({
    name: `retries ${retries} times`,
    behaviour: { retries },
    situations: STATUSES,
    found: retries === 0 ? perSituation(STATUSES, 'retried') : perSituation(STATUSES, 'five-times'),
    level: retries === 0 ? 'compatible' : 'strict',
  })),
  {
    name: 'retries for ever',
    behaviour: { retries: 1000 },
    situations: STATUSES,
    found: perSituation(STATUSES, 'five-times'),
    level: 'strict',
  },
  {
    name: 'retries as the general guide says',
    behaviour: {
      isRetried: ({ status }) => status === 0 || [500, 502, 503, 504].includes(status),
      retries: 20,
    },
    situations: STATUSES,
    found: [],
    warned: [
      'retries/bad-request/retried',
      'retries/invalid/retried',
      'retries/server-error/five-times',
      'retries/unavailable/five-times',
    ],
  },
  {
    name: 'does not retry a 422 alone',
    behaviour: { isRetried: ({ status }) => status !== 422 },
    situations: STATUSES,
    found: ['retries/invalid/retried'],
    level: 'compatible',
  },
  {
    name: 'does not retry server errors',
    behaviour: { isRetried: ({ status }) => status < 500 },
    situations: STATUSES,
    found: ['retries/server-error/retried', 'retries/unavailable/retried'],
    level: 'compatible',
  },
  {
    name: 'does not retry a connection that was reset',
    behaviour: { isRetried: ({ status }) => status !== 0 },
    situations: ['reset', 'server-error'],
    found: ['retries/reset/retried'],
  },
  {
    name: 'does not retry what is not HTTP',
    behaviour: { isRetried: ({ status }) => status !== 0 },
    situations: ['garbage', 'server-error'],
    found: ['retries/garbage/retried'],
  },
  {
    name: 'does not retry a timeout',
    behaviour: { isRetried: ({ status }) => status !== 0 },
    situations: ['hang', 'server-error'],
    found: ['retries/hang/retried'],
  },
  {
    name: 'changes the body on retry',
    behaviour: {
      bytes: ({ body }, delivery) => body.replace('}', `,"attempt":${delivery}}`),
    },
    situations: ['server-error'],
    found: ['message/intended', 'retries/server-error/same-bytes'],
    level: 'compatible',
  },
  {
    name: 'writes the body anew with other blanks on retry',
    behaviour: {
      bytes: ({ body }, delivery) =>
        delivery === 1 ? body : JSON.stringify(JSON.parse(body), undefined, 1),
    },
    situations: ['server-error'],
    found: ['retries/server-error/same-bytes'],
    level: 'compatible',
  },
  {
    name: 'cuts the body short on the last retry',
    behaviour: { bytes: ({ body }, delivery) => (delivery === 6 ? body.slice(0, -1) : body) },
    situations: ['server-error'],
    found: ['message/published', 'message/intended', 'retries/server-error/same-bytes'],
    level: 'compatible',
  },
]
