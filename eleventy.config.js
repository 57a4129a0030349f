import { dirname, join, relative } from 'node:path'

/** The documentation as a static site: `npm run docs` writes it to `.dropship/docs`. */

const LAYOUT = (title, content, root) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
  :root { color-scheme: light dark }
  body { font: 1rem/1.6 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
  pre, table { overflow-x: auto; display: block }
  pre { padding: 0.8rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
  td, th { padding: 0.2rem 0.8rem 0.2rem 0; text-align: left; vertical-align: top }
</style>
<nav><a href="${root}index.html">Drop Ship harness</a></nav>
<main>
${content}
</main>
</html>
`

/** A link to a page of Markdown, in HTML; the anchor stays. */
const toHtml = (href) => href.replace(/^(?!\w+:)(.*?)\.md(#.*)?$/, '$1.html$2')

/** Whether a link leads to a file of the package that is no page of the site. */
const leavesSite = (href, page) =>
  !/^(\w+:|#)/.test(href) && relative('docs', join(dirname(page), href)).startsWith('..')

export default function configure(eleventy) {
  // What pages show is text: braces and percent signs in it have no meaning.
  eleventy.setTemplateFormats(['md'])
  eleventy.addPassthroughCopy('docs/pictures')
  eleventy.addGlobalData(
    'permalink',
    () =>
      ({ page }) =>
        `${page.filePathStem}.html`,
  )
  eleventy.amendLibrary('md', (markdown) => {
    markdown.core.ruler.push('links', ({ tokens, env }) => {
      for (const token of tokens.flatMap(({ children }) => children ?? [])) {
        const href = token.attrGet('href')
        if (href === null) continue
        // Such a file is named, as text: it is in the package beside the pages.
        if (leavesSite(href, env.page.inputPath))
          token.attrs = [['title', relative('.', join(dirname(env.page.inputPath), href))]]
        else token.attrSet('href', toHtml(href))
      }
    })
  })
  eleventy.addTransform('layout', function layOut(content) {
    const title = /<h1[^>]*>(.*?)<\/h1>/.exec(content)?.[1] ?? 'Drop Ship harness'
    const depth = this.page.filePathStem.split('/').length - 2
    return LAYOUT(title, content, '../'.repeat(depth))
  })
  return {
    markdownTemplateEngine: false,
    dir: { input: 'docs', output: '.dropship/docs' },
  }
}
