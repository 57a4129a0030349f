import { v7 } from 'uuid'

/**
 * A new message's id for its `webhook-id` header: a version 7 UUID (RFC 9562), made anew and in the order of time.
 * A store finds ids through an index; those that follow one another touch one page of it where random ones touch all.
 */
export const newMessageId = (): string => `msg_${v7()}`
