/** Tells those who wait that something happened. */
export interface Notifier {
  notify(): void
  /** Resolves with the next notification. */
  next(): Promise<void>
}

export function createNotifier(): Notifier {
  let waiting: (() => void)[] = []
  return {
    notify: () => {
      const woken = waiting
      waiting = []
      for (const wake of woken) wake()
    },
    next: () => new Promise((resolve) => void waiting.push(resolve)),
  }
}
