import type { CommandEntry } from './command.ts'

/** Every command in the order of use, with its one-line summary; a command's code is loaded when it runs. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'up',
    group: 'Try it on this machine',
    summary: 'start the local environment, as npm start does',
    load: async () => (await import('./commands/up.ts')).command,
  },
  {
    name: 'mock',
    group: 'Try it on this machine',
    summary: 'start one mock of a client endpoint',
    load: async () => (await import('./commands/mock.ts')).command,
  },
  {
    name: 'sample',
    group: 'Try it on this machine',
    summary: 'print messages: samples, valid variants, single deviations',
    load: async () => (await import('./commands/sample.ts')).command,
  },
  {
    name: 'init',
    isConfigurable: false,
    group: 'Check an endpoint',
    summary: "write a client's addresses and authentication to dropship.config.yaml",
    load: async () => (await import('./commands/init.ts')).command,
  },
  {
    name: 'certify',
    group: 'Check an endpoint',
    summary: 'certify an endpoint: check it against every rule of the contract',
    load: async () => (await import('./commands/certify.ts')).command,
  },
  {
    name: 'verify',
    group: 'Check an endpoint',
    summary: 'check a live endpoint against the pact of the sender',
    load: async () => (await import('./commands/verify.ts')).command,
  },
  {
    name: 'certificate',
    group: 'Check an endpoint',
    summary: 'signed certificates: create a key, show, verify and countersign',
    load: async () => (await import('./commands/certificate.ts')).command,
  },
  {
    name: 'compare',
    group: 'Check an endpoint',
    summary: 'compare two reports: better, worse, new, gone',
    load: async () => (await import('./commands/compare.ts')).command,
  },
  {
    name: 'validate',
    printsLines: true,
    group: 'Check messages and contracts',
    summary: 'check payloads, NDJSON and HAR captures against the contract',
    load: async () => (await import('./commands/validate.ts')).command,
  },
  {
    name: 'proxy',
    printsLines: true,
    group: 'Check messages and contracts',
    summary: 'forward real traffic to an endpoint, checking both directions',
    load: async () => (await import('./commands/proxy.ts')).command,
  },
  {
    name: 'lint',
    group: 'Check messages and contracts',
    summary: 'check the contract itself: schemas, examples, pact and mocks',
    load: async () => (await import('./commands/lint.ts')).command,
  },
  {
    name: 'send',
    group: 'Send and operate',
    summary: 'send messages to an endpoint, durably, under the failure policy',
    load: async () => (await import('./commands/send.ts')).command,
  },
  {
    name: 'worker',
    group: 'Send and operate',
    summary: 'deliver the messages in the queue',
    load: async () => (await import('./commands/worker.ts')).command,
  },
  {
    name: 'queue',
    group: 'Send and operate',
    summary: 'the failure queue: list, show, retry, discard, export, report',
    load: async () => (await import('./commands/queue.ts')).command,
  },
  {
    name: 'certify-sender',
    group: 'Certify a sender',
    summary: 'certify a sender: what it does when endpoints and token services fail',
    load: async () => (await import('./commands/certify-sender.ts')).command,
  },
  {
    name: 'completion',
    isConfigurable: false,
    group: 'This command line',
    summary: 'print the completion script of a shell',
    load: async () => (await import('./commands/completion.ts')).command,
  },
]
