/** Loaded before a command: tells on standard error what CPU it has used when it ends. */
process.once('exit', () => {
  const { user, system } = process.cpuUsage()
  process.stderr.write(`CPU ${user + system}`)
})
