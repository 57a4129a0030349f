import type { SenderFlaw } from './flaw.ts'

const TIMED = ['server-error', 'unavailable', 'bad-request']

/** Flaws of waits. */
export const WAITS: readonly SenderFlaw[] = [
  {
    name: 'does not wait',
    behaviour: { wait: () => 0 },
    situations: TIMED,
    found: ['waits/first', 'waits/exponential'],
    level: 'compatible',
  },
  {
    name: 'waits one second every time',
    behaviour: { wait: () => 1000 },
    situations: TIMED,
    found: ['waits/exponential'],
    level: 'strict',
  },
  {
    name: 'waits linearly longer',
    behaviour: { wait: (retry) => 1000 * retry },
    situations: TIMED,
    found: ['waits/exponential'],
    level: 'strict',
  },
  {
    name: 'waits linearly longer with jitter',
    behaviour: { wait: (retry, random) => 1000 * retry * (1 + 0.2 * random.next()) },
    situations: TIMED,
    found: ['waits/exponential'],
    level: 'strict',
  },
  {
    name: 'waits less every time',
    behaviour: { wait: (retry) => 16_000 / 2 ** (retry - 1) },
    situations: TIMED,
    found: ['waits/exponential', 'waits/jitter'],
    level: 'strict',
  },
  {
    name: 'stops growing after the third retry',
    behaviour: { wait: (retry) => 1000 * 2 ** (Math.min(retry, 3) - 1) },
    situations: TIMED,
    found: ['waits/exponential'],
    level: 'strict',
  },
  {
    name: 'retries once at once, then waits',
    behaviour: { wait: (retry) => (retry === 1 ? 0 : 1000 * 2 ** (retry - 2)) },
    situations: TIMED,
    found: ['waits/first', 'waits/exponential'],
    level: 'compatible',
  },
  {
    name: 'waits a random time',
    isAlone: false,
    behaviour: { wait: (_retry, random) => 500 + 15_000 * random.next() },
    situations: TIMED,
    found: ['waits/exponential', 'waits/jitter'],
    level: 'strict',
  },
  {
    name: 'draws jitter from below the wait',
    isAlone: false,
    behaviour: { wait: (retry, random) => 1000 * 2 ** (retry - 1) * (0.02 + 0.98 * random.next()) },
    situations: [...TIMED, 'bad-gateway', 'too-many-requests', 'not-found'],
    found: ['waits/jitter', 'waits/exponential'],
    level: 'strict',
  },
  {
    name: 'flushes what waits after an outage',
    isAlone: false,
    behaviour: { flushes: true },
    situations: ['shared-outage'],
    found: ['waits/after-outage'],
  },
  {
    name: 'ignores Retry-After',
    behaviour: { retryAfterMs: () => 0 },
    situations: ['retry-after-seconds', 'retry-after-date'],
    found: ['waits/retry-after-seconds', 'waits/retry-after-date'],
  },
  {
    name: 'ignores Retry-After as a date',
    behaviour: { retryAfterMs: (value) => Number(value ?? 0) * 1000 || 0 },
    situations: ['retry-after-seconds', 'retry-after-date'],
    found: ['waits/retry-after-date'],
  },
  {
    name: 'reads the seconds of Retry-After as milliseconds',
    behaviour: { retryAfterMs: (value) => Number(value ?? 0) || 0 },
    situations: ['retry-after-seconds'],
    found: ['waits/retry-after-seconds'],
  },
]
