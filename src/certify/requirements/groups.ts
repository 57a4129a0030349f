import type { Credentials, OAuth2Credentials } from '../../auth/index.ts'
import type { Addresses, Contract, Operation } from '../../contract/index.ts'
import type { Route, Transport } from '../../core/index.ts'
import type { Messages } from '../../messages/index.ts'
import { hostileBodies } from '../mutations/bodies.ts'
import type { Turn } from '../mutations/turn.ts'
import type { Group } from '../run/group.ts'
import { invalidMessages } from '../run/invalid-messages.ts'
import { acceptanceGroup } from './acceptance.ts'
import { authenticationGroup } from './authentication.ts'
import { explorationGroup, pairsGroup } from './combinations.ts'
import { encodingsGroup } from './encodings.ts'
import { duplicatesGroup } from './duplicates.ts'
import { effectGroups } from './effects.ts'
import { sentBodies } from './hostile-bodies.ts'
import { oneTokenGroup } from './one-token.ts'
import { orderGroup } from './ordering.ts'
import { otherOperationsGroup, positionsGroup, rejectionGroup } from './rejection.ts'
import { parametersGroup } from './parameters.ts'
import { loadGroup } from './resilience.ts'
import { errorFieldGroup, type Once, responsesGroup } from './responses.ts'
import {
  consistencyGroup,
  extremeBodiesGroup,
  hostileBodiesGroup,
  recoveryGroup,
} from './robustness.ts'
import { megabyte, sizeGroup } from './size.ts'
import { strictnessGroup } from './strictness.ts'
import { tokenResponse, tokenServiceGroup } from './token-service.ts'
import { expiryGroup, otherClientGroup, renewalGroup, reuseGroup } from './tokens.ts'
import { transportGroup } from './transport.ts'
import { notJsonGroup } from './unreadable-bodies.ts'

/** What the checks of a run are made for. */
export interface GroupOptions {
  readonly contract: Contract
  readonly addresses: Addresses
  readonly credentials: Credentials
  /** Another client of the same token service, whose tokens the endpoint must not accept. */
  readonly otherClient?: Pick<OAuth2Credentials, 'clientId' | 'clientSecret'>
  /** Sends every deviation in a message of its own. */
  readonly thorough: boolean
  readonly messagesOf: (operation: Operation) => Messages
  /** Whether identifiers are those of orders that exist, given as fixtures. */
  readonly knowsItsOrders: boolean
  /** Whether a service of the client's says what messages did. */
  readonly isObserved: boolean
  readonly transport: Transport
  readonly route: Route
}

/** Every check of an endpoint, in the order in which they are made. */
export function endpointGroups(options: GroupOptions): readonly Group[] {
  const { contract, addresses, route, messagesOf } = options
  const { operations } = contract
  const near: Once = { isSaid: false }
  const effects = operations.map((operation) =>
    effectGroups(operation, {
      ...options,
      deviationsOf: (own) => messagesOf(own).deviations(),
    }),
  )
  return [
    transportGroup(addresses, route),
    ...tokenGroups(options),
    ...operations.flatMap((operation, index) => [
      ...operationGroups(operation, { index, of: operations.length }, options, near),
      ...effects.slice(index, index + 1).map(({ sending }) => sending),
    ]),
    otherOperationsGroup(contract, messagesOf),
    orderGroup(contract),
    ...(options.credentials.scheme === 'oauth2' ? [reuseGroup()] : []),
    ...operations.map((operation) => strictnessGroup(operation, contract, messagesOf(operation))),
    ...operations.map((operation) => explorationGroup(operation, messagesOf(operation))),
    ...operations.map((operation) => consistencyGroup(operation)),
    ...operations.map((operation) => responsesGroup(operation)),
    ...effects.map(({ concluding }) => concluding),
  ]
}

function tokenGroups({ contract, credentials, otherClient }: GroupOptions): Group[] {
  if (credentials.scheme !== 'oauth2') return []
  const { operations } = contract
  const response = tokenResponse(credentials)
  const other = otherClient === undefined ? undefined : { ...credentials, ...otherClient }
  return [
    tokenServiceGroup(credentials, response),
    oneTokenGroup(operations, credentials),
    otherClientGroup(operations, other),
    expiryGroup(operations, credentials, response),
  ]
}

function operationGroups(
  operation: Operation,
  turn: Turn,
  options: GroupOptions,
  near: Once,
): Group[] {
  const { credentials, transport, knowsItsOrders } = options
  const messages = options.messagesOf(operation)
  const deviations = messages.deviations()
  const bodies = sentBodies(operation, hostileBodies(turn))
  const largest = megabyte(operation)
  const invalid = invalidMessages(operation, deviations, options.thorough)
  return [
    acceptanceGroup(operation, messages.variations(), knowsItsOrders),
    pairsGroup(operation, messages),
    authenticationGroup(operation, { credentials, deviations, transport, turn }),
    ...(credentials.scheme === 'oauth2' ? [renewalGroup(operation)] : []),
    encodingsGroup(operation),
    hostileBodiesGroup(operation, bodies, largest),
    sizeGroup(operation, largest),
    extremeBodiesGroup(operation, bodies),
    notJsonGroup(operation, bodies),
    recoveryGroup(operation, deviations),
    duplicatesGroup(operation, deviations),
    rejectionGroup(operation, invalid),
    ...(operation.parameters.some(({ isRequired }) => isRequired)
      ? [parametersGroup(operation)]
      : []),
    errorFieldGroup(operation, invalid, near),
    positionsGroup(operation, deviations),
    loadGroup(operation, deviations),
  ]
}
