/** The page's sentence on what follows a 401. */
export const REFRESH =
  'Failure Handling: on 401 a new Authentication Token is requested and the request is retried'

/** The page's sentence on what follows a failed delivery. */
export const RETRIES = 'Failure Handling: any other 4xx or 5xx is retried five times'

/** What the sender documents for all its webhooks. */
export const DELIVERY =
  'documented for all such webhooks: delivery is at least once, parallel and not ordered'
