import { createHash } from 'node:crypto'
import { escapeHtml } from '../../../core/index.ts'

/**
 * The beginning of a page that is mailed, up to its body. Its own policy lets nothing run or load but its own style and
 * script.
 * @param script that the body contains; absent: nothing runs
 */
export function pageHead(title: string, style: string, script?: string): string {
  const scripts = script === undefined ? '' : ` script-src ${hashOf(script)};`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${hashOf(style)};${scripts} base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>`
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
