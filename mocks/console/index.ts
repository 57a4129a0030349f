export type { AuthForm } from './api.ts'
export { type Console, type ConsoleOptions, startConsole } from './console.ts'
