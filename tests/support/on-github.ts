import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CliResult } from './cli.ts'
import { runMain } from './run-main.ts'

/** Runs a command as GitHub Actions does, in a workspace that is this folder; `summary` is the page of the job. */
export async function onGitHub(
  workspace: string,
  args: readonly string[],
): Promise<CliResult & { readonly summary: string }> {
  const page = join(workspace, 'summary.md')
  writeFileSync(page, '')
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: page, GITHUB_WORKSPACE: workspace }
  const result = await runMain(args, { env })
  return { ...result, summary: readFileSync(page, 'utf8') }
}
