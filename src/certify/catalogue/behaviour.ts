import { requirement, type Requirement } from './requirement.ts'

const RETRIES = 'Failure Handling: any other 4xx or 5xx is retried five times'
const DELIVERY =
  'documented for all such webhooks: delivery is at least once, parallel and not ordered'

/** What an endpoint does under repetition, load and hostile input. */
export const BEHAVIOUR: readonly Requirement[] = [
  requirement(
    'DS-SUR-01',
    'compatible',
    'MUST',
    'page',
    'Nothing that is sent is answered with 5xx, a redirect, a closed connection or silence.',
    RETRIES,
  ),
  requirement(
    'DS-SUR-02',
    'compatible',
    'MUST',
    'page',
    'After whatever was sent, the next valid message is accepted.',
    RETRIES,
  ),
  requirement(
    'DS-SUR-03',
    'compatible',
    'MUST',
    'page',
    'A valid message is accepted every time, not most of the time.',
    RETRIES,
  ),
  requirement(
    'DS-DUP-01',
    'compatible',
    'MUST',
    'practice',
    'The same message is accepted two and six times, byte for byte.',
    `Failure Handling: retry five times with the same message; ${DELIVERY}`,
  ),
  requirement(
    'DS-DUP-02',
    'compatible',
    'MUST',
    'practice',
    'A repeated message has one effect.',
    DELIVERY,
  ),
  requirement(
    'DS-RES-01',
    'resilient',
    'MUST',
    'practice',
    'Messages that come at the same time are all accepted, also when they are the same message.',
    DELIVERY,
  ),
  requirement(
    'DS-RES-02',
    'resilient',
    'MUST',
    'practice',
    'The messages of one order are accepted in any order.',
    DELIVERY,
  ),
  requirement(
    'DS-RES-03',
    'resilient',
    'MUST',
    'practice',
    'Answers come within the latency budget, under load too.',
    'documented practice: webhooks time out',
  ),
  requirement(
    'DS-RES-04',
    'resilient',
    'MUST',
    'practice',
    'Slow and large requests are answered.',
    'documented practice: messages of hundreds of items, slow networks',
  ),
  requirement(
    'DS-RES-05',
    'resilient',
    'MUST',
    'practice',
    'Answers show no stack traces, file paths or other internals.',
    'CWE-209',
  ),
]
