import { type Addresses, describeEndpoint } from '../../contract/index.ts'
import { type ExitCode, formatDuration, printableLine, shownUrl } from '../../core/index.ts'
import {
  renderJsonLine,
  renderProblem,
  targetWithoutCredentials,
  type Traffic,
} from '../../validate/index.ts'
import type { Context } from '../context.ts'
import type { CommonOptions } from '../options/common.ts'

export interface Reporter {
  /** @param page where the console is, when there is one */
  started(url: string, addresses: Addresses, page: string | undefined): void
  show(traffic: Traffic): void
  /** Prints what passed, and says how the command ends: 1 when anything was wrong. */
  summary(): ExitCode
}

/** Prints a line for each request, and below it what is wrong with it or its answer. */
export function createReporter(context: Context, { json, quiet }: CommonOptions): Reporter {
  const { stdout, stderr } = context
  let passed = 0
  let wrongRequests = 0
  let wrongAnswers = 0
  let failures = 0
  let unmatched = 0
  return {
    started: (url, addresses, page) => {
      if (json) return
      stdout.write(
        quiet
          ? `${url}\n`
          : [
              `Passing what is sent to ${url} on to ${describeEndpoint(addresses)}, judging both directions.`,
              ...routeLines(url, addresses),
              ...(page === undefined ? [] : [`See all of it: ${page}`]),
              'Stop with Ctrl+C.\n\n',
            ].join('\n'),
      )
    },
    show: (traffic) => {
      passed += 1
      if (traffic.operation === undefined) unmatched += 1
      if (traffic.requestProblems.length > 0) wrongRequests += 1
      if (traffic.responseProblems.length > 0) wrongAnswers += 1
      if (traffic.failure !== undefined) failures += 1
      const problems = [...traffic.requestProblems, ...traffic.responseProblems]
      if (json) for (const problem of problems) stdout.write(renderJsonLine(problem))
      else if (!quiet) {
        stdout.write(`${lineOf(traffic)}\n`)
        for (const problem of problems) stdout.write(renderProblem(problem, stdout.hasColor))
      }
    },
    summary: () => {
      if (!json && !quiet) {
        stderr.write(
          `${passed} request${passed === 1 ? '' : 's'} passed: ${wrongRequests} invalid, ${wrongAnswers} with an invalid answer, ${failures} without a complete answer, ${unmatched} of no operation of the contract\n`,
        )
      }
      return wrongRequests + wrongAnswers + failures === 0 ? 0 : 1
    },
  }
}

/** What goes where, unless the base URL says it. */
function routeLines(url: string, { enabled, notEnabled }: Addresses): string[] {
  const own = enabled.filter(({ isOwn }) => isOwn)
  return [
    ...own.map(({ operation, path, url: to }) => `  ${operation}: ${url}${path} → ${shownUrl(to)}`),
    ...(notEnabled.length === 0 ? [] : [`  not enabled: ${notEnabled.join(', ')}`]),
  ]
}

function lineOf({ id, method, target, durationMs, response, failure, operation }: Traffic): string {
  const status = response === undefined ? '–' : String(response.status)
  const about = operation === undefined ? 'no operation of the contract' : operation.id
  const end = failure === undefined ? '' : `: ${failure}`
  const path = targetWithoutCredentials(target).slice(0, 200)
  return printableLine(
    `#${id} ${method} ${path} ${status} ${formatDuration(durationMs)}  ${about}${end}`,
  )
}
