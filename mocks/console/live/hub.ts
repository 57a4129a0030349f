import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Events } from '../api.ts'

/** Sends events to every open page. */
export interface Hub {
  /** `GET /api/events`; `greet` returns the first events for a new page. */
  addRoute(app: FastifyInstance, greet: () => readonly Greeting[]): void
  send<Name extends keyof Events>(name: Name, data: Events[Name]): void
  readonly hasListeners: boolean
  close(): void
}

export type Greeting = {
  [Name in keyof Events]: readonly [name: Name, data: Events[Name]]
}[keyof Events]

/** A page with more unread bytes is disconnected, so that they do not pile up; it reconnects. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024
/** Keeps the connection open and detects closed pages. */
const HEARTBEAT_MS = 15_000
/** Time before a page reconnects. */
const RECONNECT_MS = 1000

export function createHub(): Hub {
  const pages = new Set<ServerResponse>()
  const write = (page: ServerResponse, text: string): void => {
    if (page.writableLength > MAX_WAITING_BYTES) page.destroy()
    else page.write(text)
  }
  const heartbeat = setInterval(() => {
    for (const page of pages) write(page, ':\n\n')
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return {
    addRoute: (app, greet) => {
      app.get('/api/events', (_request, reply) => {
        reply.hijack()
        const page = reply.raw
        page.on('close', () => pages.delete(page))
        page.on('error', () => pages.delete(page))
        page.writeHead(200, {
          'Content-Type': 'text/event-stream',
          'Cache-Control': 'no-store',
          'X-Content-Type-Options': 'nosniff',
        })
        page.write(`retry: ${RECONNECT_MS}\n\n`)
        for (const [name, data] of greet()) page.write(eventText(name, data))
        pages.add(page)
      })
    },
    send: (name, data) => {
      if (pages.size === 0) return
      const text = eventText(name, data)
      for (const page of pages) write(page, text)
    },
    get hasListeners() {
      return pages.size > 0
    },
    close: () => {
      clearInterval(heartbeat)
      for (const page of pages) page.end()
    },
  }
}

/** JSON.stringify writes no line breaks, which would end the event's line. */
function eventText(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
