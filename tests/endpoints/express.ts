import type { AddressInfo } from 'node:net'
import express, { type NextFunction, type Request, type Response } from 'express'
import { loadContract } from '../../src/contract/index.ts'
import { basic } from './authority.ts'
import type { RunningEndpoint } from './endpoint.ts'

/** A correct endpoint as many clients would write it: Express with its own JSON parser, HTTP Basic, first error only. */
export async function startExpressEndpoint(): Promise<RunningEndpoint> {
  const contract = await loadContract()
  const authority = basic()
  const app = express()
  let count = 0
  app.disable('x-powered-by')
  app.use((request: Request, response: Response, next: NextFunction) => {
    count++
    if (authority.accepts(request, Buffer.alloc(0))) next()
    else
      response
        .status(401)
        .set('WWW-Authenticate', authority.challenge)
        .json({ message: 'Not authorized' })
  })
  app.use(express.json())
  for (const operation of contract.operations) {
    app.post(operation.path, (request: Request, response: Response) => {
      const [violation] = operation.validate(request.body, 'published')
      if (violation === undefined) response.json({ message: 'Success' })
      else {
        const errors = [{ field: violation.pointer, code: violation.code }]
        response.status(422).json({ message: 'Validation failure', errors })
      }
    })
  }
  app.use(
    (
      error: Error & { status?: number },
      _request: Request,
      response: Response,
      _next: NextFunction,
    ) => {
      response.status(error.status ?? 500).json({ message: 'the request cannot be read' })
    },
  )
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    credentials: authority.credentials(url),
    requests: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
