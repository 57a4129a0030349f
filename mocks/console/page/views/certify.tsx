import { useState } from 'preact/hooks'
import { formatDuration, plural } from '../../../../src/core/index.ts'
import type { AuthForm, CertificationState, Overview } from '../../api.ts'
import { callApi } from '../live/api-client.ts'
import { useAction } from '../live/use-action.ts'
import {
  AddressFields,
  addressesBody,
  isOwnSubject,
  ownAddresses,
} from '../components/address-fields.tsx'
import { AuthFields } from '../components/auth-fields.tsx'
import { Badge, Empty, type Tone, ErrorBox } from '../components/elements.tsx'

const LEVELS = [
  ['compatible', 'accepts all valid input'],
  ['strict', 'also rejects invalid input as documented'],
  ['resilient', 'also handles hostile, repeated and parallel requests'],
] as const

export function CertifyView(props: {
  readonly overview: Overview
  readonly state: CertificationState | undefined
}) {
  const { overview, state } = props
  const { subject } = overview
  const [form, setForm] = useState(() => ownAddresses(overview))
  const [partner, setPartner] = useState('')
  const [environment, setEnvironment] = useState('')
  const [level, setLevel] = useState<string>(overview.level)
  const [seed, setSeed] = useState('')
  const [auth, setAuth] = useState<AuthForm>({ scheme: subject.kind === 'stub' ? 'stub' : 'none' })
  const [observer, setObserver] = useState(overview.observer ?? '')
  const [observerHeader, setObserverHeader] = useState('')
  const starting = useAction()
  const isRunning = state?.status === 'running'
  return (
    <div class="columns pad">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          starting.run(async () => {
            const addresses = addressesBody(form, overview.operations)
            const owner = { partner, environment }
            await callApi('POST', '/api/certification', {
              ...addresses,
              ...owner,
              level,
              seed,
              auth,
              observer,
              observerHeader,
            })
          })
        }}
      >
        <h2>Certify an endpoint</h2>
        <AddressFields
          form={form}
          operations={overview.operations}
          onChange={(changed) => {
            setForm(changed)
            if (isOwnSubject(changed, overview)) return
            if (auth.scheme === 'stub') setAuth({ scheme: 'none' })
            if (observer === overview.observer) setObserver('')
          }}
        />
        <AuthFields auth={auth} overview={overview} onChange={setAuth} />
        <fieldset>
          <legend>Level</legend>
          {LEVELS.map(([name, what]) => (
            <label key={name} class="choice">
              <input
                type="radio"
                name="level"
                checked={level === name}
                onChange={() => setLevel(name)}
              />
              <span>
                <b>{name}</b> <span class="soft">{what}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <label>
          Observer (optional)
          <input
            value={observer}
            placeholder="https://client.example/effects"
            onInput={({ currentTarget }) => setObserver(currentTarget.value)}
          />
        </label>
        <label>
          Header for the observer (optional)
          <input
            type="password"
            autocomplete="off"
            value={observerHeader}
            placeholder="X-Key: …"
            onInput={({ currentTarget }) => setObserverHeader(currentTarget.value)}
          />
        </label>
        <label>
          Partner (optional)
          <input
            value={partner}
            placeholder="Acme Retail"
            onInput={({ currentTarget }) => setPartner(currentTarget.value)}
          />
        </label>
        <label>
          Environment (optional)
          <input
            value={environment}
            placeholder="staging"
            onInput={({ currentTarget }) => setEnvironment(currentTarget.value)}
          />
        </label>
        <label>
          Seed (optional)
          <input
            value={seed}
            placeholder="random if empty"
            onInput={({ currentTarget }) => setSeed(currentTarget.value)}
          />
        </label>
        <p class="actions">
          <button type="submit" class="primary" disabled={isRunning || starting.isRunning}>
            Certify
          </button>
          {isRunning && (
            <button
              type="button"
              class="danger"
              onClick={() =>
                starting.run(async () => {
                  await callApi('DELETE', '/api/certification')
                })
              }
            >
              Stop
            </button>
          )}
        </p>
        <ErrorBox error={starting.error} />
      </form>
      <section aria-label="The run">
        {state === undefined || state.status === 'none' ? (
          <Empty title="No certification yet">
            <p>
              A certification sends hundreds of synthetic orders, valid and invalid, and reports for
              each rule how the endpoint responds. Use a test system.
            </p>
          </Empty>
        ) : (
          <Run state={state} reports={overview.reports} />
        )}
      </section>
    </div>
  )
}

const TONES: Readonly<Record<string, Tone>> = {
  passed: 'good',
  failed: 'bad',
  errored: 'bad',
  warned: 'warn',
  certified: 'good',
  'not certified': 'bad',
  inconclusive: 'warn',
}

function Run(props: { readonly state: CertificationState; readonly reports: Overview['reports'] }) {
  const { state, reports } = props
  const { checks, done, counts, troubles, verdict, levels } = state
  return (
    <>
      <div role="status">
        {state.status === 'running' ? (
          <h2>
            {done} of {checks} checks
            {state.probe !== undefined && <span class="soft"> {state.probe}</span>}
          </h2>
        ) : (
          <h2 class={`verdict ${TONES[verdict ?? ''] ?? 'bad'}`}>
            {verdict ?? 'could not complete'}
          </h2>
        )}
      </div>
      {state.status === 'running' && <progress max={Math.max(1, checks)} value={done} />}
      <p>
        {state.endpoint} at level {state.level}, seed <code>{state.seed}</code>
        {state.durationMs !== undefined &&
          `, ${formatDuration(state.durationMs)}, ${plural(state.requests ?? 0, 'request')}`}
      </p>
      <AddressList state={state} />
      {state.reason !== undefined && <p class="trouble">{state.reason}</p>}
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
      {state.status === 'finished' && (
        <p class="actions">
          {reports.map(({ name, isPage }) => (
            <ReportLink key={name} name={name} isPage={isPage} />
          ))}
        </p>
      )}
      <ol class="troubles">
        {troubles.map((trouble) => (
          <li key={trouble.id}>
            <Badge tone={TONES[trouble.status] ?? 'plain'}>{trouble.status}</Badge> {trouble.title}
            <p class="soft">
              {trouble.actual}
              {trouble.fix !== undefined && ` — ${trouble.fix}`}
            </p>
            <code>{trouble.id}</code>
          </li>
        ))}
      </ol>
    </>
  )
}

/** The address of each operation in the run, and the operations that are not enabled. */
function ReportLink({ name, isPage }: { name: string; isPage: boolean }) {
  const href = `/api/certification/${name}`
  return isPage ? (
    <a class="button primary" href={href} target="_blank">
      Full report
    </a>
  ) : (
    <a class="button" href={href} download>
      {name}
    </a>
  )
}

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
