import { realpathSync } from 'node:fs'
import { HarnessError } from '../../core/index.ts'
import { type Database, loadEngine } from './engine.ts'
import { isBusy, storeError } from './errors.ts'

/**
 * The right to be the one worker of a queue file: an exclusive SQLite lock on a file beside it, which the operating
 * system takes back when the process ends, however it ends.
 *
 * @param path of the queue file, which is open
 * @returns gives the right up
 * @throws HarnessError WORKER_ALREADY_RUNNING at once when another worker has it
 */
export async function lockForWorker(path: string): Promise<() => void> {
  const Engine = await loadEngine()
  // Beside the file that a link leads to: it is one queue under each of its names.
  const lockPath = `${realpathSync(path)}-worker`
  let lock: Database | undefined
  try {
    lock = new Engine(lockPath, { timeout: 0 })
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    const held = lock
    return () => held.close()
  } catch (error) {
    lock?.close()
    if (!isBusy(error)) throw storeError(error, lockPath)
    throw new HarnessError('WORKER_ALREADY_RUNNING', 'A worker already delivers from this queue.', {
      where: path,
      expected: 'one worker process to one SQLite file',
      next: 'enqueue and let the running worker deliver, or use --store postgres://… for several workers',
      cause: error,
    })
  }
}
