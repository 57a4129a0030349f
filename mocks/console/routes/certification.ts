import type { FastifyInstance } from 'fastify'
import { DEFAULTS, reportFiles } from '../../../src/certify/index.ts'
import { defined, isRecord } from '../../../src/core/index.ts'
import { addressesOf } from '../address-form.ts'
import { authOf } from '../auth-form.ts'
import type { Certifier } from '../certifying/certifier.ts'
import { asText } from './input.ts'

const TYPES: Readonly<Record<string, string>> = {
  'report.json': 'application/json; charset=utf-8',
  'report.html': 'text/html; charset=utf-8',
  'junit.xml': 'application/xml; charset=utf-8',
}

/** Certifications: one at a time; events report their progress. */
export function addCertificationRoutes(app: FastifyInstance, certifier: Certifier): void {
  app.post('/api/certification', (request) => {
    const body = isRecord(request.body) ? request.body : {}
    const seed = asText(body.seed)
    const partner = asText(body.partner)
    const environment = asText(body.environment)
    const observer = asText(body.observer)
    const observerHeader = asText(body.observerHeader)
    certifier.start({
      addresses: addressesOf(body),
      level: asText(body.level) ?? DEFAULTS.level,
      auth: authOf(body.auth),
      observer: defined({ observer, observerHeader }),
      ...defined({ seed, partner, environment }),
    })
    return certifier.state()
  })
  app.get('/api/certification', () => certifier.state())
  app.delete('/api/certification', (_request, reply) => {
    certifier.stop()
    return reply.code(204).send()
  })
  app.get<{ Params: { file: string } }>('/api/certification/:file', (request, reply) => {
    const { file } = request.params
    const report = certifier.report()
    const type = Object.hasOwn(TYPES, file) ? TYPES[file] : undefined
    if (report === undefined || type === undefined) {
      return reply.code(404).send({ message: 'This report does not exist (yet).' })
    }
    return (
      reply
        .type(type)
        // The report's script may run, but cannot reach the console's origin.
        .header('Content-Security-Policy', 'sandbox allow-scripts allow-popups')
        .send(reportFiles(report)[file])
    )
  })
}
