import type { FastifyInstance } from 'fastify'
import { CERTIFICATE_FILE, DEFAULTS, USUAL_FILES } from '../../../src/certify/index.ts'
import { defined, isRecord, Secret } from '../../../src/core/index.ts'
import { addressesOf } from '../address-form.ts'
import { authOf } from '../auth-form.ts'
import type { Certifier } from '../certifying/certifier.ts'
import { asText, requiredText } from './input.ts'

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
  app.post('/api/certification/certificate', (request) => {
    const body = isRecord(request.body) ? request.body : {}
    const key = requiredText(body, 'key', 'the private key as PEM')
    return certifier.sign({ key: new Secret(key, '$SIGNING_KEY'), runBy: asText(body.runBy) ?? '' })
  })
  app.get<{ Params: { file: string } }>('/api/certification/:file', (request, reply) => {
    const file = filesOf(certifier).find(({ name }) => name === request.params.file)
    if (file === undefined) {
      return reply.code(404).send({ message: 'This report does not exist (yet).' })
    }
    return (
      reply
        .type(file.mediaType)
        // The report's script may run, but cannot reach the console's origin.
        .header('Content-Security-Policy', 'sandbox allow-scripts allow-popups')
        .send(file.render())
    )
  })
}

interface ResultFile {
  readonly name: string
  readonly mediaType: string
  readonly render: () => string
}

/** What the last run left: its reports, and the certificate once it is signed. */
function filesOf(certifier: Certifier): readonly ResultFile[] {
  const report = certifier.report()
  const signed = certifier.signed()
  return [
    ...(report === undefined
      ? []
      : USUAL_FILES.map(({ name, mediaType, render }) => ({
          name,
          mediaType,
          render: () => render(report),
        }))),
    ...(signed === undefined
      ? []
      : [
          { name: CERTIFICATE_FILE, mediaType: 'application/jose', render: () => signed.jws },
          {
            name: 'certificate.html',
            mediaType: 'text/html; charset=utf-8',
            render: () => signed.page,
          },
        ]),
  ]
}
