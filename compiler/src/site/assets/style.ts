/**
 * How pages look. Colours have meanings and live in custom properties, once for light and once for dark; text on its
 * ground has a contrast of at least 4.5:1. Sizes are logical, so that pages read from the right are laid out from there.
 */
export const STYLE = `:root {
  color-scheme: light dark;
  --ground: #f6f7f5;
  --surface: #ffffff;
  --raised: #fbfcfa;
  --ink: #18211d;
  --muted: #57635d;
  --line: #dfe4df;
  --strong-line: #c3ccc5;
  --accent: #15693f;
  --accent-soft: #e3f1e9;
  --good: #15693f;
  --warn: #7a5200;
  --warn-soft: #fcf0d6;
  --bad: #a8261d;
  --bad-soft: #fbe7e4;
  --info: #1f55a5;
  --info-soft: #e6effb;
  --mark: #65409c;
  --mark-soft: #f0e9fa;
  --focus: #1f55a5;
  --shadow: 0 1px 2px rgb(20 35 28 / 5%), 0 4px 16px rgb(20 35 28 / 5%);
  --radius: 12px;
  --text: "Noto Sans", "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", Arial, "Noto Sans Arabic", Vazirmatn, Tahoma, sans-serif;
  --code: ui-monospace, "Cascadia Mono", "SF Mono", "Noto Sans Mono", "DejaVu Sans Mono", Menlo, monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1311;
    --surface: #161d1a;
    --raised: #1a221e;
    --ink: #e7ede9;
    --muted: #a3b0a9;
    --line: #29332e;
    --strong-line: #3b4841;
    --accent: #5fd09a;
    --accent-soft: #15352a;
    --good: #5fd09a;
    --warn: #e9b95a;
    --warn-soft: #332707;
    --bad: #f59b90;
    --bad-soft: #3b1a16;
    --info: #8db8f7;
    --info-soft: #172a48;
    --mark: #c3a6f3;
    --mark-soft: #2b2044;
    --focus: #8db8f7;
    --shadow: none;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.55 var(--text); background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0; min-block-size: 100vh; display: flex; flex-direction: column; }
h1, h2, h3, p, ul, ol, dl, dd, pre, figure { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; letter-spacing: -0.015em; font-weight: 650; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.35; letter-spacing: -0.005em; font-weight: 650; overflow-wrap: anywhere; }
h3 { font-size: 1rem; font-weight: 650; }
ul, ol { padding: 0; list-style: none; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; overflow-wrap: break-word; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
code, pre, .code { font-family: var(--code); font-size: 0.9em; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
time { font-variant-numeric: tabular-nums; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -4rem; padding: 0.5rem 1rem; background: var(--surface); border-radius: 0 0 8px 8px; z-index: 2; }
.skip:focus { inset-block-start: 0; }

.top { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.5rem; padding: 0.75rem max(1.25rem, calc((100% - 72rem) / 2)); background: var(--surface); border-block-end: 1px solid var(--line); }
.brand { display: inline-flex; align-items: center; gap: 0.5rem; font-weight: 700; letter-spacing: -0.01em; color: var(--ink); text-decoration: none; }
.brand svg { inline-size: 1.5rem; block-size: 1.5rem; fill: none; stroke: var(--accent); stroke-width: 2.2; stroke-linecap: round; }
.top nav { flex: 1 1 auto; }
.top nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem; }
.top nav a { display: inline-flex; align-items: center; gap: 0.4rem; padding: 0.35rem 0.75rem; border-radius: 999px; color: var(--muted); text-decoration: none; font-weight: 550; }
.top nav a:hover { color: var(--ink); background: var(--raised); }
.top nav a[aria-current] { color: var(--accent); background: var(--accent-soft); }
.search input { inline-size: 13rem; max-inline-size: 100%; }
main { flex: 1; inline-size: 100%; max-inline-size: 74.5rem; margin-inline: auto; padding: 2rem 1.25rem 3rem; display: grid; gap: 1.75rem; align-content: start; grid-template-columns: minmax(0, 1fr); }
.bottom { padding: 1rem 1.25rem 2rem; text-align: center; color: var(--muted); font-size: 0.85rem; }
.banner { margin: 0; padding: 0.75rem max(1.25rem, calc((100% - 72rem) / 2)); }
.banner.bad { background: var(--bad-soft); color: var(--bad); }
.banner.warn { background: var(--warn-soft); color: var(--warn); }
.notice { padding: 0.75rem 1rem; border-radius: var(--radius); background: var(--accent-soft); color: var(--good); }

.head { display: grid; gap: 0.4rem; }
.crumbs { font-size: 0.9rem; color: var(--muted); }
.crumbs li { display: inline; }
.crumbs li + li::before { content: "/"; margin-inline: 0.5rem; color: var(--strong-line); }
.lead { color: var(--muted); max-inline-size: 46rem; text-wrap: pretty; }
.lead:dir(rtl) { justify-self: end; }
.place { color: var(--muted); font-family: var(--code); font-size: 0.8rem; }

.card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); padding: 1.25rem; display: grid; gap: 0.9rem; align-content: start; min-inline-size: 0; }
.cards { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); }
.cards h2 a { color: var(--ink); text-decoration: none; }
.cards h2 a:hover { text-decoration: underline; }
.numbers { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; }
.numbers div { display: grid; min-inline-size: 4.5rem; }
.numbers dt { order: 2; color: var(--muted); font-size: 0.85rem; }
.numbers dd { font-size: 1.6rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.numbers .bad dd { color: var(--bad); }
.card .numbers { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0.5rem; }
.card .numbers div { min-inline-size: 0; align-content: start; }
.card .numbers dt { font-size: 0.8rem; }
.card .numbers dd { font-size: 1.3rem; }
.goals { display: grid; gap: 0.6rem; border-block-start: 1px solid var(--line); padding-block-start: 0.9rem; }
.goals li { display: grid; gap: 0.25rem; font-size: 0.9rem; }
.goals span { display: flex; justify-content: space-between; gap: 1rem; }
.goals b { font-variant-numeric: tabular-nums; }
.bar { inline-size: 100%; block-size: 6px; border-radius: 3px; display: block; background: var(--line); }
.bar rect { fill: var(--accent); }
.chips { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.chip { display: inline-block; padding: 0.2rem 0.7rem; border: 1px solid var(--line); border-radius: 999px; background: var(--surface); color: var(--muted); font-size: 0.875rem; max-inline-size: 100%; overflow-wrap: anywhere; }
.chip.rule { border-radius: 10px; }
a.chip { text-decoration: none; }
a.chip:hover { border-color: var(--strong-line); color: var(--ink); }
a.chip[aria-current] { background: var(--accent-soft); border-color: transparent; color: var(--accent); font-weight: 600; }
.badge { display: inline-block; padding: 0.05rem 0.55rem; border-radius: 999px; font-size: 0.8rem; font-weight: 600; white-space: nowrap; background: var(--line); color: var(--ink); }
.badge.good { background: var(--accent-soft); color: var(--good); }
.badge.warn { background: var(--warn-soft); color: var(--warn); }
.badge.bad { background: var(--bad-soft); color: var(--bad); }
.badge.info { background: var(--info-soft); color: var(--info); }

.diagram { overflow: auto; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); text-align: center; padding: 0.5rem; }
.diagram .journey-diagram { max-inline-size: max(100%, 46rem) !important; vertical-align: top; }
.diagram a { text-decoration: none; }
.diagram a:hover .shape, .diagram a:focus-visible .shape { stroke-width: 3px; }
.diagram a:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; border-radius: 8px; }
.diagram .canvas { fill: transparent !important; }
.diagram .stage { fill: var(--ground) !important; }
.diagram .plate { fill: var(--surface) !important; }
.diagram .plate.on-group { fill: var(--ground) !important; }

.table { overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); }
table { inline-size: 100%; border-collapse: collapse; font-size: 0.925rem; }
caption { text-align: start; padding: 0.9rem 1.1rem 0.25rem; font-weight: 650; }
th, td { padding: 0.6rem 1.1rem; text-align: start; vertical-align: top; }
thead th { color: var(--muted); font-size: 0.8rem; font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 550; }
td.small { min-inline-size: 11rem; }
tbody tr { border-block-start: 1px solid var(--line); }
tbody tr:hover { background: var(--raised); }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.nowrap { white-space: nowrap; }
.quiet { color: var(--muted); }
.small { font-size: 0.85rem; font-weight: 400; }
.empty { padding: 2rem 1.25rem; text-align: center; color: var(--muted); background: var(--surface); border: 1px dashed var(--strong-line); border-radius: var(--radius); }
.more { display: flex; gap: 0.75rem; }

input, button, .button { font: inherit; color: inherit; }
input[type=search] { padding: 0.4rem 0.85rem; border: 1px solid var(--strong-line); border-radius: 999px; background: var(--ground); }
input::placeholder { color: var(--muted); opacity: 1; }
button, .button { display: inline-block; padding: 0.45rem 1.1rem; border: 1px solid transparent; border-radius: 999px; background: var(--accent); color: var(--surface); font-weight: 600; cursor: pointer; text-decoration: none; }
button:hover, .button:hover { filter: brightness(1.08); }
.button.plain { background: none; border-color: var(--strong-line); color: var(--ink); }
.find { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; }
.find input { flex: 1 1 16rem; max-inline-size: 28rem; padding: 0.55rem 1rem; background: var(--surface); }

.facts { display: grid; gap: 0.35rem 1.25rem; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); font-size: 0.925rem; }
.facts dt { color: var(--muted); }
.facts dd { overflow-wrap: anywhere; }

.split { display: grid; gap: 1.75rem; grid-template-columns: minmax(0, 1fr) 19rem; align-items: start; }
.split > * { display: grid; gap: 1.25rem; align-content: start; min-inline-size: 0; }
.chapter-head { display: flex; flex-wrap: wrap; gap: 0.4rem 0.75rem; align-items: baseline; }
.summary { font-size: 1.05rem; text-wrap: pretty; }
.now { display: grid; gap: 0.7rem; padding: 1rem 1.1rem; border-radius: 10px; background: var(--raised); border: 1px solid var(--line); }
.told { display: grid; }
.told > li { position: relative; display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); gap: 0 0.8rem; padding-block-end: 1rem; }
.told > li:last-child { padding-block-end: 0; }
.past > li:not(:last-child)::before { content: ""; position: absolute; inset-block: 1.6rem 0.15rem; inset-inline-start: 0.72rem; inline-size: 1.5px; background: var(--line); }
.told .sign { inline-size: 1.5rem; block-size: 1.5rem; padding: 0.3rem; border-radius: 50%; background: var(--line); color: var(--muted); fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.sign.good { background: var(--accent-soft) !important; color: var(--good) !important; }
.sign.warn { background: var(--warn-soft) !important; color: var(--warn) !important; }
.sign.bad { background: var(--bad-soft) !important; color: var(--bad) !important; }
.sign.info { background: var(--info-soft) !important; color: var(--info) !important; }
.sign.mark { background: var(--mark-soft) !important; color: var(--mark) !important; }
.told p { overflow-wrap: anywhere; }
.told .meta { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; font-size: 0.82rem; color: var(--muted); }
.told .meta a { color: inherit; }
.told .because { font-size: 0.88rem; color: var(--muted); }
.told .stage { font-weight: 650; font-size: 0.9rem; }
details > summary { cursor: pointer; color: var(--accent); font-weight: 550; padding-block: 0.25rem; }
details[open] > summary { margin-block-end: 1rem; }
.content { padding: 1rem 1.1rem; border-radius: 10px; background: var(--raised); border: 1px solid var(--line); }
.content pre { font-family: var(--text); font-size: 0.95rem; }
iframe { inline-size: 100%; block-size: 26rem; border: 1px solid var(--line); border-radius: 10px; background: #ffffff; }

@media (max-width: 60rem) { .split { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) {
  h1 { font-size: 1.45rem; }
  .top { padding-inline: 1rem; gap: 0.5rem 0.75rem; }
  .top nav { order: 3; flex-basis: 100%; margin-inline: -0.5rem; overflow-x: auto; }
  .top nav ul { flex-wrap: nowrap; gap: 0; justify-content: space-between; }
  .top nav a { padding-inline: 0.5rem; gap: 0.3rem; font-size: 0.9rem; }
  .search { margin-inline-start: auto; }
  .search input { inline-size: 9.5rem; }
  main { padding: 1.25rem 1rem 2rem; gap: 1.25rem; }
  .card { padding: 1rem; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-block-end: 0.6rem; }
  th, td { padding: 0.55rem 0.8rem; }
  caption { padding-inline: 0.8rem; }
  .diagram { order: 1; }
}
@media (prefers-reduced-motion: no-preference) { a, button, .chip { transition: background-color 120ms, color 120ms, border-color 120ms; } }
@media print { .top nav, .search, .bottom { display: none; } .card, .table, .diagram { box-shadow: none; break-inside: avoid; } }
`
