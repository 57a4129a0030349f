export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** One row of the table: what, how much, its goal, and whether that holds. A missed goal ends the process with 1. */
export function row(what: string, value: string, goal: string, holds: boolean): void {
  console.log(`${holds ? 'ok  ' : 'MISS'} ${line(what, value)}   goal ${goal}`)
  if (!holds) process.exitCode = 1
}

/** A figure without a goal of its own. */
export function figure(what: string, value: string): void {
  console.log(`     ${line(what, value)}`)
}

function line(what: string, value: string): string {
  return `${what.padEnd(58)} ${value.padStart(22)}`
}
