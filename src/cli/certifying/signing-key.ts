import type { KeyObject } from 'node:crypto'
import { readPrivateKey } from '../../certify/index.ts'
import { HarnessError, Secret } from '../../core/index.ts'
import { readTextFile } from '../options/file.ts'

/**
 * The key of `--sign`. Read before anything is sent: a run without its certificate is a run in vain.
 * @throws HarnessError MISSING_OPTION, FILE_UNREADABLE, INVALID_FILE
 */
export function readSigningKey({
  sign,
  out,
}: {
  readonly sign?: string
  readonly out?: string
}): KeyObject | undefined {
  if (sign === undefined) return undefined
  if (out === undefined) {
    throw new HarnessError('MISSING_OPTION', 'A certificate needs a folder to be written to.', {
      expected: '--out DIR beside --sign',
    })
  }
  return readPrivateKey(new Secret(readTextFile(sign, '--sign'), '$SIGNING_KEY'), sign)
}
