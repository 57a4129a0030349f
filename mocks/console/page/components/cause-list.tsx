import { plural } from '../../../../src/core/index.ts'
import type { CauseView } from '../../api.ts'
import { CopyButton } from './copy-button.tsx'
import { Badge, type Tone } from './elements.tsx'

const TONES: Readonly<Record<CauseView['status'], Tone>> = {
  failed: 'bad',
  errored: 'bad',
  warned: 'warn',
  waived: 'plain',
}

/** Places of one cause that are listed. */
const PLACES = 8

/** What to repair: each cause once, the largest first. */
export function CauseList({ causes, more }: { causes: readonly CauseView[]; more: number }) {
  if (causes.length === 0) return null
  return (
    <section aria-label="What to repair">
      <h3>What to repair: {plural(causes.length + more, 'cause')}</h3>
      <ol class="causes">
        {causes.map((cause) => (
          <li key={cause.id}>
            <CauseItem cause={cause} />
          </li>
        ))}
      </ol>
      {more > 0 && <p class="soft">{plural(more, 'more cause')} in the reports.</p>}
    </section>
  )
}

function CauseItem({ cause }: { cause: CauseView }) {
  const { status, sentence, requirement, level, fix, expected, actual, rule, curl } = cause
  return (
    <>
      <p>
        <Badge tone={TONES[status]}>{status}</Badge> <b>{sentence}</b>
      </p>
      <p class="soft">
        {requirement}, {level}: {plural(cause.checks, 'check')}
        {cause.explains > 0 && `, and ${cause.explains} skipped because of it`}
        {cause.operations.length > 0 && `; ${cause.operations.join(', ')}`}
      </p>
      {fix !== undefined && <p>Repair: {fix}</p>}
      {expected !== undefined && (
        <dl class="facts">
          <div>
            <dt>expected</dt>
            <dd>{expected}</dd>
          </div>
          <div>
            <dt>actual</dt>
            <dd>{actual}</dd>
          </div>
          {rule !== undefined && (
            <div>
              <dt>contract</dt>
              <dd>
                <code>{rule}</code>
              </dd>
            </div>
          )}
        </dl>
      )}
      <Places cause={cause} />
      {curl !== undefined && <CopyButton label="Copy as cURL" text={curl} isQuiet />}
    </>
  )
}

function Places({ cause: { places } }: { cause: CauseView }) {
  if (places.length < 2) return null
  const rest = places.length - PLACES
  return (
    <details>
      <summary>{plural(places.length, 'place')}</summary>
      <ul>
        {places.slice(0, PLACES).map(({ operation, pointer }) => (
          <li key={`${operation} ${pointer}`}>
            <code>{pointer === '' ? 'the whole body' : pointer}</code>{' '}
            <span class="soft">{operation}</span>
          </li>
        ))}
        {rest > 0 && <li class="soft">and {rest} more</li>}
      </ul>
    </details>
  )
}
