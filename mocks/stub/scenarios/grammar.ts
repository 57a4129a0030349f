import type { RuleDefinition, StepMapping } from './scenario.ts'

/** The properties of a written scenario, each with what it does: the parser takes their names, the documentation all. */

export const ABOUT_PROPERTIES: Readonly<Record<'name' | 'description' | 'seed', string>> = {
  name: 'shown while it plays; default: the file’s name',
  description: 'one sentence',
  seed: 'a number or text; the same seed makes the same choices of `chance` and `jitter`',
}

export const RULE_PROPERTIES: Readonly<Record<keyof RuleDefinition, string>> = {
  on: 'an operation or a list of them, `token` for the token service; default: every operation',
  where:
    'fields by dotted path or JSON Pointer, `*` for any item, each with its value or `{ matches: PATTERN }`',
  per: 'what has steps of its own: every `run` (default), every `message`, or `all` requests together',
  steps: 'a list of steps, in order',
  after:
    'when the steps are used up: `answer` as usual (default), `repeat` them, or the `last` one',
}

export const STEP_PROPERTIES: Readonly<Record<keyof StepMapping, string>> = {
  do: '`answer` as usual, `drip` the response byte by byte, or a fault',
  status: 'the status of the response, from 200 to 999',
  body: 'JSON, or text that is sent verbatim; beside `status` or `redirect`',
  headers: 'a mapping; beside `status` or `redirect`',
  redirect: 'the `Location` of a redirect; 307 unless `status` is given',
  tokens: '`expire` or `revoke` all tokens before the request is checked',
  times: 'the number of requests, or `forever`; default 1',
  for: 'how long it lasts instead, for example `10m` of the stub’s time: from the first request that meets it, or from the end of such a step before',
  retryAfter:
    'the `Retry-After` of the response, in seconds: `30s`, or what is `left` of `for`; as a date of the stub’s clock: `date 30s`, `date left`; beside `status` or `redirect`',
  chance: 'its probability, as `30%` or `0.3`; else the response is as usual',
  delay: 'waits before, for example `2s`',
  jitter: 'how much the delay varies, either way',
  over: 'how long a `drip` takes; default `10s`',
}

/** A scenario of one's own, to begin with. */
export const SCENARIO_EXAMPLE = `name: slow-then-down
on: drop_shipment_confirmation
steps:
  - { delay: 2s, jitter: 1s, times: 3 }
  - { status: 503, headers: { Retry-After: '5' }, times: 2 }
  - { do: reset }
after: answer
`
