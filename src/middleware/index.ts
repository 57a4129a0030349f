export {
  dropShip as expressDropShip,
  type ExpressMiddleware,
  type ExpressOptions,
  type ExpressRequest,
} from './express.ts'
export { dropShip as fastifyDropShip, type FastifyOptions } from './fastify.ts'
export type { FieldError, Refusal } from './judge.ts'
