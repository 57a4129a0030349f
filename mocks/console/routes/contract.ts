import type { FastifyInstance } from 'fastify'
import type { Contract } from '../../../src/contract/index.ts'
import { viewOf } from '../contract-view.ts'

/** The contract, for display. */
export function addContractRoutes(app: FastifyInstance, contract: () => Contract): void {
  app.get('/api/contract', () => {
    const { title, version, description, file, sha256, operations } = contract()
    return { title, version, description, file, sha256, operations: operations.map(viewOf) }
  })
}
