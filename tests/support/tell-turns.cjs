/**
 * Loaded before a program, with a channel to its parent: tells the longest turn of the event loop since it was asked before,
 * in milliseconds of CPU time of the main thread. Linux only.
 */
const { readFileSync } = require('node:fs')

const FILE = `/proc/self/task/${process.pid}/schedstat`
const EVERY_MS = 2
/** What a request still causes after its response. */
const AFTERWARDS_MS = 20
const cpuMs = () => Number(readFileSync(FILE, 'utf8').split(' ')[0]) / 1e6

let last = cpuMs()
let longest = 0
const look = () => {
  const now = cpuMs()
  longest = Math.max(longest, now - last)
  last = now
}
setInterval(look, EVERY_MS).unref()

process.on('message', () => {
  setTimeout(() => {
    look()
    process.send({ longestMs: longest })
    longest = 0
  }, AFTERWARDS_MS)
})
process.channel?.unref()
