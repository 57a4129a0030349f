import {
  type Check,
  coverRules,
  includesLevel,
  listed,
  type Preparation,
  REQUIREMENTS,
  untestedRuleLines,
} from '../../certify/index.ts'
import { type ExitCode, plural } from '../../core/index.ts'
import type { Context } from '../context.ts'

/** A check as JSON. */
function listedCheck({ id, title, requirement, level, operation, pointer }: Check) {
  return { id, title, requirement, level, operation, pointer }
}

export interface PlannedOptions {
  readonly json?: boolean
}

/** Prints every requirement with its checks, or the reason why it has none. */
export function list(
  { plan, rules, level }: Preparation,
  options: PlannedOptions,
  context: Context,
): ExitCode {
  const coverage = coverRules(rules(), plan.checks, includesLevel(level, 'strict'))
  if (options.json === true) {
    context.stdout.write(
      `${JSON.stringify({ requirements: REQUIREMENTS.map(listed), checks: plan.checks.map(listedCheck), rules: coverage }, null, 2)}\n`,
    )
    return 0
  }
  for (const requirement of REQUIREMENTS) {
    const checks = plan.checks.filter((check) => check.requirement === requirement.id)
    context.stdout.write(
      `${requirement.id}  ${requirement.level}  ${requirement.keyword}  ${requirement.text}\n`,
    )
    context.stdout.write(`            rests on ${requirement.basis}: ${requirement.source}\n`)
    if (requirement.notTested !== undefined)
      context.stdout.write(`            not tested: ${requirement.notTested}\n`)
    for (const check of checks) context.stdout.write(`              ${check.id}\n`)
  }
  for (const line of untestedRuleLines(coverage)) context.stdout.write(`${line}\n`)
  context.stdout.write(
    `${plural(REQUIREMENTS.length, 'requirement')}, ${plural(plan.checks.length, 'check')}\n`,
  )
  return 0
}

/** Prints what a run would send and which test data it would leave, and sends nothing. */
export function dryRun(
  { plan, prefix }: Preparation,
  options: PlannedOptions & { readonly usesTokens: boolean },
  context: Context,
): ExitCode {
  const { usesTokens } = options
  const summary = {
    checks: plan.checks.length - plan.excluded.size,
    requestsAtMost: plan.budget,
    identifierPrefix: prefix,
    operations: plan.perOperation,
    probes: plan.groups.map(({ name, operation, checks, requests }) => ({
      name,
      operation,
      checks: checks.length,
      requestsAtMost: requests,
    })),
  }
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify(summary, null, 2)}\n`)
    return 0
  }
  const line = (requests: number, what: string): string =>
    `  ${String(requests).padStart(5)} requests  ${what}\n`
  const isSent = summary.probes.filter((probe) => probe.requestsAtMost > 0)
  context.stdout.write(
    [
      `Nothing was sent. A run would make ${plural(summary.checks, 'check')} with at most ${plural(summary.requestsAtMost, 'request')}; fewer when less has to be narrowed down.\n`,
      '\nFor each operation at most\n',
      ...summary.operations.map(({ operation, requestsAtMost }) => line(requestsAtMost, operation)),
      '\nIn this order at most\n',
      line(plan.preflight, `preflight: a valid message for each operation`),
      ...isSent.map((probe) =>
        line(probe.requestsAtMost, `${plural(probe.checks, 'check')}  ${probe.name}`),
      ),
      usesTokens
        ? '\nAccess tokens are fetched from the token service as they are needed, and are not counted.\n'
        : '\n',
      prefix === ''
        ? 'The messages are about the orders of --fixtures, which will change in the test system.\n'
        : `The client_identifier of every synthetic order contains ${prefix}.\n`,
    ].join(''),
  )
  return 0
}
