import type { Operation } from '../../contract/index.ts'
import {
  defined,
  formatPointer,
  isRecord,
  type Segment,
  toRulePointer,
  valueAt,
} from '../../core/index.ts'
import { applyEdits, type Edit } from '../../messages/index.ts'
import { neededChanges } from './isolation.ts'
import { proveValid } from './proven.ts'
import { isAccepted } from './response.ts'
import type { Session } from './session.ts'

type Addition = Extract<Edit, { operator: 'set' }>

/** Messages sent at most to find what a minimal message is rejected for. */
export const MOST_ADDITIONS_TRIED = 24

/** What an endpoint misses in a message, with the first place of it. */
interface Missing {
  readonly fix: string
  readonly pointer?: string
}

/**
 * What an endpoint misses in a message of required properties only, as advice: optional properties, or an object that has
 * no property; `undefined` where adding what a full message has does not help.
 *
 * @param minimal makes the message that was rejected anew
 */
export async function adviceOnMissing(
  session: Session,
  operation: Operation,
  minimal: () => unknown,
): Promise<Missing | undefined> {
  const full = session.options.messagesOf(operation).message('full', 1)
  const before = minimal()
  const needed = await neededChanges(
    additionsTo(before, full),
    async (additions) => {
      const message = proveValid(operation, applyEdits(minimal(), additions))
      return message !== undefined && isAccepted(await session.target.send(operation, message.body))
    },
    MOST_ADDITIONS_TRIED,
  )
  if (needed === undefined) return undefined
  const missing = needed.map(({ at }) => {
    const around = at.slice(0, -1)
    const isEmpty = around.length > 0 && Object.keys(objectAt(before, around)).length === 0
    return isEmpty
      ? `an empty object at ${formatPointer(around)}`
      : `messages without ${formatPointer(at)}`
  })
  const [first] = needed
  return {
    fix: `accept ${[...new Set(missing)].join(' and ')}: the contract allows it`,
    ...defined({ pointer: first && toRulePointer(first.at) }),
  }
}

/** What a fuller message has and a smaller one of the same kind has not, outermost places first. */
function additionsTo(less: unknown, more: unknown, at: readonly Segment[] = []): Addition[] {
  if (Array.isArray(less) && Array.isArray(more)) return additionsTo(less[0], more[0], [...at, 0])
  if (!isRecord(less) || !isRecord(more)) return []
  return Object.entries(more).flatMap(([name, value]): Addition[] =>
    Object.hasOwn(less, name)
      ? additionsTo(less[name], value, [...at, name])
      : [{ operator: 'set', at: [...at, name], value }],
  )
}

function objectAt(body: unknown, at: readonly Segment[]): Readonly<Record<string, unknown>> {
  const value = valueAt(body, at)
  return isRecord(value) ? value : { unknown: value }
}
