import type { Command } from 'commander'
import { DEFAULTS, type ObserverOptions, readObserverUrl } from '../../certify/index.ts'
import { HarnessError, parseDuration, writeDuration } from '../../core/index.ts'
import type { Context } from '../context.ts'
import { readHeaders } from './request-headers.ts'

/** Adds the options that name the service which counts effects. */
export function addObserverOptions(command: Command): Command {
  return command
    .option(
      '--observer <url>',
      'counts effects: GET URL?operation=…&identifier=… responds with { "count": n }',
    )
    .option(
      '--observer-header <header>',
      "'Name: value' for the observer; 'Name: $VARIABLE' and 'Name' alone read the environment; repeatable",
      (text: string, before: readonly string[]): readonly string[] => [...before, text],
      [],
    )
    .option(
      '--observer-wait <duration>',
      'how long effects may take to be counted',
      writeDuration(DEFAULTS.observerWaitMs),
    )
}

/** @throws HarnessError INVALID_URL, INVALID_OPTION, MISSING_OPTION, MISSING_SECRET */
export function readObserver(
  { observer, observerHeader, observerWait }: Readonly<Record<string, unknown>>,
  env: Context['env'],
): { readonly observer?: ObserverOptions } {
  const headers = readHeaders(observerHeader, env, {
    where: '--observer-header',
    noun: 'header of the observer',
    variables: 'DROPSHIP_OBSERVER_HEADER',
  })
  if (typeof observer === 'string') {
    const url = readObserverUrl(observer, '--observer')
    if (typeof observerWait !== 'string') return { observer: { url, headers } }
    const waitMs = parseDuration(observerWait, '--observer-wait')
    return { observer: { url, headers, waitMs } }
  }
  if (headers.length === 0) return {}
  throw new HarnessError('MISSING_OPTION', 'There is no observer that a header could go to.', {
    expected: '--observer URL beside --observer-header',
  })
}
