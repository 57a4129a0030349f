import { type Bug, bug } from './bug.ts'

const POLICY = 'src/sender/policy.ts'
const ATTEMPT = 'src/sender/attempt.ts'

/** In the policy, and in how an attempt is judged. */
export const SENDING_BUGS: readonly Bug[] = [
  bug(
    'one retry too few',
    1,
    'attempts as the policy says',
    POLICY,
    'spent > policy.retries',
    'spent >= policy.retries',
  ),
  bug(
    'one retry too many',
    1,
    'attempts as the policy says',
    POLICY,
    'spent > policy.retries',
    'spent > policy.retries + 1',
  ),
  bug(
    'waits that grow one retry too early',
    1,
    'waits as the policy says',
    POLICY,
    'policy.factor ** (retry - 1)',
    'policy.factor ** retry',
  ),
  bug(
    'a wait that Retry-After lowers',
    40,
    'waits as the policy says',
    POLICY,
    'Math.max(backoffMs(policy, spent), asked)',
    'asked > 0 ? asked : backoffMs(policy, spent)',
  ),
  bug(
    'a Retry-After that is ignored',
    17,
    'waits as the policy says',
    POLICY,
    'Math.max(backoffMs(policy, spent), asked)',
    'backoffMs(policy, spent)',
  ),
  bug(
    'a Retry-After without its limit',
    22,
    'waits as the policy says',
    POLICY,
    'Math.min(attempt.retryAfterMs ?? 0, policy.maxRetryAfterMs)',
    'attempt.retryAfterMs ?? 0',
  ),
  bug(
    'jitter that shortens',
    1,
    'waits as the policy says',
    POLICY,
    '1 + policy.jitter * random.next()',
    '1 - policy.jitter * random.next()',
  ),
  bug(
    'jitter beyond its bound',
    1,
    'waits as the policy says',
    POLICY,
    '1 + policy.jitter * random.next()',
    '1 + policy.jitter * 1.1',
  ),
  bug(
    'a redirect taken for success',
    10,
    'truly recorded',
    ATTEMPT,
    'if (status >= 200 && status < 300) return undefined',
    'if (status >= 200 && status < 400) return undefined',
  ),
  bug(
    'a response taken for success although the connection was cut',
    1,
    'truly recorded',
    ATTEMPT,
    ': exchange?.failure\n',
    ': exchange?.response === undefined ? exchange?.failure : undefined\n',
  ),
  bug(
    'Retry-After honoured on any status',
    17,
    'truly recorded',
    ATTEMPT,
    'if (response?.status !== 429 && response?.status !== 503) return undefined',
    'if (response === undefined) return undefined',
  ),
  bug(
    'a rejected token that is used again',
    31,
    ['progress', 'truly recorded', 'attempts need a claim'],
    'src/auth/token-cache.ts',
    'if (this.#current?.token.value === rejected) this.#current = undefined',
    'void rejected',
  ),
]
