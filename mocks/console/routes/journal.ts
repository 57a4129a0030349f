import type { FastifyInstance } from 'fastify'
import type { Contract } from '../../../src/contract/index.ts'
import {
  HarnessError,
  inTurns,
  isRecord,
  STEPPED_BYTES,
  type Steps,
} from '../../../src/core/index.ts'
import { HIDDEN, type Journal, type JournalEntry, parseQuery } from '../../stub/index.ts'
import type { EntryDetail, EntryList } from '../api.ts'
import { curlCommand } from '../curl-command.ts'
import type { ConsoleSender } from '../delivering/console-sender.ts'
import type { JournalFeed } from '../live/journal-feed.ts'
import { summariesOf } from '../live/summary.ts'

export interface JournalRoutesOptions {
  readonly journal: Journal
  readonly feed: JournalFeed
  readonly sender: ConsoleSender
  readonly contract: () => Contract
  /** Where the requests were received. */
  readonly url: string
}

/** The requests received, with their responses. */
export function addJournalRoutes(app: FastifyInstance, options: JournalRoutesOptions): void {
  const { journal, feed, sender, contract, url } = options
  app.get('/api/journal', async (request): Promise<EntryList> => {
    const entries = await inTurns(journal.entriesInSteps(parseQuery(request.query)))
    return { entries: await inTurns(summariesOf(entries)), ...journal.kept() }
  })
  app.get<{ Params: { id: string } }>('/api/journal/:id', async (request, reply) => {
    const detail = await inTurns(detailOf(Number(request.params.id), journal, url))
    return detail === undefined ? reply.code(404).send(NOT_KEPT) : reply.send(detail)
  })
  app.post<{ Params: { id: string } }>('/api/journal/:id/resend', (request, reply) => {
    const entry = journal.entry(Number(request.params.id))
    if (entry === undefined) return reply.code(404).send(NOT_KEPT)
    const { id, operation, path } = resendable(entry, contract())
    const body = Buffer.from(entry.body)
    return sender.resend({ id, operation, method: entry.method, url: `${url}${path}`, body })
  })
  app.delete('/api/journal', (_request, reply) => {
    feed.clear()
    return reply.code(204).send()
  })
  app.get('/api/search', async (request) => {
    const { query } = request
    const text = isRecord(query) && typeof query.text === 'string' ? query.text.toLowerCase() : ''
    return { ids: await inTurns(idsWith(text, journal)) }
  })
}

const NOT_KEPT = {
  message: 'This request is no longer kept: newer ones have replaced it, or it was cleared.',
}

function* detailOf(id: number, journal: Journal, url: string): Steps<EntryDetail | undefined> {
  const entry = journal.entry(id)
  if (entry === undefined) return undefined
  yield
  const attempts = entry.message === undefined ? [] : journal.timeline(entry.message)
  return { entry, attempts, curl: curlOf(entry, url) }
}

function* idsWith(text: string, journal: Journal): Steps<number[]> {
  const ids: number[] = []
  for (const entry of yield* journal.entriesInSteps()) {
    if (contains(entry, text)) ids.push(entry.id)
    if (entry.bodyBytes >= STEPPED_BYTES) yield
  }
  return ids
}

function curlOf(entry: JournalEntry, url: string): string {
  const { method, target, headers, body, bodyBytes, kind } = entry
  return curlCommand({
    method,
    url: `${url}${target}`,
    headers,
    body,
    bodyBytes,
    isForm: kind !== 'delivery',
  })
}

/** What is sent again: the same message id and bytes. @throws HarnessError INVALID_OPTION */
function resendable(
  { kind, operation, headers, target, body, bodyBytes }: JournalEntry,
  contract: Contract,
) {
  if (kind !== 'delivery' || operation === undefined) {
    throw new HarnessError('INVALID_OPTION', 'Only a delivery can be sent again.', { found: kind })
  }
  if (Buffer.byteLength(body) !== bodyBytes) {
    throw new HarnessError('INVALID_OPTION', 'The body cannot be sent again as it was.', {
      expected: 'text without secrets',
      found: 'a body that is shown with secrets, or bytes that are not text, replaced',
      next: 'edit and send it',
    })
  }
  const id = headers.find(([name]) => name.toLowerCase() === 'webhook-id')?.[1]
  const path = target.includes(HIDDEN) ? contract.operation(operation).path : target
  return { id, operation, path }
}

function contains(entry: JournalEntry, text: string): boolean {
  const texts = [
    entry.target,
    entry.operation ?? '',
    entry.verdict,
    entry.message ?? '',
    entry.played ?? '',
    entry.run ?? '',
    String(entry.answer?.status ?? ''),
    entry.body,
    entry.answer?.body ?? '',
    ...[...entry.violations, ...entry.warnings].map(({ field, message }) => `${field} ${message}`),
  ]
  return texts.some((each) => each.toLowerCase().includes(text))
}
