import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BIN } from './cli.ts'

export interface SmallDiskRun {
  readonly output: () => string
  /** Leaves no room. */
  fill(): void
  /** Makes room again. */
  free(): void
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>
  /** Ends it with SIGTERM; nothing when it has ended. */
  stop(): void
}

/** Mounts a small file system that this command alone sees, runs the bin, and copies what lies there in the end. */
const SCRIPT = `
mount -t tmpfs -o size="$2" tmpfs "$1" || exit 99
cp "$3"/* "$1"/ 2>/dev/null
shift 3
cd "$0" || exit 99
"$@" &
node=$!
trap 'kill $node' TERM
wait $node
code=$?
[ "$code" -lt 128 ] || { wait $node; code=$?; }
cp "$0"/* "$OUT"/
exit $code`

/**
 * Runs the built bin in a folder of its own, on a disk of some KiB, in a mount namespace: Linux only. What lies in
 * `folder/before` is there when it starts, and what it leaves is in `folder/after` when it has ended.
 */
export function runOnSmallDisk(
  folder: string,
  sizeKib: number,
  args: readonly string[],
): SmallDiskRun {
  const [disk, before, after] = ['disk', 'before', 'after'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  for (const each of [disk, before, after]) mkdirSync(each, { recursive: true })
  const child = spawn(
    'unshare',
    // Not root: mounting takes a user namespace as well.
    [process.getuid?.() === 0 ? '-m' : '-Urm', 'sh', '-c', SCRIPT, disk]
      .concat(disk, `${sizeKib}k`, before)
      .concat(process.execPath, BIN, ...args),
    {
      env: { ...process.env, NO_COLOR: '1', OUT: after },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const ballast = `/proc/${child.pid}/root${disk}/ballast`
  return {
    output: () => output,
    fill: () => {
      try {
        for (;;) writeFileSync(ballast, Buffer.alloc(4096), { flag: 'a' })
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      }
    },
    free: () => rmSync(ballast),
    ended: new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    }),
    stop: () => void child.kill('SIGTERM'),
  }
}
