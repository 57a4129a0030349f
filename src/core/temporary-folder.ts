import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemCodeOf } from './errors.ts'

/** A folder for files that nobody needs after the process. */
export interface TemporaryFolder {
  readonly path: string
  remove(): void
}

/** `dropship-prism-1234.host-a1B2c3`: whose it is, so that the next one can tell what remained of one that was killed. */
const NAME = /^dropship-[a-z]+-(\d+)\.([\w.-]*)-\w{6}$/

/**
 * Makes a folder, and removes those that remained when processes of this user and host were killed.
 * @param purpose one word, in lower case
 */
export function temporaryFolder(purpose: string, base: string = tmpdir()): TemporaryFolder {
  removeLeftovers(base)
  const path = mkdtempSync(join(base, `dropship-${purpose}-${process.pid}.${ownHost()}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Containers may share the folder, and each counts its processes from one. */
function ownHost(): string {
  return hostname().replaceAll(/[^\w.-]/g, '_')
}

function removeLeftovers(base: string): void {
  for (const name of readdirSync(base)) {
    const [, pid, host] = NAME.exec(name) ?? []
    if (pid === undefined || host !== ownHost() || isAlive(Number(pid))) continue
    const path = join(base, name)
    try {
      if (lstatSync(path).uid === process.getuid?.()) rmSync(path, { recursive: true, force: true })
    } catch {
      // Somebody else was faster, or it cannot be removed: it harms nobody.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // A process of another user may not be signalled, and is there.
    return systemCodeOf(error) !== 'ESRCH'
  }
}
