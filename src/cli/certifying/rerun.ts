import { join } from 'node:path'
import { parsedUrl, shellWord, shownUrl } from '../../core/index.ts'
import type { Report } from '../../certify/index.ts'
import { FLAGS } from '../options/scheme-options.ts'

/** Options that decide what is checked or shown: the next command chooses them anew. */
const REPLACED = new Set([
  '--only',
  '--skip',
  '--failed',
  '--format',
  '--evidence',
  '--sign',
  '--seed',
])

/** Options whose values are secret, with what is printed in their place. */
const SECRETS: ReadonlyMap<string, string> = new Map([
  ...FLAGS.flatMap(({ flag, field: { isSecret, variable } }) =>
    isSecret === true ? [[flag, `$${variable ?? 'SECRET'}`] as const] : [],
  ),
  ['--other-client-secret', '$DROPSHIP_OTHER_CLIENT_SECRET'],
  ['--request-header', 'NAME: VALUE'],
  ['--observer-header', 'NAME: VALUE'],
  ['--token-param', 'NAME=VALUE'],
])

/**
 * The command that makes only the checks that failed again, with the seed of this run.
 * @param typed the arguments of this run's command
 * @param out the folder of its reports; without it, requirements are named
 */
export function rerunCommand(typed: readonly string[], report: Report, out?: string): string {
  const kept: string[] = []
  for (let at = 0; at < typed.length; at++) {
    const argument = typed[at] ?? ''
    const [name = ''] = argument.split('=')
    const isJoined = argument.includes('=')
    const secret = SECRETS.get(name)
    if (REPLACED.has(name)) {
      if (!isJoined) at++
    } else if (secret === undefined) kept.push(shellWord(withoutSecrets(argument)))
    else {
      kept.push(name, `"${secret}"`)
      if (!isJoined) at++
    }
  }
  const what =
    out === undefined
      ? ['--only', failedRequirements(report)]
      : ['--failed', shellWord(join(out, 'report.json'))]
  return [
    'dropship certify',
    ...kept,
    '--seed',
    shellWord(report.seed),
    ...what,
    '--format agent',
  ].join(' ')
}

function failedRequirements({ checks }: Report): string {
  const failed = checks.filter(
    ({ status, waiver }) => waiver === undefined && (status === 'failed' || status === 'errored'),
  )
  return [...new Set(failed.map(({ requirement }) => requirement))].join(',')
}

/** A URL may carry a key in its query. */
function withoutSecrets(argument: string): string {
  return argument.replace(/https?:\/\/\S+$/, (url) =>
    parsedUrl(url) === undefined ? url : shownUrl(url),
  )
}
