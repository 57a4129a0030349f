import { type Context, createContext, Script } from 'node:vm'
import { isRecord } from './json-pointer.ts'

let script: Script | undefined
let context: Context | undefined

/**
 * What a function returns, or `undefined` when it took longer than it may: even a match of a regular expression, which no
 * timer could end, is broken off. What it changes outside itself may be half done then.
 *
 * @param limitMs CPU time: on a busy machine a process waits for its turn
 */
export function withinCpuTime<T>(limitMs: number, run: () => T): { readonly value: T } | undefined {
  script ??= new Script('run()')
  context ??= createContext({})
  for (let leftMs = limitMs; leftMs >= 1;) {
    const before = process.cpuUsage()
    let done: { readonly value: T } | undefined
    context.run = () => {
      done = { value: run() }
    }
    try {
      script.runInContext(context, { timeout: Math.ceil(leftMs) })
    } catch (error) {
      if (!isTimeout(error)) throw error
    } finally {
      context.run = undefined
    }
    if (done !== undefined) return done
    const { user, system } = process.cpuUsage(before)
    // What was broken off begins anew: time is asked for only where hardly any was given.
    if ((user + system) / 1000 > leftMs / 2) return undefined
    leftMs -= (user + system) / 1000
  }
  return undefined
}

/** The error is one of the context's own realm, and so not an instance of `Error` here. */
function isTimeout(error: unknown): boolean {
  return isRecord(error) && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
