import { createHash } from 'node:crypto'

/** Small pages of the server's own: logging in, unsubscribing. They hold one question and need no file beside them. */

export interface SmallPage {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly title: string
  /** Already escaped. */
  readonly body: string
}

const STYLE = `:root{color-scheme:light dark;--ink:#1d2433;--paper:#fbfaf8;--line:#d9d5cd;--accent:#2b5c8a}
@media (prefers-color-scheme:dark){:root{--ink:#e8e6e1;--paper:#16181d;--line:#3a3f4a;--accent:#8fc1ee}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif}
main{max-width:26rem;margin:1.5rem;padding:2rem;border:1px solid var(--line);border-radius:.75rem}
h1{margin:0 0 .75rem;font-size:1.375rem;line-height:1.3}
p{margin:.5rem 0}
label{display:block;margin-block:1rem .25rem}
input{box-sizing:border-box;width:100%;padding:.55rem .7rem;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.4rem}
button{margin-block-start:1.25rem;padding:.6rem 1.2rem;font:inherit;font-weight:600;color:var(--paper);background:var(--accent);border:0;border-radius:.4rem;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

export function smallPage({ language, direction, title, body }: SmallPage, status = 200): Response {
  const html = `<!doctype html>
<html lang="${language}" dir="${direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${STYLE}</style>
<main>
<h1>${title}</h1>
${body}
</main>
</html>
`
  return new Response(html, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
  })
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text, to be put into a page. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ESCAPES[mark]!)
}
