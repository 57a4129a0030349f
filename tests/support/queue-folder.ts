import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { systemClock } from '../../src/core/index.ts'
import type { QueueStore } from '../../src/queue/index.ts'
import { openSqliteStore } from '../../src/queue/sqlite/open.ts'

export const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'dropship-queue-'))

/** A folder for each test of a block, and a queue file that is not there yet. */
export class QueueFolder {
  path = ''
  /** Of each test anew. */
  folder = ''

  constructor() {
    beforeEach(() => {
      this.folder = makeFolder()
      this.path = join(this.folder, 'deep', 'er', 'queue.db')
    })
    afterEach(() => rmSync(this.folder, { recursive: true }))
  }

  open(busyTimeoutMs = 50): Promise<QueueStore> {
    return openSqliteStore(this.path, { clock: systemClock, busyTimeoutMs })
  }
}
