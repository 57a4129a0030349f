import type { Level, Report } from '../../src/certify/index.ts'
import { lessonOf, names, repairByReports } from './author.ts'
import { CORRECT } from './correct.ts'
import { startEndpoint, type RunningEndpoint } from './endpoint.ts'
import { startExpressEndpoint } from './express.ts'
import { type Framework, FRAMEWORKS } from './frameworks/index.ts'
import { certifyRunning, FAMILIES, scoreFlaw, scoreReport, type FlawScore } from './score.ts'

/** One certification of the score. */
export type ScoreJob = FlawJob | CorrectJob | NaiveJob

interface FlawJob {
  readonly kind: 'flaw'
  readonly family: string
  readonly name: string
  readonly run: () => Promise<FlawScore & { readonly isTold?: boolean }>
}

interface CorrectJob {
  readonly kind: 'correct'
  readonly family: string
  readonly name: string
  readonly run: () => Promise<{ readonly accusations: readonly string[] }>
}

/** All mistakes at once, repaired by reports alone: what is certified at the end is the correct endpoint. */
interface NaiveJob {
  readonly kind: 'naive'
  readonly family: string
  readonly name: string
  readonly run: () => Promise<{
    readonly repairs: readonly number[]
    readonly misses: readonly string[]
  }>
}

/** Frameworks read whole megabytes with classes and schemas of their users' own. */
const FRAMEWORK_TIMEOUT_MS = 10_000
export const OWN_ENDPOINTS = 'own endpoints'

/**
 * All certifications, always in the same order: every flaw, and every correct endpoint at `resilient`; a framework's is the last of
 * its naive ones.
 */
export const JOBS: readonly ScoreJob[] = [
  ...Object.entries(FAMILIES).flatMap(([family, flaws]) =>
    flaws.map((flaw): ScoreJob => ({
      kind: 'flaw',
      family,
      name: flaw.name,
      run: () => scoreFlaw(flaw),
    })),
  ),
  ...Object.entries(CORRECT).map(([name, make]) =>
    correct(OWN_ENDPOINTS, name, () => startEndpoint(make())),
  ),
  correct(OWN_ENDPOINTS, 'Express with its JSON parser', startExpressEndpoint),
  ...Object.entries(FRAMEWORKS).flatMap(([family, framework]) => frameworkJobs(family, framework)),
]

function correct(family: string, name: string, start: () => Promise<RunningEndpoint>): ScoreJob {
  const run = async (): Promise<{ accusations: readonly string[] }> =>
    accusationsIn(await certifyRunning(await start(), 'resilient'))
  return { kind: 'correct', family, name, run }
}

function naive(
  family: string,
  { mistakes }: Framework,
  certified: (made: readonly string[]) => Promise<Report>,
): ScoreJob {
  const run = async (): ReturnType<NaiveJob['run']> => {
    const { repairs, left, last } = await repairByReports(mistakes, async (made) =>
      lessonOf(await certified(made)),
    )
    if (left.length === 0) {
      const { accusations } = accusationsIn(last.report)
      return { repairs, misses: accusations.map((accusation) => `accused: ${accusation}`) }
    }
    const verdict = last.isCertified ? 'certified in spite of' : 'never named'
    return { repairs, misses: left.map((name) => `${verdict}: ${name}`) }
  }
  return { kind: 'naive', family, name: 'naive until correct', run }
}

function accusationsIn({ verdict, checks }: Report): {
  accusations: readonly string[]
} {
  if (verdict === 'certified') return { accusations: [] }
  return {
    accusations: checks
      .filter(({ status }) => status === 'failed' || status === 'errored')
      .map(({ id, actual }) => `${id}: ${actual}`),
  }
}

function frameworkJobs(family: string, framework: Framework): readonly ScoreJob[] {
  const certified = async (level: Level, made: readonly string[]): Promise<Report> => {
    const { port, close } = await framework.start(made)
    const url = `http://127.0.0.1:${port}`
    const endpoint = { url, credentials: framework.credentials(url), requests: () => 0, close }
    return certifyRunning(endpoint, level, FRAMEWORK_TIMEOUT_MS)
  }
  return [
    naive(family, framework, (made) => certified('resilient', made)),
    ...Object.entries(framework.mistakes).map(([name, mistake]): ScoreJob => ({
      kind: 'flaw',
      family,
      name,
      run: async () => {
        const report = await certified(mistake.level, [name])
        return { ...scoreReport(report, mistake), isTold: names(lessonOf(report), mistake) }
      },
    })),
  ]
}
