// A workspace in a language server, measured in a process of its own. Writes the figures as JSON.

import { Session } from '../../compiler/dist/editor.js'
import { compile, memoryHost, review, withTemplatesChecked } from '../../compiler/dist/index.js'
import { completion } from '../../lsp/dist/features/completion.js'
import { hover } from '../../lsp/dist/features/hover.js'
import { rename } from '../../lsp/dist/features/rename.js'
import { journeyProject } from '../text/journey-project.mjs'

const LINES = 100_000
/** How often each is done, and how often before, so that the machine's compiler has done its work. */
const TIMES = 60
const BEFORE = 20

const texts = { ...journeyProject({ lines: LINES }) }
const paths = Object.keys(texts)
  .filter((path) => path.endsWith('.journey'))
  .sort()
const options = { paths, timezone: 'Europe/Berlin' }
const host = { read: (path) => memoryHost(texts).read(path) }

const begin = performance.now()
const session = new Session(host, options)
const startUp = performance.now() - begin
/** Of the process with the workspace open, before anything else was measured. */
const memory = process.memoryUsage().rss

/** The best, the median and the 95th percentile of the times that something takes, in milliseconds. */
async function measured(act, times = TIMES, before = BEFORE) {
  const all = []
  for (let round = 0; round < before + times; round++) {
    const start = performance.now()
    await act(round)
    if (round >= before) all.push(performance.now() - start)
  }
  all.sort((a, b) => a - b)
  return {
    best: all[0],
    median: all[all.length >> 1],
    p95: all[Math.floor(all.length * 0.95)],
    rounds: times,
  }
}

const full = await measured(
  async () => {
    const compiled = compile(memoryHost(texts), paths, options)
    review(await withTemplatesChecked(compiled), { lint: true })
  },
  7,
  2,
)

const leaf = paths.find((path) => path !== 'shop.journey')
const original = texts[leaf]
const shared = texts['shop.journey']
const type = (path, text) => {
  texts[path] = text
  session.update([path])
}
const at = original.indexOf('send ') + 5

const keystroke = await measured((round) => {
  type(leaf, original.replace('journey ', `// ${'x'.repeat(round)}\njourney `))
})
const mistake = await measured((round) => {
  type(leaf, round % 2 === 0 ? original.replace('send ', 'sned ') : original)
})
const sharedKeystroke = await measured((round) => {
  type('shop.journey', shared.replace('/// An order', `/// ${'x'.repeat(round)} An order`))
})
type(leaf, original)
type('shop.journey', shared)
const completing = await measured(() => completion(session, leaf, at))
const hovering = await measured(() => hover(session, leaf, at))
const order = shared.indexOf('order_placed') + 3
const renaming = await measured(() => rename(session, 'shop.journey', order, 'order_paid'), 20, 5)

console.log(
  JSON.stringify({
    files: paths.length,
    lines: paths.reduce((sum, path) => sum + texts[path].split('\n').length - 1, 0),
    startUp,
    memory,
    full,
    actions: { keystroke, mistake, sharedKeystroke, completing, hovering, renaming },
  }),
)
