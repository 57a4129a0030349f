export {
  expressDropShip as dropShip,
  type ExpressMiddleware,
  type ExpressOptions,
  type ExpressRequest,
  type RejectedMessage,
  type WarnedMessage,
} from './middleware/index.ts'
