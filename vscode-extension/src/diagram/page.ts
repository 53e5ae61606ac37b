/** The page that a diagram is shown in. */

export interface PageParts {
  /** Addresses of the page's script and style sheet. */
  script: string
  style: string
  /** What the editor calls the sources that the page may load from. */
  source: string
  /** A word that nobody can guess. */
  nonce: string
}

/** Nothing is loaded but its own script and style sheet, and nothing is sent anywhere. */
export function diagramPage({ script, style, source, nonce }: PageParts): string {
  const policy = `default-src 'none'; style-src ${source}; font-src ${source}; script-src 'nonce-${nonce}'`
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Diagram</title>
</head>
<body>
<header>
<h1 id="title" dir="auto"></h1>
<p id="notice" role="status"></p>
<div class="tools" role="toolbar" aria-label="Zoom">
<button id="smaller" type="button" title="Zoom out (-)" aria-label="Zoom out">−</button>
<button id="zoom" type="button" title="Actual size (1)">100%</button>
<button id="larger" type="button" title="Zoom in (+)" aria-label="Zoom in">+</button>
<button id="fit" type="button" title="Fit to the window (0)">Fit</button>
<button id="save" type="button" title="Save as an SVG file">Save</button>
</div>
</header>
<main id="window" tabindex="0" aria-label="Diagram. Move it with the arrow keys, zoom with + and -."><div id="picture"></div></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`
}
