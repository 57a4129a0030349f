import { type Operation, showRule } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import { applyEdits, combine, conflict, type Edit, type Variation } from '../../messages/index.ts'
import type { Check } from '../results/check.ts'
import { adviseAddress } from '../run/address-advice.ts'
import { acceptance, describeAnswer, type Probe, type Session, skipped } from '../run/session.ts'
import { isAccepted } from '../run/target.ts'
import { isolate } from '../run/shrink.ts'

const EXPECTED = 'a 2xx, because the message is valid'

const BASES = [
  { name: 'full', extent: 'full', items: 2, title: 'accepts a full message with two items' },
  {
    name: 'minimal',
    extent: 'minimal',
    items: 1,
    title: 'accepts a message with required members only',
  },
] as const

/**
 * Every operation accepts its ordinary messages and every single difference that the schema allows.
 * @param knowsItsOrders whether identifiers are those of orders that exist in the client's system
 */
export function acceptsProbe(
  operation: Operation,
  variations: readonly Variation[],
  knowsItsOrders = false,
): Probe {
  // Another identifier would be that of an order which does not exist.
  const isLeftOut = ({ edit }: Variation): boolean => knowsItsOrders && edit.operator === 'restyle'
  const baseChecks = BASES.map(({ name, title }): Check => ({
    id: `accept/${operation.id}/${name}`,
    title,
    requirement: 'DS-ACC-01',
    level: 'compatible',
    operation: operation.id,
  }))
  const variationChecks = variations.map((variation): Check => checkOf(operation, variation))
  const groups = combine(variations.filter((variation) => !isLeftOut(variation)))
  return {
    name: `${operation.id}: accepts what the sender may send`,
    operation: operation.id,
    checks: [...baseChecks, ...variationChecks],
    requests: BASES.length * 2 + groups.length * 3 + variations.length * 5,
    run: async (session) => {
      for (const variation of variations.filter(isLeftOut))
        session.report(
          checkId(operation, variation),
          skipped(EXPECTED, 'with --fixtures only orders that exist are sent'),
        )
      await checkBases(session, operation, variations)
      for (const group of groups) await checkGroup(session, operation, group)
    },
  }
}

function checkOf(operation: Operation, variation: Variation): Check {
  return {
    id: `accept/${operation.id}/${variation.id}`,
    title: `accepts that ${variation.sentence}`,
    requirement: 'DS-ACC-02',
    level: 'compatible',
    operation: operation.id,
    pointer: variation.rulePointer,
  }
}

async function checkBases(
  session: Session,
  operation: Operation,
  variations: readonly Variation[],
): Promise<void> {
  const messages = session.options.messagesOf(operation)
  for (const { name, extent, items } of BASES) {
    const make = (): unknown =>
      applyEdits(messages.message(extent, items), usable(session, operation, extent))
    const exchange = await session.accepted(operation, () => session.target.send(operation, make()))
    const id = `accept/${operation.id}/${name}`
    if (name === 'full' && !isAccepted(exchange)) {
      await reportRefusedFull(session, operation, variations, exchange, id)
      continue
    }
    session.report(id, acceptance(exchange, EXPECTED, fixFor(session, operation, exchange)))
  }
}

/** In a minimal message only exchanged values matter: there is nothing to leave out, and one item in each list. */
function usable(
  session: Session,
  operation: Operation,
  extent: 'full' | 'minimal',
): readonly Edit[] {
  const { detour } = session.state(operation)
  return extent === 'full' ? detour : detour.filter(({ operator }) => operator === 'set')
}

/**
 * A refused full message is searched for what it is refused for: an optional member that is left out, or a value that is
 * exchanged for another documented one. The change is kept for all further messages, so that one fault does not hide
 * the others.
 */
async function reportRefusedFull(
  session: Session,
  operation: Operation,
  variations: readonly Variation[],
  refused: Exchange,
  id: string,
): Promise<void> {
  const state = session.state(operation)
  const removals = outermost(variations.filter(({ kind }) => kind === 'absent'))
  const exchanges = combine(variations.filter(({ kind }) => OTHER_VALUES.has(kind)))
  const single = variations.filter(
    ({ kind, edit }) => kind === 'item-count' && edit.operator === 'resize' && edit.length === 1,
  )
  const candidateSets = [removals, ...exchanges]
  const withOneItem = single.length === 0 ? [] : candidateSets.map((set) => [...single, ...set])
  for (const candidates of [...candidateSets, single, ...withOneItem]) {
    const needed = await neededChanges(session, operation, candidates)
    if (needed === undefined) continue
    state.detour = needed.map(({ edit }) => edit)
    // One item instead of two only makes room for the change that is needed in it.
    const first = needed.find(({ kind }) => kind !== 'item-count') ?? needed[0]
    session.report(id, {
      ...acceptance(
        refused,
        EXPECTED,
        `accept ${needed.map(({ pointer }) => pointer).join(', ')} as in this message: the sender may send it`,
      ),
      ...(first === undefined ? {} : { pointer: first.rulePointer }),
    })
    return
  }
  state.broken = `the endpoint does not accept an ordinary message on ${operation.id} (${describeAnswer(refused)})`
  state.brokenBy = refused
  session.report(id, acceptance(refused, EXPECTED, fixFor(session, operation, refused)))
}

