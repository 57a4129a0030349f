import { markdownCode, markdownFence, markdownTable, markdownText, plural } from '../core/index.ts'
import { type FailureReport, type FailureSample, isOfToken, MAX_IDENTIFIERS } from './report.ts'

/** The report as Markdown. Text of an endpoint is fenced or escaped, so it cannot change the page. */
export function renderReport(report: FailureReport): string {
  if (report.deliveries === 0) return '# Delivery failures\n\nThe failure queue is empty.\n'
  return [
    '# Delivery failures',
    '',
    summary(report),
    '',
    '## Affected operations',
    '',
    ...markdownTable(
      ['operation', 'sent to', '#deliveries', 'identifiers'],
      report.operations.map(({ operation, addresses, deliveries, identifiers }) => {
        const more = deliveries > identifiers.length && identifiers.length === MAX_IDENTIFIERS
        const shown = identifiers.map(markdownText).join(', ')
        const sentTo = addresses.map(markdownText).join(', ')
        return [markdownText(operation), sentTo, deliveries, `${shown}${more ? ', …' : ''}`]
      }),
    ),
    '',
    '## What happened',
    '',
    ...markdownTable(
      ['status', 'error', '#attempts'],
      report.outcomes.map(({ status, error, attempts }) => [
        status ?? '–',
        markdownText(error),
        attempts,
      ]),
    ),
    '',
    '## Samples',
    ...report.samples.flatMap(sample),
    '',
    'The commands send the same bytes again; add the authentication that was agreed on. One that begins with',
    '`dropship queue show` reads the message from the queue of whoever wrote this report. Deliveries are made at least',
    'once: the `webhook-id` header tells a message that was received before.',
    ...(report.samples.some(({ error }) => isOfToken(error))
      ? ['', 'A command that asks for a token has the client id and secret in variables.']
      : []),
    '',
  ].join('\n')
}

function summary(report: FailureReport): string {
  const { deliveries, attempts, endpoints, firstAttemptAt, lastAttemptAt } = report
  const lines = [
    `${plural(deliveries, 'delivery', 'deliveries')} failed after ${plural(attempts, 'attempt')}.`,
    '',
    ...endpoints.map((endpoint) => `- endpoint: ${markdownCode(endpoint)}`),
    ...(firstAttemptAt === undefined ? [] : [`- first attempt: ${firstAttemptAt}`]),
    ...(lastAttemptAt === undefined ? [] : [`- last attempt: ${lastAttemptAt}`]),
    `- written: ${report.createdAt}`,
  ]
  return lines.join('\n')
}

function sample({ id, at, status, operation, error, message, answer, reproduce }: FailureSample) {
  return [
    '',
    `### ${status ?? 'no response'}: ${markdownText(error)}`,
    '',
    `${markdownText(operation)}, ${markdownCode(id)}, ${at}: ${markdownText(message)}`,
    ...(answer === undefined ? [] : ['', 'The response began:', '', markdownFence(answer)]),
    '',
    isOfToken(error)
      ? 'No token came, so the message was not sent. To ask for one:'
      : 'To reproduce:',
    '',
    markdownFence(reproduce, 'sh'),
  ]
}
