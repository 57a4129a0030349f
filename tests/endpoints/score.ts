import { certify, type Level, LEVELS, type Report } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { defined, systemClock } from '../../src/core/index.ts'
import { type Behaviour, type RunningEndpoint, startEndpoint } from './endpoint.ts'
import type { Flaw } from './flaw.ts'
import { ACCESS } from './flaws/access.ts'
import { RESPONSES } from './flaws/responses.ts'
import { BEHAVIOUR } from './flaws/behaviour.ts'
import { COMBINATIONS } from './flaws/combinations.ts'
import { DROPPED_RULES } from './flaws/dropped-rules.ts'
import { EFFECTS } from './flaws/effects.ts'
import { INVENTED_RULES } from './flaws/invented-rules.ts'
import { LENIENT_PARSING } from './flaws/lenient-parsing.ts'
import { SHARED_STATE } from './flaws/shared-state.ts'
import { NEARLY_CORRECT_CREDENTIALS } from './flaws/nearly-correct-credentials.ts'

export const FAMILIES: Readonly<Record<string, readonly Flaw[]>> = {
  'dropped rules': [...DROPPED_RULES, ...LENIENT_PARSING],
  'invented rules': [...INVENTED_RULES, ...COMBINATIONS],
  access: [...ACCESS, ...NEARLY_CORRECT_CREDENTIALS],
  behaviour: [...BEHAVIOUR, ...SHARED_STATE],
  responses: RESPONSES,
  effects: EFFECTS,
}

export interface FlawScore {
  readonly found: boolean
  readonly named: boolean
  /** Whether the level below the flaw's own still passed; `true` where there is none below. */
  readonly passedBelow: boolean
  readonly report: Report
}

/** Certifies an endpoint that runs at a level, as a partner would, and ends it. */
export async function certifyRunning(
  endpoint: RunningEndpoint,
  level: Level,
  timeoutMs = 2000,
): Promise<Report> {
  try {
    const contract = await loadContract()
    return await certify({
      contract,
      url: endpoint.url,
      credentials: endpoint.credentials,
      ...defined({ otherClient: endpoint.otherClient }),
      ...(endpoint.observerUrl === undefined
        ? {}
        : { observer: { url: endpoint.observerUrl, waitMs: 1000 } }),
      level,
      clock: systemClock,
      timeoutMs,
    })
  } finally {
    await endpoint.close()
  }
}

export async function certifyEndpoint(behaviour: Behaviour, level: Level): Promise<Report> {
  return certifyRunning(await startEndpoint(behaviour), level)
}

export async function scoreFlaw(flaw: Flaw): Promise<FlawScore> {
  return scoreReport(await certifyEndpoint(flaw.make(), flaw.level), flaw)
}

/** Whether a report finds a flaw at its level and names it, and passes the level below. */
export function scoreReport(
  report: Report,
  { level, names }: Pick<Flaw, 'level' | 'names'>,
): FlawScore {
  const failed = report.checks.filter((check) => check.status === 'failed' && check.level === level)
  const below = LEVELS[LEVELS.indexOf(level) - 1]
  return {
    found: report.verdict === 'not certified' && report.levels[level] === 'failed',
    named: failed.some(({ id, pointer = '' }) => pointer.includes(names) || id.includes(names)),
    passedBelow: below === undefined || report.levels[below] === 'passed',
    report,
  }
}
