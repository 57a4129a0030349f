/** What a provider can be asked to set up before an interaction; `README.md` says what each means. */
export const STATES = {
  orderKnown: 'the order is known',
  tokenExpired: 'the access token has expired',
  clientRegistered: 'the sender is registered as a client of the token service',
  unreadable: 'the client service cannot read requests',
  failing: 'the client service fails',
  unavailable: 'the client service is unavailable',
} as const

export type StateName = (typeof STATES)[keyof typeof STATES]
