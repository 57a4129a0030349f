// Runs one PostgreSQL server for as long as its standard input is open: a test run that is killed closes it, and
// neither server nor files stay behind. Arguments: a JSON object { native, fsync }. Prints the port when it is ready.
// A line `kill` kills all of the server's processes at once, and `start` starts it again on its data: each prints a line.
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const { native, fsync } = JSON.parse(process.argv[2])
const folder = mkdtempSync(join(tmpdir(), 'dropship-postgres-'))
const account = process.getuid?.() === 0 ? nobody() : {}
let server
let port
let ending = false

/** PostgreSQL does not run as root. */
function nobody() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid, gid] = (line ?? 'nobody:x:65534:65534').split(':').map(Number)
  chmodSync(folder, 0o755)
  return { uid, gid }
}

/** Links whose targets the package lists instead of carrying them; its install script, which makes them, is not run. */
const links = () => JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
const isComplete = () => links().every(({ target }) => existsSync(join(dirname(native), target)))

/** Whether every account may run what lies here. */
function isOpenToAll(path) {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return false
  }
  return true
}

function preparedBinaries() {
  if (isComplete() && (account.uid === undefined || isOpenToAll(join(native, 'bin')))) return native
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of links()) {
    const link = join(folder, target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
  for (const name of ['initdb', 'postgres']) chmodSync(join(copy, 'bin', name), 0o755)
  return copy
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address()
      probe.close(() => resolve(free))
    })
  })
}

function end(code) {
  if (ending) return
  ending = true
  const remove = () => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(code)
  }
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) remove()
  else {
    server.removeAllListeners('exit').once('exit', remove)
    server.kill('SIGQUIT')
  }
}

process.stdin
  .setEncoding('utf8')
  .on('data', (line) => (line.trim() === 'kill' ? kill() : launch()))
  .on('end', () => end(0))
  .on('error', () => end(0))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0))

const bin = join(preparedBinaries(), 'bin')
const cluster = join(folder, 'cluster')
if (account.uid !== undefined) chownSync(folder, account.uid, account.gid)
const made = spawnSync(
  join(bin, 'initdb'),
  [
    '-D',
    cluster,
    '-U',
    'dropship',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ],
  { ...account, cwd: folder, encoding: 'utf8' },
)
if (made.status !== 0) {
  console.error(`initdb failed: ${made.error?.message ?? made.stderr}`)
  end(1)
} else {
  port = await freePort()
  launch()
}

function launch() {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: fsync ? 'on' : 'off',
    max_connections: '60',
    shared_buffers: '64MB',
    max_wal_size: '1GB',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  server = spawn(join(bin, 'postgres'), ['-D', cluster, '-p', String(port), ...options], {
    ...account,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  server.once('exit', () => end(1))
  let log = ''
  let isReady = false
  server.stderr.setEncoding('utf8').on('data', (text) => {
    if (isReady) return
    log += text
    isReady = log.includes('ready to accept connections')
    if (isReady) console.log(port)
  })
  server.once('exit', () => console.error(log))
}

/** As when the machine's memory is exhausted: no process of the server ends by itself. */
function kill() {
  const { pid } = server
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  server.removeAllListeners('exit').once('exit', () => console.log('killed'))
  for (const each of [pid, ...children.map(Number)]) {
    try {
      process.kill(each, 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
}
