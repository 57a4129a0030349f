import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { HarnessError, messageOf, packageRoot } from '../../../src/core/index.ts'

/** Allows only what the console itself serves, and no framing. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const FILES = [
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/console.js', 'console.js', 'text/javascript; charset=utf-8'],
  ['/style.css', 'style.css', 'text/css; charset=utf-8'],
] as const

/** The page's files, bundled by the build. */
export function addPageRoutes(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, payload, next) => {
    reply.headers({
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
    })
    if (reply.getHeader('Content-Security-Policy') === undefined) {
      reply.header('Content-Security-Policy', POLICY)
    }
    next(null, payload)
  })
  for (const [url, file, type] of FILES) {
    app.get(url, (_request, reply) => reply.type(type).send(read(file)))
  }
  // Browsers request it by default.
  app.get('/favicon.ico', (_request, reply) => reply.code(204).send())
}

function read(file: string): Buffer {
  const path = join(packageRoot().directory, 'dist', 'console', file)
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new HarnessError('FILE_UNREADABLE', 'The page of the console has not been built.', {
      where: path,
      found: messageOf(cause),
      next: 'run npm run build',
      cause,
    })
  }
}
