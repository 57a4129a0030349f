import { readFileSync } from 'node:fs'

/** The processes that a process started and that have not ended; Linux only. */
export function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return text === '' ? [] : text.split(' ').map(Number)
}

/** A process that ended and waits for its parent to look is not running. */
export function isRunning(pid: number): boolean {
  return fieldsOf(pid).state !== undefined && fieldsOf(pid).state !== 'Z'
}

/** The group of a process: a terminal's Ctrl+C goes to all of one group. */
export function groupOf(pid: number): number | undefined {
  const { group } = fieldsOf(pid)
  return group === undefined ? undefined : Number(group)
}

/** The environment that a process was started with. */
export function environmentOf(pid: number): Readonly<Record<string, string | undefined>> {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  return Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s).slice(0, 2)))
}

function fieldsOf(pid: number): { readonly state?: string; readonly group?: string } {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state = '', , group = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state, group }
  } catch {
    return {}
  }
}
