import type { SenderFlaw } from './flaw.ts'

/** Flaws of credentials and tokens. */
export const TOKENS: readonly SenderFlaw[] = [
  {
    name: 'sends the rejected token again',
    behaviour: { onUnauthorized: 'same token' },
    situations: ['accepted', 'unauthorized-once'],
    found: ['unauthorized/unauthorized-once/new-token'],
    level: 'compatible',
  },
  {
    name: 'does not send again after a 401',
    behaviour: { onUnauthorized: 'nothing', isRetried: ({ status }) => status !== 401 },
    situations: ['accepted', 'unauthorized-once'],
    found: ['delivered', 'new-token', 'same-bytes'].map(
      (id) => `unauthorized/unauthorized-once/${id}`,
    ),
    level: 'compatible',
  },
  {
    name: 'sends other bytes after a 401',
    behaviour: { bytes: ({ body }, delivery) => (delivery > 1 ? `${body} ` : body) },
    situations: ['accepted', 'unauthorized-once'],
    found: ['unauthorized/unauthorized-once/same-bytes'],
    level: 'compatible',
  },
  {
    name: 'resends for ever after a 401',
    behaviour: { onUnauthorized: 'for ever' },
    situations: ['accepted', 'unauthorized-always'],
    found: ['unauthorized/unauthorized-always/bounded'],
    level: 'strict',
  },
  {
    name: 'requests a token for each delivery',
    behaviour: { tokens: 'each delivery' },
    situations: ['accepted', 'server-error', 'unauthorized-once'],
    found: [
      'token/accepted/reused',
      'token/server-error/reused',
      'token/unauthorized-once/as-needed',
    ],
    level: 'strict',
  },
  {
    name: 'requests a token for each message that waits',
    behaviour: { tokens: 'each waiter' },
    situations: ['accepted'],
    found: ['token/accepted/reused'],
    level: 'strict',
  },
  {
    name: 'storms a token service that fails',
    behaviour: { tokens: 'storm' },
    situations: ['accepted', 'token-service-down'],
    found: ['token/accepted/reused', 'token-service/token-service-down/spared'],
    level: 'strict',
  },
  {
    name: 'gives a message up when the token service fails',
    behaviour: { losesOnTokenFailure: true },
    situations: ['accepted', 'token-service-fails', 'token-service-html'],
    found: [
      'token-service/token-service-fails/delivered',
      'token-service/token-service-html/delivered',
    ],
  },
  {
    name: 'gives a message up when the token service hangs',
    behaviour: { losesOnTokenFailure: true },
    situations: ['accepted', 'token-service-hangs'],
    found: ['token-service/token-service-hangs/delivered'],
  },
  {
    name: 'sends without a token when there is none',
    behaviour: { sendsWithoutToken: true },
    situations: ['accepted', 'token-service-down'],
    found: [
      'authentication/every-delivery',
      'token-service/token-service-down/spared',
      'token-service/token-service-down/nothing-sent',
    ],
    level: 'compatible',
  },
  {
    name: 'requests tokens by another grant',
    behaviour: { grant: 'password', sendsWithoutToken: true },
    situations: ['accepted'],
    found: [
      'token/grant',
      'authentication/every-delivery',
      'success/accepted',
      'token/accepted/reused',
    ],
    level: 'compatible',
  },
]
