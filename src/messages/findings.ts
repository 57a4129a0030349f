import type { Operation } from '../contract/index.ts'
import { defined, valueAt } from '../core/index.ts'
import type { Base } from './bases.ts'
import type { Deviation, DeviationKind } from './deviation.ts'
import type { DeviationDraft, DraftGroup } from './draft.ts'
import { applyEdit } from './edit.ts'
import { leftOutOf } from './left-out.ts'
import type { SchemaPlace } from './places.ts'
import { type Proof, proofOf } from './proof.ts'

/** Where a draft was made. */
interface DraftSource {
  readonly place: SchemaPlace
  readonly body: unknown
  readonly base?: Base
}

/** What was found so far, and how well each rule is tested by it. */
export class Findings {
  readonly deviations: Deviation[] = []
  readonly #operation: Operation
  readonly #leftOut: ReadonlySet<string>
  readonly #ids = new Map<string, string>()
  readonly #exact = new Set<string>()
  readonly #shared = new Set<string>()

  constructor(operation: Operation) {
    this.#operation = operation
    this.#leftOut = leftOutOf(operation)
  }

  /** Adds a draft if it is proven. */
  add(draft: DeviationDraft, source: DraftSource & Pick<Deviation, 'rank'>): void {
    if (this.#leftOut.has(draft.schemaPointer)) return
    const deviation = this.#deviationOf(draft, source)
    if (deviation === undefined) return
    const proof = this.#proofOf(draft, source)
    if (proof === undefined) return
    this.#keep(deviation, proof)
  }

  /** Adds one draft of each group whose rule nothing tests yet, best one that breaks only that rule. */
  addMissing(groups: readonly DraftGroup[], source: DraftSource): void {
    for (const group of groups) {
      let second: DeviationDraft | undefined
      for (const draft of group) {
        if (this.#leftOut.has(draft.schemaPointer)) break
        if (this.#exact.has(draft.schemaPointer) && !isOwnWay(draft)) break
        const proof = this.#proofOf(draft, source)
        if (proof === undefined) continue
        second ??= draft
        if (proof === 'shared') continue
        second = undefined
        const deviation = this.#deviationOf(draft, { ...source, rank: 'first' })
        if (deviation !== undefined) this.#keep(deviation, proof)
        break
      }
      if (second === undefined || this.#shared.has(second.schemaPointer)) continue
      const deviation = this.#deviationOf(second, { ...source, rank: 'first' })
      if (deviation !== undefined) this.#keep(deviation, 'shared')
    }
  }

  #keep(deviation: Deviation, proof: Proof): void {
    const { id, schemaPointer } = deviation
    this.#ids.set(id, schemaPointer)
    ;(proof === 'exact' ? this.#exact : this.#shared).add(schemaPointer)
    this.deviations.push(deviation)
  }

  #proofOf(draft: DeviationDraft, { place, body }: DraftSource): Proof | undefined {
    return proofOf(this.#operation, applyEdit(body, draft.edit), {
      ...draft,
      ...defined({ alternative: place.alternative }),
    })
  }

  /** `undefined` for one that is there already. */
  #deviationOf(
    draft: DeviationDraft,
    { place, base, body, rank }: DraftSource & Pick<Deviation, 'rank'>,
  ): Deviation | undefined {
    const { further: _further, ...rest } = draft
    const plain = idOf(draft)
    const known = this.#ids.get(plain)
    if (known === draft.schemaPointer) return undefined
    const id = known === undefined ? plain : `${plain} of ${draft.schemaPointer}`
    if (this.#ids.has(id)) return undefined
    const { alternative } = place
    const own = alternative === undefined ? {} : { alternative }
    if (base === undefined) return { ...rest, ...own, id, operation: this.#operation.id, rank }
    const { at } = base.edit
    const value = valueAt(applyEdit(body, draft.edit), at)
    return {
      ...rest,
      ...own,
      edit: { operator: 'set', at, value },
      id,
      operation: this.#operation.id,
      rank,
    }
  }
}

/** Whether a rule is tested in this way, too, where it is tested in another: several alternatives besides none. */
function isOwnWay({ kind }: DeviationDraft): boolean {
  return kind === 'several-alternatives'
}

function idOf({
  kind,
  keyword,
  pointer,
  edit,
}: Pick<Deviation, 'kind' | 'keyword' | 'pointer' | 'edit'>): string {
  if (NAMED_BY_KIND.has(kind)) return `${kind}:${pointer}`
  if (edit.operator !== 'set' || keyword === 'additionalProperties') return `${keyword}:${pointer}`
  const value = typeof edit.value === 'string' ? edit.value : JSON.stringify(edit.value)
  return `${keyword}:${pointer}=${value.length > 40 ? `${value.length} characters` : value}`
}

/** Kinds of which the value says little. */
const NAMED_BY_KIND: ReadonlySet<DeviationKind> = new Set([
  'repeated-item',
  'bad-contents',
  'excess-item',
  'bad-size',
  'bad-name',
  'forbidden',
  'no-alternative',
  'several-alternatives',
])
