import type { AccessTokens } from '../../../src/auth/index.ts'
import { HarnessError, isRecord, lookUp, nearest } from '../../../src/core/index.ts'
import { scenarioOf } from '../scenarios/find.ts'
import type { ScenarioPlayer } from '../scenarios/player.ts'

type Setup = 'nothing' | 'expire tokens' | { readonly scenario: string }

/** The set-up for every provider state of the pact (`contracts/README.md`). */
const SETUPS: Readonly<Record<string, Setup>> = {
  // The stub accepts any order.
  'the order is known': 'nothing',
  'the sender is registered as a client of the token service': 'nothing',
  'the access token has expired': 'expire tokens',
  'the client service cannot read requests': { scenario: 'always-400' },
  'the client service fails': { scenario: 'always-500' },
  'the client service is unavailable': { scenario: 'always-502' },
}

export interface States {
  /**
   * Sets a provider state up, or ends it. A scenario that somebody else started plays in every state that has none of its own,
   * so that a verification sees it.
   * @param body `{ state, action: "setup" | "teardown" }`, as Pact's verifier sends it
   * @throws HarnessError INVALID_OPTION for a state that the stub does not know
   */
  change(body: unknown): void
}

/** Sets up the provider states of the pact in the stub. */
export function createStates(
  player: ScenarioPlayer,
  tokens: AccessTokens,
  operations: () => readonly string[],
): States {
  return {
    change: (body) => {
      const name = isRecord(body) && typeof body.state === 'string' ? body.state : undefined
      const setup = lookUp(SETUPS, name)
      if (name === undefined || setup === undefined) throw unknownState(name)
      const isEnd = isRecord(body) && body.action === 'teardown'
      if (typeof setup === 'object') {
        if (isEnd) player.leave(name)
        else player.enter(name, scenarioOf(setup.scenario, operations()))
      } else if (setup === 'expire tokens' && !isEnd) tokens.expireAll()
    },
  }
}

function unknownState(name: string | undefined): HarnessError {
  const known = Object.keys(SETUPS)
  const meant = name === undefined ? undefined : nearest(name, known)
  return new HarnessError('INVALID_OPTION', 'Unknown provider state.', {
    expected: `one of ${known.join(', ')}`,
    found: JSON.stringify(name),
    ...(meant === undefined ? {} : { next: `did you mean "${meant}"?` }),
  })
}
