export {
  fastifyDropShip as dropShip,
  type FastifyOptions,
  type FastifyRouteHooks,
  type RejectedMessage,
  type MiddlewareRouteOptions,
  type WarnedMessage,
} from './middleware/index.ts'
