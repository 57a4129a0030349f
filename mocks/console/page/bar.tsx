import { formatDuration } from '../../../src/core/index.ts'
import { callApi } from './live/api-client.ts'
import type { Live } from './live/use-live.ts'
import { TABS, type Tab } from './tabs.ts'

/** The top of the page: what runs, the views with their counts, and the state. */
export function Bar({ live, tab, onHelp }: { live: Live; tab: Tab; onHelp: () => void }) {
  const { overview, isConnected } = live
  const { aheadMs = 0 } = overview ?? {}
  return (
    <header class="bar">
      <div class="brand">
        <h1>Drop Ship</h1>
        {overview !== undefined && (
          <span class="soft">
            {overview.subject.kind} {new URL(overview.subject.url).host}
            {overview.prismUrl !== undefined && `, Prism ${new URL(overview.prismUrl).host}`}
          </span>
        )}
      </div>
      <nav aria-label="Views">
        {TABS.map(([name, label], index) => (
          <a
            key={name}
            href={`#${name}`}
            aria-current={name === tab ? 'page' : undefined}
            aria-keyshortcuts={String(index + 1)}
          >
            {label}
            <Count of={countOf(name, live)} />
          </a>
        ))}
      </nav>
      <div class="state">
        {overview?.playing.map(({ name, run }) => (
          <Playing key={`${name} ${run ?? ''}`} name={name} run={run} />
        ))}
        {aheadMs > 0 && (
          <a class="ahead" href="#scenarios">
            clock {formatDuration(aheadMs)} ahead
          </a>
        )}
        <span class={`connection ${isConnected ? 'good' : 'bad'}`} role="status">
          {isConnected ? 'live' : 'not connected'}
        </span>
        <button type="button" class="quiet" aria-label="Keyboard" onClick={onHelp}>
          ?
        </button>
      </div>
    </header>
  )
}

interface TabCount {
  readonly count: number
  /** What is counted, for a screen reader and the tooltip. */
  readonly what: string
  readonly isBad?: boolean
}

/** What the navigation counts; nothing where there is nothing to count. */
function countOf(tab: Tab, { entries, overview, queue, certification }: Live): TabCount {
  switch (tab) {
    case 'deliveries': {
      const count = entries.filter(({ kind }) => kind === 'delivery').length
      return { count, what: 'deliveries in the journal' }
    }
    case 'scenarios':
      return { count: overview?.playing.length ?? 0, what: 'active' }
    case 'queue':
      return { count: queue?.failed ?? 0, what: 'failed deliveries', isBad: true }
    case 'certify': {
      const causes = certification?.causes.length ?? 0
      return {
        count: causes + (certification?.moreCauses ?? 0),
        what: 'causes to repair',
        isBad: true,
      }
    }
    case 'send':
    case 'contract':
      return { count: 0, what: '' }
  }
}

function Count({ of: { count, what, isBad = false } }: { of: TabCount }) {
  if (count === 0) return null
  return (
    <>
      {' '}
      <span class={isBad ? 'total bad' : 'total'} title={`${count} ${what}`}>
        {count}
      </span>
    </>
  )
}

function Playing({ name, run }: { name: string; run: string | undefined }) {
  return (
    <span class="playing">
      scenario {name}
      {run !== undefined && ` for run ${run}`}
      <button
        type="button"
        class="quiet"
        aria-label={`stop ${name}`}
        onClick={() => {
          const query = run === undefined ? '' : `?run=${encodeURIComponent(run)}`
          void callApi('DELETE', `/api/scenario${query}`).catch(() => undefined)
        }}
      >
        stop
      </button>
    </span>
  )
}
