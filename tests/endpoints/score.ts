import { certify, type Level, LEVELS, type Report } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { type Behaviour, type RunningEndpoint, startEndpoint } from './endpoint.ts'
import type { Flaw } from './flaw.ts'
import { ACCESS } from './flaws/access.ts'
import { RESPONSES } from './flaws/responses.ts'
import { BEHAVIOUR } from './flaws/behaviour.ts'
import { DROPPED_RULES } from './flaws/dropped-rules.ts'
import { INVENTED_RULES } from './flaws/invented-rules.ts'
import { LENIENT_PARSING } from './flaws/lenient-parsing.ts'
import { SHARED_STATE } from './flaws/shared-state.ts'
import { NEARLY_CORRECT_CREDENTIALS } from './flaws/nearly-correct-credentials.ts'

export const FAMILIES: Readonly<Record<string, readonly Flaw[]>> = {
  'dropped rules': [...DROPPED_RULES, ...LENIENT_PARSING],
  'invented rules': INVENTED_RULES,
  access: [...ACCESS, ...NEARLY_CORRECT_CREDENTIALS],
  behaviour: [...BEHAVIOUR, ...SHARED_STATE],
  responses: RESPONSES,
}

export interface FlawScore {
  readonly found: boolean
  readonly named: boolean
  /** Whether the level below the flaw's own still passed; `true` where there is none below. */
  readonly passedBelow: boolean
  readonly report: Report
}

/** Certifies an endpoint that runs at a level, as a partner would, and ends it. */
export async function certifyRunning(endpoint: RunningEndpoint, level: Level): Promise<Report> {
  try {
    const contract = await loadContract()
    return await certify({
      contract,
      url: endpoint.url,
      credentials: endpoint.credentials,
      ...(endpoint.otherClient === undefined ? {} : { otherClient: endpoint.otherClient }),
      level,
      clock: systemClock,
      timeoutMs: 2000,
    })
  } finally {
    await endpoint.close()
  }
}

export async function certifyEndpoint(behaviour: Behaviour, level: Level): Promise<Report> {
  return certifyRunning(await startEndpoint(behaviour), level)
}

export async function scoreFlaw(flaw: Flaw): Promise<FlawScore> {
  const report = await certifyEndpoint(flaw.make(), flaw.level)
  const failed = report.checks.filter(({ status }) => status === 'failed')
  const found = report.verdict === 'not certified' && report.levels[flaw.level] === 'failed'
  const named = failed.some(
    ({ id, pointer, level }) =>
      level === flaw.level && ((pointer ?? '').includes(flaw.names) || id.includes(flaw.names)),
  )
  const below = LEVELS[LEVELS.indexOf(flaw.level) - 1]
  return {
    found,
    named,
    passedBelow: below === undefined || report.levels[below] === 'passed',
    report,
  }
}
