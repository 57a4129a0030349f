import { realpathSync } from 'node:fs'
import { HarnessError } from '../../core/index.ts'
import { type Database, loadEngine } from './engine.ts'
import { isBusy, storeError } from './errors.ts'

/**
 * Locks a queue file for its one worker, by an exclusive SQLite lock on a file beside it. The operating
 * system releases it when the process ends, however it ends.
 *
 * @param path of the queue file, which is open
 * @returns a function that releases the lock
 * @throws HarnessError WORKER_ALREADY_RUNNING at once when another worker has the lock
 */
export async function lockForWorker(path: string): Promise<() => void> {
  const Engine = await loadEngine()
  // Beside the link's target, because all links to a file are one queue.
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
      expected:
        'one worker to one SQLite file; dropship send and the console (dropship up, dropship proxy) are workers while they deliver',
      next: 'enqueue and let the running worker deliver, try again once it has ended, or use --store postgres://… for several workers',
      cause: error,
    })
  }
}
