import { useState } from 'preact/hooks'
import type { Overview } from '../../api.ts'
import { ask } from '../live/ask.ts'
import { useAction } from '../live/use-action.ts'
import { useAsked } from '../live/use-asked.ts'
import { Empty, Trouble } from '../parts/parts.tsx'

const EXAMPLE = `name: slow-then-down
on: drop_shipment_confirmation
steps:
  - { delay: 2s, jitter: 1s, times: 3 }
  - { status: 503, headers: { Retry-After: "5" }, times: 2 }
  - { do: reset }
after: answer
`

interface ReadyMade {
  readonly name: string
  readonly description: string
}

export function ScenariosView({ overview }: { overview: Overview }) {
  const { answer, error } = useAsked<{ readyMade: readonly ReadyMade[] }>(
    overview.subject.kind === 'stub' ? '/api/scenarios' : undefined,
  )
  const [run, setRun] = useState('')
  const [text, setText] = useState(EXAMPLE)
  const playing = useAction()
  const writing = useAction()
  const tokens = useAction()
  const [ended, setEnded] = useState<string>()
  if (overview.subject.kind !== 'stub') {
    return (
      <Empty title="The endpoint behind the proxy plays by itself">
        <p>
          Scenarios are the stub’s: <code>dropship up</code> starts one, whose console plays them.
        </p>
      </Empty>
    )
  }
  const forRun = run.trim() === '' ? {} : { run: run.trim() }
  const play = async (what: { name: string } | { text: string }): Promise<void> => {
    await ask('PUT', '/api/scenario', { ...what, ...forRun })
  }
  const end = (how: 'expire' | 'revoke'): void =>
    tokens.run(async () => {
      const { ended: count } = await ask<{ ended: number }>('POST', `/api/tokens/${how}`, {})
      setEnded(`${count} ${count === 1 ? 'token' : 'tokens'} ended`)
    })
  const isPlayed = (name: string): boolean =>
    overview.playing.some((each) => each.name === name && each.run === forRun.run)
  return (
    <div class="columns pad">
      <section>
        <h2>Ready-made</h2>
        <p class="soft">
          {overview.playing.length === 0
            ? 'Nothing is played: the stub behaves as the best of endpoints would.'
            : `Played now: ${overview.playing.map(({ name }) => name).join(', ')}. It goes on until it is stopped.`}
        </p>
        <Trouble error={error} />
        <Trouble error={playing.error} />
        <ul class="scenarios">
          {answer?.readyMade.map(({ name, description }) => (
            <li key={name} class={isPlayed(name) ? 'active' : ''}>
              <div>
                <b>{name}</b>
                <p>{description}</p>
              </div>
              {isPlayed(name) ? (
                <button
                  type="button"
                  class="danger"
                  onClick={() =>
                    playing.run(async () => {
                      const query =
                        forRun.run === undefined ? '' : `?run=${encodeURIComponent(forRun.run)}`
                      await ask('DELETE', `/api/scenario${query}`)
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
        <p class="soft">
          With the next request a sender is told 401, and has to ask for a new token.
        </p>
        <p class="actions">
          <button type="button" onClick={() => end('expire')}>
            Expire tokens
          </button>
          <button type="button" onClick={() => end('revoke')}>
            Revoke tokens
          </button>
          {ended !== undefined && <span role="status">{ended}</span>}
        </p>
        <Trouble error={tokens.error} />
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
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
          <button type="submit" class="primary" disabled={writing.isRunning}>
            Play this
          </button>
          <Trouble error={writing.error} />
        </form>
        <h2>For one run alone</h2>
        <label>
          Run, as the header <code>x-dropship-run</code> names it
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
