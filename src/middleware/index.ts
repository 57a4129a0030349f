export type { ExpressMiddleware, ExpressRequest } from './express-handler.ts'
export { dropShip as expressDropShip, type ExpressOptions } from './express.ts'
export {
  dropShip as fastifyDropShip,
  type FastifyOptions,
  type FastifyRouteHooks,
} from './fastify.ts'
export type { RejectedMessage, MiddlewareRouteOptions, WarnedMessage } from './options.ts'
