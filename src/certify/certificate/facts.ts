import { plural } from '../../core/index.ts'
import { REQUIREMENT_SETS } from '../requirement-sets/requirement-set.ts'
import { ownerOf, routeTexts } from '../report/wording.ts'
import { type Certificate, type EarlierRuns, skippedText } from './certificate.ts'
import type { Countersignature } from './countersignature.ts'
import type { FirstCertificate } from './first-format.ts'
import type { Read } from './verify.ts'

/** One thing that a certificate says, for a terminal and a page: unsafe to print as it is. */
export interface Fact {
  readonly name: string
  readonly texts: readonly string[]
  /** More than a terminal needs: a page lists it. */
  readonly details?: readonly string[]
}

/** What a certificate's level promises, in one sentence. */
export const LEVEL_SENTENCES = {
  endpoint: {
    compatible:
      'It accepts every message that the sender may send, with authentication as documented.',
    strict: 'It accepts every valid message, and rejects every invalid one that was sent to it.',
    resilient: 'It is strict, and stays so with parallel, repeated, slow and large requests.',
  },
  sender: {
    compatible: 'It sends valid messages with authentication as documented.',
    strict: 'It retries, renews tokens and stops as documented.',
    resilient: 'It does so with endpoints that are slow, fail or come back.',
  },
} as const

/** Whom and what a certificate is about: «Acme Retail, staging: https://…». */
export function subjectOfCertificate({ certificate, format }: Read): string {
  if (format === 'first format') return certificate.endpoint
  const owner = ownerOf(certificate)
  return owner === undefined ? certificate.endpoint : `${owner}: ${certificate.endpoint}`
}

/** Everything that a certificate says. */
export function factsOf(read: Read): Fact[] {
  const facts =
    read.format === 'first format'
      ? factsOfFirst(read.certificate)
      : [
          ...factsOfCertificate(read.certificate),
          ...(read.countersignature === undefined
            ? []
            : factsOfCountersignature(read.countersignature)),
        ]
  return facts.filter(({ texts }) => texts.length > 0)
}

function factsOfFirst(certificate: FirstCertificate): Fact[] {
  const { contract, suiteVersion, certifiedAt, waived } = certificate
  return [
    {
      name: 'format',
      texts: [
        'first format: says nothing of expiry, skipped checks, rules that were not tested, earlier runs or who ran it',
      ],
    },
    { name: 'contract', texts: [contractText(contract)] },
    { name: 'run', texts: [`${certifiedAt}, suite ${suiteVersion}`] },
    { name: 'waived', texts: waived },
  ]
}

function factsOfCertificate(certificate: Certificate): Fact[] {
  const { partner, environment, purpose, addresses, notEnabled, route, effects, counts } =
    certificate
  const { requirementSet, startedAt, endedAt, runBy, seed, suiteVersion } = certificate
  const one = (text: string | undefined): string[] => (text === undefined ? [] : [text])
  return [
    { name: 'partner', texts: one(partner) },
    { name: 'system', texts: one(environment) },
    { name: 'purpose', texts: one(purpose) },
    { name: 'valid', texts: [`until ${certificate.expiresAt}`] },
    { name: 'address', texts: addresses.map(({ operation, url }) => `${operation}: ${url}`) },
    { name: 'not enabled', texts: notEnabled },
    { name: 'reached', texts: routeTexts(route) },
    { name: 'effects', texts: [effects] },
    {
      name: 'checks',
      texts: [
        `${counts.passed} passed, ${counts.failed} failed, ${counts.warned} warned, ${counts.skipped} skipped, with ${plural(counts.requests, 'request')}`,
      ],
    },
    { name: 'skipped', texts: certificate.skipped.map(skippedText) },
    { name: 'rules', texts: certificate.rules.map(rulesText) },
    notTested(certificate),
    {
      name: 'waived',
      texts: certificate.waivers.map(
        ({ check, reason, expires }) => `${check}: ${reason} (until ${expires})`,
      ),
    },
    { name: 'contract', texts: [contractText(certificate.contract)] },
    {
      name: 'requirements',
      texts: [
        `set ${requirementSet.version} of ${requirementSet.name}s, sha256 ${requirementSet.sha256}`,
      ],
    },
    { name: 'run', texts: [`${startedAt} to ${endedAt}, suite ${suiteVersion}, seed ${seed}`] },
    { name: 'run by', texts: [`${runBy} (by their own account)`] },
    { name: 'earlier runs', texts: [earlierRunsText(certificate.earlierRuns)] },
    { name: 'report', texts: [`sha256 ${certificate.reportSha256}`] },
  ]
}

function factsOfCountersignature({ rerun, runBy }: Countersignature): Fact[] {
  const { share, checks, passed, warned, skipped, requests, startedAt, endedAt, seed } = rerun
  return [
    {
      name: 'repeated',
      texts: [
        `${plural(checks, 'check')}, ${Math.round(share * 100)} % of each operation and level: ${passed} passed, ${warned} warned, ${skipped} skipped, with ${plural(requests, 'request')}`,
        `${startedAt} to ${endedAt}, suite ${rerun.suiteVersion}, seed ${seed}`,
        `by ${runBy}`,
      ],
    },
  ]
}

function contractText({ title, version, sha256 }: Certificate['contract']): string {
  return `${title} ${version}, sha256 ${sha256}`
}

function rulesText({ operation, rules, tested, rejections }: Certificate['rules'][number]): string {
  return rejections === 'not applicable'
    ? `${operation}: no rule to break`
    : `${operation}: ${tested} of ${plural(rules, 'rule')} tested`
}

/** Rules of one reason that are named one by one; more are counted, and listed in the details. */
const MOST_NAMED = 5

function notTested(certificate: Certificate): Fact {
  const { rulesNotTested, sentencesNotTested } = certificate
  const counted = rulesNotTested.flatMap(({ reason, rules }) =>
    rules.length > MOST_NAMED
      ? [`${plural(rules.length, 'rule')}: ${reason}`]
      : rules.map((rule) => `${rule}: ${reason}`),
  )
  const sentences = sentencesNotTested.length === 0 ? [] : [sentencesNotTested.join(', ')]
  const longer = rulesNotTested.filter(({ rules }) => rules.length > MOST_NAMED)
  return {
    name: 'not tested',
    texts: [...counted, ...sentences],
    details: [...longer.flatMap(({ rules }) => rules), ...sentenceTexts(certificate)],
  }
}

function sentenceTexts({ sentencesNotTested, requirementSet }: Certificate): string[] {
  const set = REQUIREMENT_SETS.find(
    ({ name, version }) => name === requirementSet.name && version === requirementSet.version,
  )
  return sentencesNotTested.flatMap((id) => {
    const known = set?.requirements.find((requirement) => requirement.id === id)
    return known === undefined ? [] : [`${id} ${known.sentence} (${known.notTested ?? ''})`]
  })
}

function earlierRunsText({ source, since, runs, omitted }: EarlierRuns): string {
  if (source === 'none') return 'not recorded'
  const total = runs.length + omitted
  const from = since === undefined ? '' : ` since the certificate of ${since}`
  const named = runs.map((run) => `${run.startedAt} ${run.level} ${run.verdict}`).join('; ')
  const unnamed = since === undefined ? '' : '; older runs are not listed'
  return `${total === 0 ? 'none' : total}${from}, by a local file${total === 0 ? '' : `: ${named}`}${unnamed}`
}
