import { plural } from '../../core/index.ts'
import type { SkippedGroup } from '../results/cause.ts'

/** Whether skipped checks matter, in a few words. */
export const EFFECT_TEXTS: Readonly<Record<SkippedGroup['effect'], string>> = {
  'not applicable': 'does not matter: there is nothing to check here',
  'can be enabled': 'levels are judged without it',
  'after a repair': 'checked once the failure is repaired',
  'level undecided': 'matters: without it the level has no verdict',
}

/** One reason in one line: «9 checks: a response does not show … (name a service …)». */
export function skippedText({ checks, reason, allow }: SkippedGroup): string {
  return `${plural(checks.length, 'check')}: ${reason}${allow === undefined ? '' : ` (${allow})`}`
}
