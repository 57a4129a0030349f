import { basename, dirname } from 'node:path'

/**
 * How a printed command names this program, so that it runs in another terminal and never makes `npx` download a package
 * of the same name: `dropship` where that is on the PATH, else what a project or a clone has.
 *
 * @param script the file that Node was started with, links not resolved
 */
export function programName(script: string | undefined): string {
  const isOnPath =
    script !== undefined &&
    /^dropship(?:\.cmd)?$/.test(basename(script)) &&
    basename(dirname(script)) !== '.bin'
  return isOnPath ? 'dropship' : 'npx --no-install dropship'
}
