import type { ComponentChildren } from 'preact'
import { plural } from '../../../../src/core/index.ts'
import type { DeliveryProblem } from './problem.ts'

/** What is broken, above everything else. @param props.onShow scrolls to the rule's line in the body */
export function ProblemBox(props: {
  readonly problem: DeliveryProblem
  readonly onShow?: () => void
  readonly children?: ComponentChildren
}) {
  const { problem, onShow, children } = props
  const { sentence, said, rule, more } = problem
  return (
    <section
      class={problem.failedAttempt === undefined ? 'problem trouble' : 'problem trouble past'}
      aria-label="What is broken"
    >
      <p>
        <b>{sentence}</b>
      </p>
      <dl>
        {said !== undefined && <Fact name="response">{said}</Fact>}
        {rule !== undefined && (
          <>
            <Fact name="where">
              <code>{rule.pointer === '' ? 'the whole body' : rule.pointer}</code>{' '}
              {onShow !== undefined && (
                <button type="button" class="quiet" onClick={onShow}>
                  show in the body
                </button>
              )}
            </Fact>
            <Fact name="expected">{rule.expected}</Fact>
            <Fact name="found">
              <code>{rule.found}</code>
            </Fact>
            {rule.place !== undefined && (
              <Fact name="contract">
                <code>{rule.place}</code>
              </Fact>
            )}
          </>
        )}
      </dl>
      {more > 0 && <p class="soft">{plural(more, 'more rule')} broken: marked in the body.</p>}
      {children}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
