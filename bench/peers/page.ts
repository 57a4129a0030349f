import { loadavg } from 'node:os'
import { machineFacts } from '../results/machine.ts'
import type { PeerJudged } from './endpoints.ts'
import type { Peer } from './peer.ts'
import { endpointTable, type Judgements, toolTable } from './verdicts.ts'

export interface PeerComparison {
  readonly tools: readonly { readonly peer: Peer; readonly judgements: Judgements }[]
  readonly endpoints: readonly PeerJudged[]
  readonly absent: readonly { readonly name: string; readonly why: string }[]
  readonly seed: string
  readonly atOnce: number
}

/** bench/peers.md. */
export function page({ tools, endpoints, absent, seed, atOnce }: PeerComparison): string {
  const { date, processor } = machineFacts(1)
  const busy = (loadavg()[1] ?? 0).toFixed(1)
  const others = absent.map(({ name, why }) => `${name} was not compared: ${why}.`)
  return `# Other tools at the same endpoints

Written by \`npm run bench:peers\` on ${date}: ${processor}, Node ${process.versions.node}; ${atOnce} endpoints at a time,
on a machine with a mean load of ${busy}.
The endpoints are those of \`tests/endpoints\`, chosen by seed ${seed}. Effects are skipped, because no peer has an observer.
${endpoints.length} were judged in the time that was given; a run without arguments takes 34.
${others.join('\n')}

${toolTable(tools, endpoints)}

- _Found_: a test fails that passes at the correct endpoint without this flaw. _Named_: that test names the operation and, where the
  flaw is in a property, the property; this suite's own failures have to name exactly what \`npm run score\` asks for.
- _Accused_: correct endpoints at which any test fails. _Requests_ arrive at the endpoint; _seconds_ are of the whole command with its
  start. Both are the middle of all runs.

## What the figures do not say

The flawed endpoints were written with this suite, so it has the advantage of the ground; the frameworks' mistakes are those that
their users make. The peers know any contract and are told nothing but an OpenAPI document: much of what this suite finds (access, tokens,
state, parallel and repeated messages, numbers and text at their limits) they do not claim to test. This suite knows these webhooks.

## How each is configured

Each gets the published description with the endpoint's own security scheme, the messages as examples, and 400, 401 and 415 as possible
responses with any body, because the contract leaves them free.

- **Specmatic**: \`resiliencyTests: all\` (generated positive and negative tests), an example with wrong credentials for each operation, at most
  100 combinations for each test; without that limit it takes minutes for each endpoint.
- **Portman**: all contract tests, all kinds of fuzzing of the body, where both 400 and 422 reject, wrong and no credentials; the collection is run
  by Newman.
- **Schemathesis**, where it is on the PATH: all checks, positive and negative data.
- **dropship**: \`certify --level resilient\`.

## Each endpoint

${endpointTable(tools, endpoints)}
`
}
