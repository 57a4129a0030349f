import { type Addresses, describeEndpoint } from '../../contract/index.ts'
import { type ExitCode, formatDuration, plural, printableLine, shownUrl } from '../../core/index.ts'
import {
  renderJsonLine,
  renderProblem,
  targetWithoutCredentials,
  type Traffic,
} from '../../validate/index.ts'
import type { Context } from '../context.ts'
import type { CommonOptions } from '../options/common.ts'

export interface Reporter {
  /** @param page the URL of the console, if it runs */
  started(url: string, addresses: Addresses, page: string | undefined): void
  show(traffic: Traffic): void
  /** Prints the summary and returns the exit code: 1 if anything was invalid or failed. */
  summary(): ExitCode
}

/** Prints a line for each request, followed by the problems of the request and its response. */
export function createReporter(context: Context, { json, quiet }: CommonOptions): Reporter {
  const { stdout, stderr } = context
  let requests = 0
  let invalidRequests = 0
  let invalidResponses = 0
  let failures = 0
  let unmatched = 0
  return {
    started: (url, addresses, page) => {
      if (json) return
      stdout.write(
        quiet
          ? `${url}\n`
          : [
              `Forwarding requests from ${url} to ${describeEndpoint(addresses)}, checking both directions.`,
              ...routeLines(url, addresses),
              ...(page === undefined ? [] : [`Console: ${page}`]),
              'Stop with Ctrl+C.\n\n',
            ].join('\n'),
      )
    },
    show: (traffic) => {
      requests += 1
      if (traffic.operation === undefined) unmatched += 1
      if (traffic.requestProblems.length > 0) invalidRequests += 1
      if (traffic.responseProblems.length > 0) invalidResponses += 1
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
          `${plural(requests, 'request')}: ${invalidRequests} invalid, ${invalidResponses} with an invalid response, ${failures} without a complete response, ${unmatched} matched no operation of the contract\n`,
        )
      }
      return invalidRequests + invalidResponses + failures === 0 ? 0 : 1
    },
  }
}

/** The operations with their own URLs, and those that are not enabled. */
function routeLines(url: string, { enabled, notEnabled }: Addresses): string[] {
  const own = enabled.filter(({ isOwn }) => isOwn)
  return [
    ...own.map(({ operation, path, url: to }) => `  ${operation}: ${url}${path} → ${shownUrl(to)}`),
    ...(notEnabled.length === 0 ? [] : [`  not enabled: ${notEnabled.join(', ')}`]),
  ]
}

function lineOf({ id, request, durationMs, response, failure, operation }: Traffic): string {
  const status = response === undefined ? '–' : String(response.status)
  const about = operation === undefined ? 'no operation of the contract' : operation.id
  const end = failure === undefined ? '' : `: ${failure.message}`
  const path = targetWithoutCredentials(request.target).slice(0, 200)
  return printableLine(
    `#${id} ${request.method} ${path} ${status} ${formatDuration(durationMs)}  ${about}${end}`,
  )
}
