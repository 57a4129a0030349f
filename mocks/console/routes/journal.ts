import type { FastifyInstance } from 'fastify'
import { isRecord } from '../../../src/core/index.ts'
import { type Journal, type JournalEntry, parseQuery } from '../../stub/index.ts'
import type { JournalFeed } from '../live/journal-feed.ts'
import { summaryOf } from '../live/summary.ts'

/** The requests received, with their responses. */
export function addJournalRoutes(app: FastifyInstance, journal: Journal, feed: JournalFeed): void {
  app.get('/api/journal', (request) => ({
    entries: journal.entries(parseQuery(request.query)).map(summaryOf),
  }))
  app.get<{ Params: { id: string } }>('/api/journal/:id', (request, reply) => {
    const entry = journal.entry(Number(request.params.id))
    if (entry === undefined) {
      return reply
        .code(404)
        .send({ message: 'This request is no longer kept: newer ones have replaced it.' })
    }
    const attempts = entry.message === undefined ? [] : journal.timeline(entry.message)
    return reply.send({ entry, attempts })
  })
  app.delete('/api/journal', (_request, reply) => {
    feed.clear()
    return reply.code(204).send()
  })
  app.get('/api/search', (request) => {
    const { query } = request
    const text = isRecord(query) && typeof query.text === 'string' ? query.text.toLowerCase() : ''
    return { ids: journal.entries().flatMap((entry) => (contains(entry, text) ? [entry.id] : [])) }
  })
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
