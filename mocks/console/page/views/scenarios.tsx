import { useState } from 'preact/hooks'
import { plural } from '../../../../src/core/index.ts'
import type { Overview } from '../../api.ts'
import { callApi } from '../live/api-client.ts'
import { useAction } from '../live/use-action.ts'
import { useResponse } from '../live/use-response.ts'
import { Empty, ErrorBox } from '../components/elements.tsx'
import { TimeForm } from '../components/time-form.tsx'

interface Named {
  readonly name: string
  readonly description: string
}

interface Scenarios {
  readonly readyMade: readonly Named[]
  readonly faults: readonly Named[]
  /** A scenario of one's own, to begin with. */
  readonly example: string
}

export function ScenariosView({ overview }: { overview: Overview }) {
  const { response, error } = useResponse<Scenarios>(
    overview.subject.kind === 'stub' ? '/api/scenarios' : undefined,
  )
  const [run, setRun] = useState('')
  const [edited, setEdited] = useState<string>()
  const text = edited ?? response?.example ?? ''
  const playing = useAction()
  const writing = useAction()
  const tokens = useAction()
  const [ended, setEnded] = useState<string>()
  if (overview.subject.kind !== 'stub') {
    return (
      <Empty title="Scenarios need the stub">
        <p>
          This console is in front of a proxy. <code>dropship up</code> starts a stub with a console
          that runs scenarios.
        </p>
      </Empty>
    )
  }
  const forRun = run.trim() === '' ? {} : { run: run.trim() }
  const play = async (what: { name: string } | { text: string }): Promise<void> => {
    await callApi('PUT', '/api/scenario', { ...what, ...forRun })
  }
  const end = (how: 'expire' | 'revoke'): void =>
    tokens.run(async () => {
      const { ended: count } = await callApi<{ ended: number }>('POST', `/api/tokens/${how}`, {})
      setEnded(`${plural(count, 'token')} ended`)
    })
  const isActive = (name: string): boolean =>
    overview.playing.some((each) => each.name === name && each.run === forRun.run)
  return (
    <div class="columns pad">
      <section>
        <h2>Ready-made</h2>
        <p class="soft">
          {overview.playing.length === 0
            ? 'No scenario is active: the stub implements the contract.'
            : `Active until stopped: ${overview.playing.map(({ name }) => name).join(', ')}.`}
        </p>
        <ErrorBox error={error} />
        <ErrorBox error={playing.error} />
        <ul class="scenarios">
          {response?.readyMade.map(({ name, description }) => (
            <li key={name} class={isActive(name) ? 'active' : ''}>
              <div>
                <b>{name}</b>
                <p>{description}</p>
              </div>
              {isActive(name) ? (
                <button
                  type="button"
                  class="danger"
                  onClick={() =>
                    playing.run(async () => {
                      const query =
                        forRun.run === undefined ? '' : `?run=${encodeURIComponent(forRun.run)}`
                      await callApi('DELETE', `/api/scenario${query}`)
                    })
                  }
                >
                  Stop
                </button>
              ) : (
                <button
                  type="button"
                  aria-label={`Play ${name}`}
                  onClick={() => playing.run(() => play({ name }))}
                >
                  Play
                </button>
              )}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Access tokens</h2>
        <p class="soft">The sender’s next request gets 401, and it has to request a new token.</p>
        <p class="actions">
          <button type="button" onClick={() => end('expire')}>
            Expire tokens
          </button>
          <button type="button" onClick={() => end('revoke')}>
            Revoke tokens
          </button>
          {ended !== undefined && <span role="status">{ended}</span>}
        </p>
        <ErrorBox error={tokens.error} />
        <TimeForm aheadMs={overview.aheadMs ?? 0} />
        <h2>Your own</h2>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            writing.run(() => play({ text }))
          }}
        >
          <label>
            Scenario, in YAML or JSON
            <textarea
              class="code"
              rows={12}
              spellcheck={false}
              value={text}
              onInput={({ currentTarget }) => setEdited(currentTarget.value)}
            />
          </label>
          <button type="submit" class="primary" disabled={writing.isRunning}>
            Play this
          </button>
          <ErrorBox error={writing.error} />
        </form>
        <details>
          <summary>Faults that a step can do</summary>
          <ul>
            {response?.faults.map(({ name, description }) => (
              <li key={name}>
                <code>{name}</code> {description}
              </li>
            ))}
          </ul>
        </details>
        <h2>Limit to one run</h2>
        <label>
          Run, from the header <code>x-dropship-run</code>
          <input
            value={run}
            placeholder="every request"
            onInput={({ currentTarget }) => setRun(currentTarget.value)}
          />
        </label>
      </section>
    </div>
  )
}
