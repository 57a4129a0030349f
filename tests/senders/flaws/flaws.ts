import type { SenderFlaw } from './flaw.ts'
import { MESSAGES } from './messages.ts'
import { OPERATION } from './operation.ts'
import { OUTCOMES } from './outcomes.ts'
import { RETRIES } from './retries.ts'
import { TOKENS } from './tokens.ts'
import { WAITS } from './waits.ts'

export const FLAWS: readonly SenderFlaw[] = [
  ...MESSAGES,
  ...TOKENS,
  ...RETRIES.map((flaw) => ({ ...flaw, isAlone: true })),
  ...WAITS.map((flaw) => ({ isAlone: true, ...flaw })),
  ...OUTCOMES,
  ...OPERATION,
]
