import type { FastifyInstance } from 'fastify'
import { DEFAULTS, USUAL_FILES } from '../../../src/certify/index.ts'
import { defined, isRecord } from '../../../src/core/index.ts'
import { addressesOf } from '../address-form.ts'
import { authOf } from '../auth-form.ts'
import type { Certifier } from '../certifying/certifier.ts'
import { asText } from './input.ts'

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
    const report = certifier.report()
    const file = USUAL_FILES.find(({ name }) => name === request.params.file)
    if (report === undefined || file === undefined) {
      return reply.code(404).send({ message: 'This report does not exist (yet).' })
    }
    return (
      reply
        .type(file.mediaType)
        // The report's script may run, but cannot reach the console's origin.
        .header('Content-Security-Policy', 'sandbox allow-scripts allow-popups')
        .send(file.render(report))
    )
  })
}
