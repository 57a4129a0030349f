import { markdownTable } from '../../src/core/index.ts'
import type { PeerJudged } from './endpoints.ts'
import type { Peer, PeerRun } from './peer.ts'

/** One tool at one endpoint. */
export interface PeerJudgement extends PeerRun {
  readonly requests: number
  readonly seconds: number
}

export type PeerVerdict = 'named' | 'found' | 'missed' | 'not completed' | 'accepted' | 'accused'

/** The judgements of one tool by the name of the endpoint. */
export type Judgements = ReadonlyMap<string, PeerJudgement>

/**
 * What a tool makes of an endpoint. A flaw is found by a test that fails here and not at the correct twin, and named when that test
 * names operation and property; a correct endpoint is accused when any test fails.
 */
export function verdictOn(
  { name, flaw }: Pick<PeerJudged, 'name' | 'flaw'>,
  judgements: Judgements,
  names: Peer['names'],
): PeerVerdict | undefined {
  const judgement = judgements.get(name)
  if (judgement === undefined) return undefined
  if (judgement.problem !== undefined) return 'not completed'
  if (flaw === undefined) return judgement.failures.length === 0 ? 'accepted' : 'accused'
  const correct = judgements.get(flaw.twin)
  if (correct === undefined || correct.problem !== undefined) return 'not completed'
  const twin = new Set(correct.failures.map(({ test }) => test))
  const own = judgement.failures.filter(({ test }) => !twin.has(test))
  if (own.length === 0) return 'missed'
  return names(own, flaw.names) ? 'named' : 'found'
}

/** A row for each tool. */
export function toolTable(
  tools: readonly { readonly peer: Peer; readonly judgements: Judgements }[],
  endpoints: readonly PeerJudged[],
): string {
  const rows = tools.map(({ peer, judgements }) => {
    const verdicts = endpoints.map((each) => verdictOn(each, judgements, peer.names))
    const count = (...of: readonly PeerVerdict[]): number =>
      verdicts.filter((verdict) => verdict !== undefined && of.includes(verdict)).length
    const runs = [...judgements.values()]
    return [
      `${peer.name} ${peer.version}`,
      endpoints.filter(({ name, flaw }) => flaw !== undefined && judgements.has(name)).length,
      count('found', 'named'),
      count('named'),
      endpoints.filter(({ name, flaw }) => flaw === undefined && judgements.has(name)).length,
      count('accused'),
      count('not completed'),
      middle(runs.map(({ requests }) => requests)).toFixed(0),
      middle(runs.map(({ seconds }) => seconds)).toFixed(1),
    ]
  })
  return markdownTable(
    [
      'tool',
      '#flawed',
      '#found',
      '#named',
      '#correct',
      '#accused',
      '#not completed',
      '#requests',
      '#seconds',
    ],
    rows,
  ).join('\n')
}

/** A row for each endpoint. */
export function endpointTable(
  tools: readonly { readonly peer: Peer; readonly judgements: Judgements }[],
  endpoints: readonly PeerJudged[],
): string {
  return markdownTable(
    ['endpoint', ...tools.map(({ peer }) => peer.name)],
    endpoints.map((each) => [
      `${each.family}: ${each.name}`.replaceAll('|', '\\|'),
      ...tools.map(
        ({ peer, judgements }) => verdictOn(each, judgements, peer.names) ?? 'not judged',
      ),
    ]),
  ).join('\n')
}

function middle(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}
