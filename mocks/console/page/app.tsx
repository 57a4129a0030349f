import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Bar } from './bar.tsx'
import { useKeys } from './live/use-keys.ts'
import { useLive } from './live/use-live.ts'
import { Help } from './components/help.tsx'
import { TABS, type Tab } from './tabs.ts'
import { CertifyView } from './views/certify.tsx'
import { ContractView } from './views/contract.tsx'
import { DeliveriesView } from './views/deliveries.tsx'
import { NO_FILTER } from './views/feed-filter.ts'
import { QueueView } from './views/queue.tsx'
import { ScenariosView } from './views/scenarios.tsx'
import { type SendDraft, SendView } from './views/send.tsx'
import type { SentMessage } from './views/sent-list.tsx'

/** The tab and the selected item, as in the page's URL: `#deliveries/12`. */
interface ViewLocation {
  readonly tab: Tab
  readonly chosen: string
}

function locationOf(hash: string): ViewLocation {
  const [name = '', ...rest] = hash.replace(/^#/, '').split('/')
  const tab = TABS.find(([known]) => known === name)?.[0] ?? 'deliveries'
  return { tab, chosen: rest.join('/') }
}

function useViewLocation(): readonly [ViewLocation, (tab: Tab, chosen?: string | number) => void] {
  const [current, setCurrent] = useState(() => locationOf(location.hash))
  useEffect(() => {
    const follow = (): void => setCurrent(locationOf(location.hash))
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  const go = (tab: Tab, chosen: string | number = ''): void => {
    location.hash = chosen === '' ? tab : `${tab}/${chosen}`
    // Before the browser's event: the next key may come first.
    setCurrent(locationOf(location.hash))
  }
  return [current, go]
}

/** The whole page: a bar with the state, and six views. */
export function App() {
  const live = useLive()
  const [{ tab, chosen }, go] = useViewLocation()
  const [draft, setDraft] = useState<SendDraft>()
  const [sent, setSent] = useState<readonly SentMessage[]>([])
  const [filter, setFilter] = useState(NO_FILTER)
  const [isHelping, setHelping] = useState(false)
  const { overview } = live
  useKeys({
    ...Object.fromEntries(TABS.map(([name], index) => [String(index + 1), () => go(name)])),
    '?': () => setHelping(true),
  })
  const edit = (next: SendDraft): void => {
    setDraft(next)
    go('send')
  }
  return (
    <>
      <Bar live={live} tab={tab} onHelp={() => setHelping(true)} />
      {overview?.contract.problem !== undefined && (
        <div class="trouble banner" role="alert">
          <p>The last edit of the contract is invalid; the previous contract stays in force.</p>
          <pre>{overview.contract.problem}</pre>
        </div>
      )}
      {overview === undefined ? (
        <main class="pad soft">Connecting …</main>
      ) : (
        <main>
          <View isShown={tab === 'deliveries'} name="deliveries">
            {tab === 'deliveries' && (
              <DeliveriesView
                live={live}
                overview={overview}
                filter={filter}
                onFilter={setFilter}
                chosen={Number(chosen)}
                onChoose={(id) => go('deliveries', id ?? '')}
                onEdit={edit}
              />
            )}
          </View>
          <View isShown={tab === 'scenarios'} name="scenarios">
            <ScenariosView overview={overview} />
          </View>
          <View isShown={tab === 'send'} name="send">
            <SendView
              key={draft?.number ?? 0}
              live={live}
              overview={overview}
              draft={draft}
              sent={sent}
              onSent={(next) => setSent([next, ...sent])}
            />
          </View>
          <View isShown={tab === 'queue'} name="queue">
            {tab === 'queue' && (
              <QueueView live={live} overview={overview} onSend={() => go('send')} />
            )}
          </View>
          <View isShown={tab === 'certify'} name="certify">
            <CertifyView overview={overview} state={live.certification} />
          </View>
          <View isShown={tab === 'contract'} name="contract">
            {tab === 'contract' && (
              <ContractView sha256={overview.contract.sha256} chosen={chosen} />
            )}
          </View>
        </main>
      )}
      {isHelping && <Help version={overview?.version ?? ''} onClose={() => setHelping(false)} />}
    </>
  )
}

/** Hidden rather than removed, so that forms and scroll positions survive a change of view. */
function View(props: { isShown: boolean; name: Tab; children: ComponentChildren }) {
  return (
    <div class={`view ${props.name}`} hidden={!props.isShown}>
      {props.children}
    </div>
  )
}
