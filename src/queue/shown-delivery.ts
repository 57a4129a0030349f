import { shownUrl } from '../core/index.ts'
import type { StoredDelivery } from './delivery.ts'

/** A delivery without the secrets of its URLs. */
export function shownDelivery(delivery: StoredDelivery): StoredDelivery {
  const { endpoint, url, enqueuedFor } = delivery
  return {
    ...delivery,
    endpoint: shownUrl(endpoint),
    url: shownUrl(url),
    ...(enqueuedFor === undefined ? {} : { enqueuedFor: shownUrl(enqueuedFor) }),
  }
}
