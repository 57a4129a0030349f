export {
  expressDropShip as dropShip,
  type ExpressMiddleware,
  type ExpressOptions,
  type ExpressRequest,
  type FieldError,
  type Refusal,
} from './middleware/index.ts'