const OTHER_VALUES: ReadonlySet<string> = new Set([
  'further-value',
  'digits',
  'other-case',
  'enum-value',
  'fraction',
  'boolean',
])

/** The smallest set of changes with which the message is accepted, or `undefined` when not even all of them help. */
async function neededChanges(
  session: Session,
  operation: Operation,
  candidates: readonly Variation[],
): Promise<readonly Variation[] | undefined> {
  const send = (changes: readonly Variation[]): Promise<Exchange> =>
    session.send(
      operation,
      changes.map(({ edit }) => edit),
    )
  if (candidates.length === 0 || !isAccepted(await send(candidates))) return undefined
  let needed = candidates
  let size = Math.ceil(candidates.length / 2)
  // Halves first, then ever smaller parts: what can be left out is left out.
  while (size >= 1) {
    for (let from = 0; from < needed.length;) {
      const rest = [...needed.slice(0, from), ...needed.slice(from + size)]
      if (isAccepted(await send(rest))) needed = rest
      else from += size
    }
    if (size === 1) break
    size = Math.ceil(size / 2)
  }
  return needed
}

function outermost(variations: readonly Variation[]): Variation[] {
  return variations.filter(
    ({ edit }) =>
      !variations.some(
        (other) =>
          other.edit !== edit &&
          other.edit.at.length < edit.at.length &&
          conflict(other.edit, edit),
      ),
  )
}

async function checkGroup(
  session: Session,
  operation: Operation,
  group: readonly Variation[],
): Promise<void> {
  const state = session.state(operation)
  const pending = group.filter(({ edit }) => !state.detour.some((detour) => conflict(detour, edit)))
  for (const variation of group) {
    if (!pending.includes(variation)) {
      session.report(
        checkId(operation, variation),
        skipped(EXPECTED, `${variation.pointer} is left out because the endpoint refuses it`),
      )
    }
  }
  if (pending.length === 0) return
  if (state.broken !== undefined) {
    for (const variation of pending)
      session.report(checkId(operation, variation), skipped(EXPECTED, state.broken))
    return
  }
  const found = await isolate(pending, (part) =>
    session.accepted(operation, () =>
      session.send(
        operation,
        part.map(({ edit }) => edit),
      ),
    ),
  )
  if (found.refused.length > 0 && !(await session.control(operation))) {
    const reason = state.broken ?? 'the endpoint stopped accepting messages'
    for (const variation of pending)
      session.report(checkId(operation, variation), skipped(EXPECTED, reason))
    return
  }
  for (const variation of pending) {
    const refusal = found.refused.find(({ members }) => members.includes(variation))
    session.report(
      checkId(operation, variation),
      outcomeOf(operation, variation, refusal?.exchange ?? found.accepted.get(variation)),
    )
  }
}

function checkId(operation: Operation, variation: Variation): string {
  return `accept/${operation.id}/${variation.id}`
}

function outcomeOf(operation: Operation, variation: Variation, exchange: Exchange | undefined) {
  if (exchange === undefined)
    return skipped(EXPECTED, 'the time limit of many unanswered requests was reached')
  const schemaPointer = schemaPointerOf(variation.rulePointer)
  const place = operation.placeOf('intended', schemaPointer)
  return acceptance(
    exchange,
    `a 2xx although ${variation.sentence}`,
    `accept messages in which ${variation.sentence}`,
    place === undefined ? undefined : showRule(place),
  )
}

/** The pointer of the schema that rules the values at a rule pointer; `*` stands for the items of a list. */
export function schemaPointerOf(rulePointer: string): string {
  return rulePointer
    .split('/')
    .slice(1)
    .map((step) => (step === '*' ? '/items' : `/properties/${step}`))
    .join('')
}

function fixFor({ target }: Session, operation: Operation, exchange: Exchange): string {
  const status = exchange.response?.status ?? 0
  if ([404, 405, 410].includes(status)) return adviseAddress(target.addressOf(operation))
  if (exchange.response?.status === 401) return 'accept the credentials that the sender was given'
  return 'accept the documented message'
}
