import { HarnessError, Secret } from '../../core/index.ts'
import type { Context } from '../context.ts'
import type { LocatedText } from '../options/located.ts'

type Env = Context['env']

const WHOLE = /^\$(?:(\w+)|\{(\w+)\})$/
const WITHIN = /\$\{(\w+)\}/g

/**
 * Replaces `$NAME` or `${NAME}` with the value of that environment variable.
 * @param where file and line
 * @throws HarnessError MISSING_SECRET
 */
export function resolved(value: unknown, where: string, env: Env): string {
  const text = String(value)
  const found = WHOLE.exec(text)
  const name = found?.[1] ?? found?.[2]
  return name === undefined ? text : valueOfVariable(name, where, env)
}

/**
 * The same in a URL, where `${NAME}` may also be a part, which is percent-encoded.
 * @throws HarnessError MISSING_SECRET
 */
export function resolvedUrl(text: string, where: string, env: Env): LocatedText {
  if (WHOLE.test(text)) return { text: resolved(text, where, env), secrets: [] }
  const secrets: Secret[] = []
  const filled = text.replaceAll(WITHIN, (_match, name: string) => {
    const part = encodeURIComponent(valueOfVariable(name, where, env))
    secrets.push(new Secret(part, `$${name}`))
    return part
  })
  return { text: filled, secrets }
}

function valueOfVariable(name: string, where: string, env: Env): string {
  const found = env[name]
  if (found !== undefined && found !== '') return found
  throw new HarnessError('MISSING_SECRET', `The configuration needs $${name}.`, {
    where,
    expected: `$${name} in the environment`,
    found: 'it is not set',
    next: `export ${name}=… before the command`,
  })
}
