import { jsonIn } from '../../src/core/index.ts'
import { identifierOf } from '../../src/queue/index.ts'

/** What a message is about, from its text; `undefined` when that is no JSON or says nothing of it. */
export function identifierIn(text: string): string | undefined {
  return identifierOf(jsonIn(text), () => text)
}
