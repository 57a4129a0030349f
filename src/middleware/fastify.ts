import type { FastifyInstance } from 'fastify'
import { createRequestJudge, type MiddlewareOptions } from './judge.ts'

export type FastifyOptions = MiddlewareOptions

/**
 * A Fastify plugin that validates incoming Drop Ship messages before their handlers run and answers 422 with the fields
 * as the contract documents; Fastify itself answers 400 for what is no JSON. Applies to the routes of the instance that
 * it is registered on and of those below it; requests for other paths pass untouched.
 *
 * @example
 * await app.register(dropShip)
 * app.post('/drop_shipment_confirmation', async () => ({ message: 'Success' }))
 */
export const dropShip = Object.assign(
  async (app: FastifyInstance, options: FastifyOptions): Promise<void> => {
    const judge = createRequestJudge(options)
    const { prefix } = app
    app.addHook('preValidation', async (request, reply) => {
      const { url } = request
      const path = url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : url
      const operation = judge.operationAt(request.method, path)
      if (operation === undefined) return
      const refusal = judge.refuse(operation, request.body)
      if (refusal !== undefined) await reply.code(refusal.status).send(refusal.body)
    })
  },
  // Fastify's own way for a plugin to add to the instance it is registered on.
  { [Symbol.for('skip-override')]: true },
)
