export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** One row of the table: what, how much, and whether its goal holds. A goal that is missed makes the run fail. */
export function row(what: string, value: string, goal: string, holds: boolean): void {
  console.log(
    `${what.padEnd(58)} ${value.padStart(22)}   ${goal.padEnd(12)} ${holds ? 'holds' : 'MISSED'}`,
  )
  if (!holds) process.exitCode = 1
}
