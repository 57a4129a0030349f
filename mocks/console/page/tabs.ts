/** The views, in the order of the navigation and of the number keys. */
export const TABS = [
  ['deliveries', 'Deliveries'],
  ['scenarios', 'Scenarios'],
  ['send', 'Send'],
  ['queue', 'Failure queue'],
  ['certify', 'Certify'],
  ['contract', 'Contract'],
] as const

export type Tab = (typeof TABS)[number][0]
