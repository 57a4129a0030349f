import type { SenderFlaw } from './flaw.ts'

/** Flaws of how a sender is run. */
export const OPERATION: readonly SenderFlaw[] = [
  {
    name: 'is stuck behind one endpoint that does not respond',
    behaviour: { isParallel: false },
    situations: ['slow-endpoint'],
    found: ['independence/slow'],
  },
  {
    name: 'is stuck behind one endpoint that fails',
    behaviour: { isParallel: false },
    situations: ['server-error'],
    found: ['independence/failing'],
  },
  {
    name: 'loses messages in a restart',
    behaviour: { isDurable: false },
    situations: ['restart'],
    found: ['restart/delivered'],
    level: 'resilient',
  },
  {
    name: 'delivers other bytes after a manual retry',
    behaviour: { manualBytes: ({ body }) => `${body}\n` },
    situations: ['manual-retry'],
    found: ['manual-retry/delivered'],
    level: 'resilient',
  },
  {
    name: 'sends nothing on a manual retry',
    behaviour: { isDurable: false },
    situations: ['manual-retry'],
    found: ['manual-retry/delivered'],
    level: 'resilient',
  },
  {
    name: 'does not verify certificates',
    behaviour: { verifiesCertificates: false },
    situations: ['untrusted-certificate'],
    found: ['tls/untrusted'],
    level: 'compatible',
  },
]
