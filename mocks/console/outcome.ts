/** What became of a message: any 2xx is a success for the sender; 5xx or no response is a failure of the endpoint. */
export const OUTCOMES = ['delivered', 'rejected', 'failed'] as const

export type DeliveryOutcome = (typeof OUTCOMES)[number]

/** @param status `undefined` without a response */
export function outcomeOf(status: number | undefined): DeliveryOutcome {
  if (status === undefined || status >= 500 || status < 200) return 'failed'
  return status < 300 ? 'delivered' : 'rejected'
}
