import type { SenderFlaw } from './flaw.ts'

/** Flaws of what a response means, and of bounds. */
export const OUTCOMES: readonly SenderFlaw[] = [
  {
    name: 'sends again what was accepted',
    behaviour: { isSuccess: () => false },
    situations: ['accepted'],
    found: ['success/accepted'],
    level: 'compatible',
  },
  {
    name: 'takes a 202 for a failure',
    behaviour: { isSuccess: ({ status }) => status === 200 },
    situations: ['accepted', 'accepted-202'],
    found: ['success/accepted-202'],
    level: 'compatible',
  },
  {
    name: 'takes a 204 for a failure',
    behaviour: { isSuccess: ({ status, text }) => status >= 200 && status < 300 && text !== '' },
    situations: ['accepted', 'accepted-204'],
    found: ['success/accepted-204'],
    level: 'compatible',
  },
  {
    name: 'judges a 200 by its body',
    behaviour: { isSuccess: ({ status, text }) => status === 200 && !text.includes('error') },
    situations: ['accepted', 'accepted-odd-body'],
    found: ['success/accepted-odd-body'],
    level: 'compatible',
  },
  {
    name: 'takes a redirect for success',
    behaviour: { isSuccess: ({ status }) => status >= 200 && status < 400 },
    situations: ['redirect'],
    found: ['redirect/retried'],
  },
  {
    name: 'follows redirects',
    behaviour: { redirects: 'followed' },
    situations: ['redirect'],
    found: ['redirect/not-followed'],
    level: 'strict',
  },
  {
    name: 'sends credentials where a redirect leads',
    behaviour: { redirects: 'followed with credentials' },
    situations: ['redirect'],
    found: ['redirect/not-followed', 'redirect/credentials'],
    level: 'compatible',
  },
  {
    name: 'reads a response without end',
    behaviour: { maxResponseBytes: Infinity },
    situations: ['endless-body'],
    found: ['bounds/endless-body'],
  },
  {
    name: 'gives a message up whose failure has a response without end',
    behaviour: { isRetried: ({ text }) => text.length < 100_000 },
    situations: ['endless-body'],
    found: [],
    warned: ['retries/endless-body/retried'],
  },
  {
    name: 'has no time limit',
    behaviour: { timeoutMs: 1e9 },
    situations: ['hang'],
    found: ['bounds/hang', 'retries/hang/retried'],
  },
  {
    name: 'gives up after the third failure of an outage',
    behaviour: { retries: 2 },
    situations: ['outage'],
    found: ['recovery/outage'],
    level: 'compatible',
  },
]
