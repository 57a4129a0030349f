import { type Command, Help, type Option } from 'commander'

/** The headings of a long help in their order, each with the long names of its options. */
const GROUPS: Readonly<Record<string, string>> = {
  Endpoint: 'to endpoint operations wait partner environment purpose',
  // The options of schemes name this group themselves.
  Authentication: 'auth other-client-id other-client-secret',
  Network:
    'request-header ca cert key cert-key port host https admin-port metrics-port cors-origin',
  'What is checked': 'level only skip filter thorough seed waivers requirement-set',
  'Test data, effects and time':
    'fixtures param state-url clock-url observer observer-header observer-wait',
  'Retries and limits':
    'retries backoff factor jitter max-backoff max-retry-after timeout connect-timeout headers-timeout body-timeout deadline latency-budget rate concurrency breaker lease keep',
  'Pact Broker':
    'broker-url broker-token broker-username broker-password provider provider-version provider-branch provider-tag selectors enable-pending include-wip-pacts-since publish-results build-url',
  Output:
    'out sign run-by self-test-result junit har journal log format full list dry-run json quiet',
  Contract: 'contract refs-within',
}
const OTHERS = 'Options'
/** Shorter helps need no headings. */
const LEAST = 14

const ORDER = [OTHERS, ...Object.keys(GROUPS)]
const GROUP_OF = new Map(
  Object.entries(GROUPS).flatMap(([group, names]) =>
    names.split(' ').map((name) => [`--${name}`, group]),
  ),
)

/** Prints the options of a long help in groups, and no default where that is an empty list. */
export function groupOptions(command: Command): void {
  const optionDescription = (option: Option): string =>
    new Help().optionDescription(option).replace(' (default: [])', '')
  if (command.options.length < LEAST) {
    command.configureHelp({ optionDescription })
    return
  }
  command.configureHelp({
    optionDescription,
    // Groups come in the order of what is shown.
    groupItems: (_all, shown, groupOfItem) => new Help().groupItems(shown, shown, groupOfItem),
    visibleOptions: (self) => {
      const options = new Help().visibleOptions(self)
      for (const option of options) option.helpGroup(`${groupOf(option)}:`)
      return options.toSorted((left, right) => rankOf(left) - rankOf(right))
    },
  })
}

function groupOf({ long, helpGroupHeading }: Option): string {
  return helpGroupHeading?.slice(0, -1) ?? GROUP_OF.get(long ?? '') ?? OTHERS
}

function rankOf(option: Option): number {
  return ORDER.indexOf(groupOf(option))
}
