import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { Report } from '../../src/certify/index.ts'
import { enabledContract, loadContract, resolveAddresses } from '../../src/contract/index.ts'
import { createRandom } from '../../src/core/index.ts'
import {
  type ExamineOptions,
  examCredentials,
  prepareExamination,
  type SenderDriver,
} from '../../src/examine/index.ts'
import { CORRECT, type SenderBehaviour } from './behaviour.ts'
import { inProcess } from './sender.ts'
import type { VirtualClock } from './virtual-clock.ts'

const contract = await loadContract()
/** With one operation: where one message shows it, the others would take time. */
export const ONE_OPERATION = enabledContract(
  contract,
  resolveAddresses(contract, {
    url: 'http://127.0.0.1',
    operations: ['drop_shipment_confirmation'],
  }),
)

/** The example of each operation, which the senders under test send. */
export const EXAMPLES: Readonly<Record<string, unknown>> = Object.fromEntries(
  contract.operations.map(({ id, examples }) => [id, examples[0]?.value]),
)

let folders = 0

export interface Examined {
  readonly behaviour?: Partial<SenderBehaviour>
  /** Below it each situation has a folder of its own. */
  readonly folder: string
  readonly options?: Partial<ExamineOptions>
  /** Shared by examinations that run side by side. */
  readonly clock: VirtualClock
}

/** Examines a sender of this process in virtual time, under its usual waits. */
export function examine({ behaviour = {}, ...examined }: Examined): Promise<Report> {
  const world = { clock: examined.clock, random: createRandom(1), examples: EXAMPLES }
  return examineDriver(inProcess({ ...CORRECT, ...behaviour }, world), examined)
}

/** Examines any sender of this process. */
export function examineDriver(
  driver: SenderDriver,
  { folder, clock, options = {} }: Omit<Examined, 'behaviour'>,
): Promise<Report> {
  const createText = (): string => randomBytes(18).toString('base64url')
  return prepareExamination({
    contract,
    driver,
    name: 'a sender under test',
    clock,
    createText,
    stateFolder: (situation) => {
      const path = join(folder, `${situation}-${folders++}`)
      mkdirSync(path, { recursive: true })
      return path
    },
    auth: examCredentials('oauth2', createText),
    level: 'resilient',
    ...options,
  }).run()
}
