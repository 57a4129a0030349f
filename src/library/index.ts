export { certify, type CertifyOptions } from './certify.ts'
export { type MessageOf, messages, type TypedMessages } from './messages.ts'
export type { RouteOptions } from './route.ts'
export { createSender, type Sender, type SenderOptions } from './sender.ts'
