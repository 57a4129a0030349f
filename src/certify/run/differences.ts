import { formatPointer, isRecord, type Segment, toRulePointer } from '../../core/index.ts'

/** Where one message differs from another, the outermost places. */
export interface Differences {
  readonly added: readonly (readonly Segment[])[]
  readonly removed: readonly (readonly Segment[])[]
  readonly changed: readonly (readonly Segment[])[]
}

/** What a message that is accepted has, lacks and has otherwise, compared with one that is rejected. */
export function differencesOf(rejected: unknown, accepted: unknown): Differences {
  const added: Segment[][] = []
  const removed: Segment[][] = []
  const changed: Segment[][] = []
  const compare = (less: unknown, more: unknown, at: readonly Segment[]): void => {
    if (isRecord(less) && isRecord(more)) {
      for (const name of new Set([...Object.keys(less), ...Object.keys(more)])) {
        if (!Object.hasOwn(less, name)) added.push([...at, name])
        else if (!Object.hasOwn(more, name)) removed.push([...at, name])
        else compare(less[name], more[name], [...at, name])
      }
    } else if (Array.isArray(less) && Array.isArray(more) && less.length === more.length) {
      for (const [index, item] of less.entries()) compare(item, more[index], [...at, index])
    } else if (!isAlike(less, more)) changed.push([...at])
  }
  compare(rejected, accepted, [])
  return { added, removed, changed }
}

/** Whether two values are the same, or identifiers that were made for each message. */
function isAlike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other) || [one, other].every(isUuid)
}

function isUuid(value: unknown): boolean {
  return typeof value === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value)
}

/** What an endpoint that accepts the one and not the other is to accept, and at which place: the first that it needs. */
export function adviceOnDifferences({ added, removed, changed }: Differences): {
  readonly fix: string
  readonly pointer: string | undefined
} {
  const clauses = [
    ...removed.map((at) => `with ${formatPointer(at)}`),
    ...changed.map((at) => `with ${formatPointer(at)} as in this one`),
    ...added.map((at) => `without ${formatPointer(at)}`),
  ]
  const shown = clauses.slice(0, MOST_SHOWN)
  const more = clauses.length > shown.length ? ', as this one is' : ''
  const [first] = [...changed, ...added, ...removed]
  return {
    fix: `accept messages ${shown.join(' and ')}${more}: the contract allows it`,
    pointer: first === undefined ? undefined : toRulePointer(first),
  }
}

const MOST_SHOWN = 4
