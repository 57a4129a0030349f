export { certify, type CertifyOptions } from './certify.ts'
export { type MessageOf, messages, type TypedMessages } from './messages.ts'
export { createSender, type Sender, type SenderOptions } from './sender.ts'
