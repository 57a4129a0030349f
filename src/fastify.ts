export {
  fastifyDropShip as dropShip,
  type FastifyOptions,
  type FastifyRouteHooks,
  type RejectedMessage,
  type RouteOptions,
  type WarnedMessage,
} from './middleware/index.ts'
