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

/** Milliseconds of CPU time that a process has used, in steps of ten; 0 once it has ended. */
export function cpuTimeOf(pid: number): number {
  const { ticks = 0 } = fieldsOf(pid)
  return ticks * 10
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

interface Fields {
  readonly state?: string
  readonly group?: string
  /** Of CPU time, a hundred to the second. */
  readonly ticks?: number
}

function fieldsOf(pid: number): Fields {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [state = '', , group = ''] = fields
    return { state, group, ticks: Number(fields[11]) + Number(fields[12]) }
  } catch {
    return {}
  }
}
