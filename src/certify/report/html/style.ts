/** The page's style sheet: light and dark, screen and paper, wide and narrow. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fbfaf8, #16181c);
  --raised: light-dark(#ffffff, #1e2126);
  --ink: light-dark(#22252b, #e6e7ea);
  --soft: light-dark(#5c626d, #a2a8b3);
  --line: light-dark(#dfdcd5, #343943);
  --good: light-dark(#1c6b3c, #6fcf97);
  --bad: light-dark(#a8281d, #ff8f85);
  --warn: light-dark(#845400, #f0b955);
  --accent: light-dark(#1d4f91, #8ab8ff);
  --code: light-dark(#f3f1ec, #24282f);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif;
  color: var(--ink);
  background: var(--ground);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; }
h1, h2, h3 { line-height: 1.25; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.soft { color: var(--soft); }
.passed { color: var(--good); } .failed, .errored { color: var(--bad); } .warned, .waived { color: var(--warn); }
.skipped, .not { color: var(--soft); }
code, pre, .mono { font: 0.86em/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; }
pre { background: var(--code); border-radius: 6px; padding: 0.75rem; margin: 0.25rem 0 0.75rem; overflow: auto; max-height: 22rem; white-space: pre-wrap; overflow-wrap: anywhere; }
header { background: var(--raised); border: 1px solid var(--line); border-top: 6px solid currentcolor; border-radius: 10px; padding: 1.5rem 1.75rem; }
header > * { color: var(--ink); }
header .kind { color: var(--soft); margin: 0; }
.verdict { font-size: 2.1rem; letter-spacing: -0.01em; }
.verdict.good { color: var(--good); } .verdict.bad { color: var(--bad); } .verdict.open { color: var(--warn); }
.owner { font-size: 1.2rem; margin: 0.25rem 0 0; }
.purpose { margin: 0.25rem 0 0.75rem; }
.endpoint { list-style: none; overflow-wrap: anywhere; padding: 0; margin: 0.25rem 0 1rem; }
.levels { display: flex; flex-wrap: wrap; gap: 0.6rem; padding: 0; margin: 0 0 1.25rem; list-style: none; }
.levels li { flex: 1 1 14rem; } .levels small { display: block; color: var(--soft); }
.next { margin: 1rem 0 1.25rem; }
.cause .title { flex: 1; overflow-wrap: anywhere; } .cause .op { color: var(--soft); font-size: 0.85rem; white-space: nowrap; } .contract ul { margin: 0.4rem 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
.levels li { border: 1px solid var(--line); border-radius: 8px; padding: 0.4rem 0.9rem; }
.levels b { margin-right: 0.4rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0.6rem 1.5rem; margin: 0; }
.facts dt { color: var(--soft); font-size: 0.82rem; } .facts dd { margin: 0; overflow-wrap: anywhere; }
.repairs-title { font-size: 1rem; margin: 1.25rem 0 0; } .repairs { margin: 0.35rem 0 0; padding-left: 1.2rem; } .repairs li { margin: 0.2rem 0; }
.notice { border-left: 4px solid var(--warn); background: var(--raised); padding: 0.75rem 1rem; margin: 0 0 1.25rem; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--raised); font-size: 0.92rem; }
th, td { border: 1px solid var(--line); padding: 0.45rem 0.65rem; text-align: left; vertical-align: top; }
thead th { font-size: 0.8rem; color: var(--soft); font-weight: 600; }
td.cell { text-align: center; white-space: nowrap; }
tbody th { font-weight: 400; } tbody th small { color: var(--soft); display: block; }
.filters { position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; padding: 0.75rem 0; }
.filters[hidden] { display: none; }
.filters label { display: inline-flex; gap: 0.35rem; align-items: center; font-size: 0.92rem; }
.filters input[type='search'], .filters select { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 0.3rem 0.55rem; }
.filters label, .filters select { min-width: 0; max-width: 100%; }
.filters input[type='search'] { flex: 1 1 14rem; min-width: 10rem; }
.group { margin: 1.25rem 0 0; } .group > h3 { font-size: 1rem; } .group > p { margin: 0.1rem 0 0.5rem; color: var(--soft); font-size: 0.92rem; }
details { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; margin: 0.3rem 0; scroll-margin-top: 8rem; }
details > summary { cursor: pointer; padding: 0.4rem 0.75rem; display: flex; gap: 0.6rem; align-items: baseline; }
details.check > summary .title { flex: 1; overflow-wrap: anywhere; }
details.check > summary .op { color: var(--soft); font-size: 0.8rem; overflow-wrap: anywhere; }
details > div { padding: 0 0.9rem 0.6rem; border-top: 1px solid var(--line); }
.what { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; margin: 0.6rem 0; }
.what dt { color: var(--soft); } .what dd { margin: 0; overflow-wrap: anywhere; }
.status { font-weight: 600; white-space: nowrap; }
figure.timeline { margin: 0.9rem 0; overflow-x: auto; } figure.timeline figcaption { font-size: 0.92rem; overflow-wrap: anywhere; }
figure.timeline svg { min-width: 40rem; width: 100%; height: auto; } figure.timeline text { fill: var(--ink); font-size: 12px; }
figure.timeline .time { fill: var(--soft); font-size: 10px; }
.timeline .window { fill: var(--accent); opacity: 0.22; } .timeline .bar.good { fill: var(--good); } .timeline .bar.bad { fill: var(--bad); }
.timeline .axis { stroke: var(--line); } .timeline .mark { stroke: var(--accent); stroke-width: 2; stroke-dasharray: 4 3; }
footer { overflow-wrap: anywhere; margin-top: 3rem; color: var(--soft); font-size: 0.88rem; }
[hidden] { display: none !important; }
@media (max-width: 40rem) {
  body { padding: 1rem 0.75rem 3rem; }
  header { padding: 1.1rem 1.1rem; } .verdict { font-size: 1.6rem; }
  .what { grid-template-columns: 1fr; } .what dd { margin-bottom: 0.35rem; }
  details.check > summary { flex-wrap: wrap; } .filters { position: static; }
}
@media print {
  @page { margin: 14mm 12mm; }
  :root { color-scheme: light; --ground: #fff; --raised: #fff; font-size: 10pt; }
  body { max-width: none; padding: 0; }
  .filters, .screen, .rows, .cause > div > p { display: none; }
  header, summary, tr { break-inside: avoid; }
  h2, .group > h3, .group > p, summary { break-after: avoid; }
  pre { max-height: 9rem; overflow: hidden; border: 1px solid var(--line); font-size: 7pt; }
  .cause ul { columns: 2; }
  .cause .what, .cause ul { font-size: 0.85em; }
  details.cause:nth-of-type(n + 4) > div > :is(pre, .soft), details.cause:nth-of-type(n + 6) .contract { display: none; }
  a { color: inherit; text-decoration: none; }
  table { font-size: 0.82rem; } th, td { padding: 0.3rem 0.45rem; }
  details.cause::details-content { content-visibility: visible; block-size: auto; }
  table { font-size: 0.7rem; } tbody th small { display: none; }
}
`
