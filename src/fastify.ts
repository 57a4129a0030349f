export {
  fastifyDropShip as dropShip,
  type FastifyOptions,
  type FieldError,
  type Refusal,
} from './middleware/index.ts'
