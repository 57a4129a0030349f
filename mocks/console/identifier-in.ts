import { jsonIn } from '../../src/core/index.ts'
import { identifierOf } from '../../src/queue/index.ts'

/** The identifier in a message's text; `undefined` if the text is not valid JSON or has none. */
export function identifierIn(text: string): string | undefined {
  return identifierOf(jsonIn(text), () => text)
}
