import { requirement } from '../results/requirement.ts'

const tls = requirement({
  id: 'DS-TLS-01',
  level: 'resilient',
  keyword: 'MUST',
  basis: 'practice',
  text: 'An https endpoint speaks TLS 1.2 or newer, with a trusted chain and a certificate for its host name.',
  source: 'documented for all such webhooks: TLS 1.2 or newer with a publicly trusted chain',
})

export const TRANSPORT = [tls]
