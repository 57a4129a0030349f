import { useRef, useState } from 'preact/hooks'
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
import { Empty, ErrorBox } from '../components/elements.tsx'
import { CertificationRun } from './certification-run.tsx'

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
  const run = useRef<HTMLElement>(null)
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
            // The button is below the form, and the progress beside its top.
            run.current?.scrollIntoView({ block: 'start' })
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
      <section aria-label="The run" ref={run}>
        {state === undefined || state.status === 'none' ? (
          <Empty title="No certification yet">
            <p>
              A certification sends hundreds of synthetic orders, valid and invalid, and reports for
              each rule how the endpoint responds. Use a test system.
            </p>
          </Empty>
        ) : (
          <CertificationRun state={state} reports={overview.reports} />
        )}
      </section>
    </div>
  )
}
