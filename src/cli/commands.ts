import type { CommandEntry } from './command.ts'

/** Every command with its one-line summary; a command's code is loaded when it runs. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'lint',
    summary: 'check the contract itself: schemas, examples, pact and mocks',
    load: async () => (await import('./commands/lint.ts')).command,
  },
  {
    name: 'validate',
    summary: 'check payloads, NDJSON and HAR captures against the contract',
    load: async () => (await import('./commands/validate.ts')).command,
  },
  {
    name: 'up',
    summary: 'start the local environment, as npm start does',
    load: async () => (await import('./commands/up.ts')).command,
  },
  {
    name: 'mock',
    summary: 'start one mock of a client endpoint',
    load: async () => (await import('./commands/mock.ts')).command,
  },
  {
    name: 'certify',
    summary: 'certify an endpoint: check it against every rule of the contract',
    load: async () => (await import('./commands/certify.ts')).command,
  },
  {
    name: 'certify-sender',
    summary: 'certify a sender: what it does when endpoints and token services fail',
    load: async () => (await import('./commands/certify-sender.ts')).command,
  },
  {
    name: 'certificate',
    summary: 'signed certificates: create a key, verify a certificate',
    load: async () => (await import('./commands/certificate.ts')).command,
  },
  {
    name: 'verify',
    summary: 'check a live endpoint against the pact of the sender',
    load: async () => (await import('./commands/verify.ts')).command,
  },
  {
    name: 'proxy',
    summary: 'forward real traffic to an endpoint, checking both directions',
    load: async () => (await import('./commands/proxy.ts')).command,
  },
  {
    name: 'sample',
    summary: 'print messages: samples, valid variants, single deviations',
    load: async () => (await import('./commands/sample.ts')).command,
  },
  {
    name: 'queue',
    summary: 'the failure queue: list, show, retry, discard, export, report',
    load: async () => (await import('./commands/queue.ts')).command,
  },
  {
    name: 'send',
    summary: 'send messages to an endpoint, durably, under the failure policy',
    load: async () => (await import('./commands/send.ts')).command,
  },
  {
    name: 'worker',
    summary: 'deliver the messages in the queue',
    load: async () => (await import('./commands/worker.ts')).command,
  },
]
