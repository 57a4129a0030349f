import { execFileSync } from 'node:child_process'
import { isStale } from './build.ts'

/** `npm test` after `npm ci` need not build again. */
if (isStale('dist/cli.js') || isStale('dist/types/index.d.ts'))
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
