import { formatDuration, plural } from '../../../../src/core/index.ts'
import type { CertificationState, Overview } from '../../api.ts'
import { CauseList } from '../components/cause-list.tsx'
import { Badge, type Tone } from '../components/elements.tsx'
import { useNow, When } from '../components/when.tsx'
import { CertificateForm } from './certificate-form.tsx'

const TONES: Readonly<Record<string, Tone>> = {
  passed: 'good',
  failed: 'bad',
  errored: 'bad',
  warned: 'warn',
  certified: 'good',
  'not certified': 'bad',
  inconclusive: 'warn',
}

/** The running certification, or the last one. */
export function CertificationRun(props: {
  readonly state: CertificationState
  readonly reports: Overview['reports']
}) {
  const { state, reports } = props
  const { counts, verdict, levels } = state
  return (
    <>
      {state.status === 'running' ? (
        <Progress state={state} />
      ) : (
        <div role="status">
          <h2 class={`verdict ${TONES[verdict ?? ''] ?? 'bad'}`}>
            {verdict ?? 'could not complete'}
          </h2>
        </div>
      )}
      {state.reason !== undefined && <p class="trouble">{state.reason}</p>}
      <p>
        {state.endpoint} at level {state.level}, seed <code>{state.seed}</code>
        {state.startedAt !== undefined && (
          <>
            , begun <When at={state.startedAt} />
          </>
        )}
        {state.durationMs !== undefined &&
          `, ${formatDuration(state.durationMs)}, ${plural(state.requests ?? 0, 'request')}`}
      </p>
      <AddressList state={state} />
      <p class="counts">
        {Object.entries(counts).map(([status, count]) => (
          <Badge key={status} tone={TONES[status] ?? 'plain'}>
            {count} {status}
          </Badge>
        ))}
      </p>
      {levels !== undefined && (
        <p class="counts">
          {Object.entries(levels).map(([level, result]) => (
            <Badge key={level} tone={TONES[result] ?? 'plain'}>
              {level} {result}
            </Badge>
          ))}
          {state.effects !== undefined && (
            <Badge tone={state.effects === 'observed' ? 'good' : 'plain'}>
              effects {state.effects}
            </Badge>
          )}
        </p>
      )}
      {state.status === 'finished' && <Reports reports={reports} />}
      {state.status === 'finished' && verdict === 'certified' && <CertificateForm state={state} />}
      <CauseList causes={state.causes} more={state.moreCauses} />
    </>
  )
}

/** How far the run is, and what it does at the moment. */
function Progress({ state }: { state: CertificationState }) {
  const { checks, done, probe, startedAt = 0 } = state
  const elapsed = Math.max(0, useNow(1000) - startedAt)
  return (
    <>
      <h2>
        {done} of {checks} checks
      </h2>
      <progress aria-label="Checks done" max={Math.max(1, checks)} value={done} />
      <p role="status">
        {probe === undefined ? 'Starting' : `Step ${probe.index} of ${probe.of}: ${probe.name}`}
      </p>
      <p class="soft">{formatDuration(elapsed)} so far</p>
    </>
  )
}

/** The report as a page, and every format of it as a file. */
function Reports({ reports }: { reports: Overview['reports'] }) {
  return (
    <p class="actions">
      {reports
        .filter(({ isPage }) => isPage)
        .map(({ name }) => (
          <a key={name} class="button primary" href={`/api/certification/${name}`} target="_blank">
            Full report
          </a>
        ))}
      <span class="soft">Download:</span>
      {reports.map(({ name }) => (
        <a key={name} class="button" href={`/api/certification/${name}`} download={name}>
          {name}
        </a>
      ))}
    </p>
  )
}

/** The address of each operation in the run, and the operations that are not enabled. */
function AddressList({ state }: { state: CertificationState }) {
  const { addresses = [], notEnabled = [] } = state
  return (
    <ul class="soft">
      {addresses.map(({ operation, url }) => (
        <li key={operation}>
          {operation} <code>{url}</code>
        </li>
      ))}
      {notEnabled.length > 0 && <li>not enabled: {notEnabled.join(', ')}</li>}
    </ul>
  )
}
