import { type Bug, bug } from './bug.ts'

const WORKER = 'src/queue/worker.ts'
const LANE = 'src/queue/lane.ts'

/** In the worker. */
export const WORKING_BUGS: readonly Bug[] = [
  bug(
    'a failed attempt given back instead of recorded',
    'truly recorded',
    WORKER,
    'if (!result.observed) {',
    "if (!result.observed || result.attempt.error?.kind === 'client-error') {",
  ),
  bug(
    'a place that is free before its outcome is recorded',
    'bounded concurrency',
    WORKER,
    'const { attempt } = result\n',
    'const { attempt } = result\n      onRecorded()\n',
  ),
  bug(
    'one delivery more under way than allowed',
    'bounded concurrency',
    LANE,
    'if (this.running >= concurrency ||',
    'if (this.running > concurrency ||',
  ),
  bug(
    'a rate that is caught up with in one burst',
    'bounded rate',
    LANE,
    'const CATCH_UP_MS = 20',
    'const CATCH_UP_MS = 2000',
  ),
  {
    name: 'as many probes as there is room for',
    breaks: ['circuit breaker'],
    changes: [
      {
        file: LANE,
        find: "(permit === 'probe' && this.running === 0)",
        replace: "permit === 'probe'",
      },
      {
        file: LANE,
        find: "return { limit: 1, which: 'all' }",
        replace: "return { limit: room, which: 'all' }",
      },
    ],
  },
  bug(
    'a circuit breaker that never opens again',
    'circuit breaker',
    'src/queue/breaker.ts',
    'if (failures < policy.threshold || isOpen) return { ...state, failures }',
    'if (failures < policy.threshold || state.openUntil !== undefined) return { ...state, failures }',
  ),
  bug(
    'an attempt under a lease that ran out',
    'attempts need a claim',
    WORKER,
    'if (this.#held.isLive(claim)) void',
    'if (claim !== undefined) void',
  ),
  bug(
    'leases that are not extended',
    'one claim',
    'src/queue/held-claims.ts',
    'if (claims.length === 0) return\n',
    'if (claims.length >= 0) return\n',
  ),
  bug(
    'an extension taken for granted',
    'attempts need a claim',
    'src/queue/held-claims.ts',
    'extended.has(claim) ? askedAt + leaseMs : 0',
    'askedAt + leaseMs',
  ),
  bug(
    'a stopped worker that keeps its claims',
    ['ends clean', 'progress'],
    WORKER,
    "for (const lane of this.#lanes) this.#handBack(lane, 'all')\n    this.#finishIfIdle()",
    'this.#finish()',
  ),
  bug(
    'a stopped worker that does not wait for its attempts',
    ['ends clean', 'truly recorded'],
    WORKER,
    'if (this.#held.size === 0 && !this.#lanes.isClaiming) this.#finish()',
    'this.#finish()',
  ),
  bug(
    'a worker that goes on claiming while it is stopped',
    ['ends clean', 'progress', 'truly recorded'],
    WORKER,
    "if (this.#stopping) this.#handBack(lane, 'all')\n",
    "if (this.#stopping && lane.claiming === undefined) this.#handBack(lane, 'all')\n",
  ),
  bug(
    'a look that is forgotten when another is under way',
    ['on time', 'progress'],
    WORKER,
    'this.#lookAgain = this.#looking\n',
    '',
  ),
  bug(
    'a worker that is not told',
    ['on time', 'progress'],
    WORKER,
    'this.#lookAgain = this.#looking\n    if (this.#looking) return',
    'return',
  ),
  bug('a retry that nobody wakes up for', 'progress', WORKER, 'this.#timer.set(at)\n', 'void at\n'),
  bug(
    'a worker that asks without a pause while the store is slow',
    'no busy waiting',
    WORKER,
    'this.#looking ? Infinity : this.#nextLookAt',
    'this.#nextLookAt',
  ),
  bug(
    'a worker that asks without a pause while it is stopped',
    'no busy waiting',
    WORKER,
    '#arm(): void {\n    if (this.#stopping) return',
    '#arm(): void {',
  ),
  bug(
    'a store’s times taken for the worker’s',
    ['on time', 'progress', 'no busy waiting'],
    'src/queue/steady-time.ts',
    'at - this.#store.now() + this.now()',
    'at',
  ),
  bug(
    'an attempt that is counted twice',
    'ends clean',
    'src/queue/tally.ts',
    'if (!recorded) this.#counts.lost++',
    'if (!recorded) this.#counts.attempts++',
  ),
]
