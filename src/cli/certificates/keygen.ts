import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { createKeyPair, keyNameOf, readPublicKey } from '../../certify/index.ts'
import { type ExitCode, HarnessError, messageOf } from '../../core/index.ts'
import type { Context } from '../context.ts'
import type { CertificateOptions } from './input.ts'

/** Makes a pair of keys: `FILE` and `FILE.pub`, or neither. @throws HarnessError FILE_UNWRITABLE */
export function keygen(file: string, { json }: CertificateOptions, { stdout }: Context): ExitCode {
  const { privateKey, publicKey } = createKeyPair()
  const publicFile = `${file}.pub`
  write(file, privateKey.expose(), 0o600)
  try {
    write(publicFile, publicKey, 0o644)
  } catch (error) {
    rmSync(file)
    throw error
  }
  const name = keyNameOf(readPublicKey(publicKey, publicFile))
  stdout.write(
    json === true
      ? `${JSON.stringify({ key: name, privateKey: file, publicKey: publicFile })}\n`
      : [
          `The key ${name}`,
          `  private  ${file}: keep it, and sign with dropship certify … --sign ${file}`,
          `  public   ${publicFile}: give it to those who verify`,
          '',
        ].join('\n'),
  )
  return 0
}

/** Never overwrites a key, and leaves none that is cut because the disk is full. */
function write(file: string, text: string, mode: number): void {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'wx', mode)
    writeFileSync(descriptor, text)
    closeSync(descriptor)
  } catch (error) {
    if (descriptor !== undefined) rmSync(file)
    throw new HarnessError('FILE_UNWRITABLE', `The key cannot be written to ${file}.`, {
      found: messageOf(error),
      next: 'name a file that does not exist yet, in a writable folder',
      cause: error,
    })
  }
}
