import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach } from 'vitest'

/** A new folder, which is gone after the last test of the file. */
export function folderForFile(): string {
  const folder = create()
  afterAll(() => remove(folder))
  return folder
}

/** A new folder for each test of the file, gone after it: `path` is that of the test that runs. */
export function folderPerTest(): { readonly path: string } {
  const folder = { path: '' }
  beforeEach(() => {
    folder.path = create()
  })
  afterEach(() => remove(folder.path))
  return folder
}

function create(): string {
  return mkdtempSync(join(tmpdir(), 'dropship-test-'))
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
