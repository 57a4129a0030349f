/** Of the certificate's page: for a screen of any width, in the dark, and on one or two sheets of paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --good: #1a7f37; --bad: #b32d2a }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa5b1; --line: #3d444d; --paper: #0d1117; --good: #4ac26b; --bad: #ff938a } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem }
header { border-bottom: 2px solid var(--line); padding-bottom: 1rem }
.kind { margin: 0; color: var(--soft); text-transform: uppercase; letter-spacing: .06em; font-size: .8rem }
h1 { margin: .2rem 0 .6rem; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem }
.level { font-size: 1.15rem; margin: 0 0 .8rem }
.valid { color: var(--good) } .invalid { color: var(--bad) }
ul { margin: .2rem 0; padding-left: 1.2rem }
dl { margin: 0 } dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: .2rem 1rem; padding: .35rem 0; border-top: 1px solid var(--line) }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere } dd ul { padding-left: 1rem }
@media (max-width: 32rem) { dl > div { grid-template-columns: 1fr } }
@page { margin: 14mm 12mm }
@media print { :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --good: #000; --bad: #000 } body { font-size: 10pt } main { padding: 0; max-width: none } dl > div { break-inside: avoid } svg { print-color-adjust: exact } }
`
