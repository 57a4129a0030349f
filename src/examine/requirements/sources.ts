/** The page's sentence on what follows a 401. */
export const REFRESH =
  'Failure Handling: on 401 a new Authentication Token is requested and the request is retried'

/** The page's sentence on what follows a failed delivery. */
export const RETRIES =
  'Failure Handling: any other 4xx or 5xx is retried five times with the same message'

/** The page's sentence on the waits. */
export const BACKOFF =
  'Failure Handling: retries happen at an exponential backoff cadence in order not to overload machines'

/** The page's sentence on what follows the last failure. */
export const MANUAL = 'Failure Handling: a message that still fails is retried manually'

/** What is documented for all such webhooks. */
export const DELIVERY = 'documented for all such webhooks: delivery is at least once and parallel'

/** Where the page says nothing, this project decides, and a failure does not prevent a certificate. */
export const OWN = 'the page is silent: our policy'
