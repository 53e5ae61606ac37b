// A workspace that is edited, and asked about, measured in a process of its own. Writes the figures as JSON.

import { Session } from '../../compiler/dist/editor.js'
import { compile, memoryHost, review, withTemplatesChecked } from '../../compiler/dist/index.js'
import { completion } from '../../lsp/dist/features/completion.js'
import { hover } from '../../lsp/dist/features/hover.js'
import { rename } from '../../lsp/dist/features/rename.js'
import { countLines } from '../text/journey-project.mjs'
import { workspaceProject } from '../text/workspace-project.mjs'
import { measured } from './measured.mjs'

/** Edits after which the memory is looked at. */
const EDITS = 2_000

const texts = workspaceProject()
const paths = Object.keys(texts)
  .filter((path) => path.endsWith('.journey'))
  .sort()
const options = { paths, timezone: 'Europe/Berlin' }
const host = { read: (path) => memoryHost(texts).read(path) }

const begin = performance.now()
const session = new Session(host, options)
const startUp = performance.now() - begin

const full = await measured(
  async () => {
    const compiled = compile(memoryHost(texts), paths, options)
    review(await withTemplatesChecked(compiled), { lint: true })
  },
  { times: 7, before: 2 },
)

const SHARED = 'shop.journey'
/** A journey with messages, and scenarios in a file of their own. */
const leaf = paths.find((path) => paths.includes(path.replace('.journey', '.scenarios.journey')))
const original = { ...texts }
const type = (path, text) => {
  texts[path] = text
  session.update([path])
}
const restore = () => {
  for (const path of [leaf, SHARED]) type(path, original[path])
}

/** A step that is typed into the first stage, letter by letter, and the text after each letter. */
const STEP = 'if contact has #vip { delay 3 days }\n'
const inStage = original[leaf].indexOf('{\n', original[leaf].indexOf('stage ')) + 2
const typed = (round) => {
  const letters = STEP.slice(0, 1 + (round % STEP.length))
  return original[leaf].slice(0, inStage) + letters + original[leaf].slice(inStage)
}
const at = original[leaf].indexOf('send ') + 5
const message = original[leaf].indexOf('message ') + 9
const order = original[SHARED].indexOf('order_placed') + 3

const ACTIONS = {
  keystroke: (round) => type(leaf, typed(round)),
  remark: (round) => type(leaf, original[leaf].replace('journey ', `// ${'x'.repeat(round)}\njourney `)),
  mistake: (round) => type(leaf, round % 2 ? original[leaf] : original[leaf].replace('send ', 'sned ')),
  sharedKeystroke: (round) =>
    type(SHARED, original[SHARED].replace('/// An order', `/// ${'x'.repeat(round)} An order`)),
  sharedChange: (round) =>
    type(SHARED, original[SHARED].replace('pieces: integer', `pieces: integer\n  more_${round}: integer?`)),
  completing: () => completion(session, leaf, at),
  hovering: () => hover(session, leaf, at),
  renaming: () => rename(session, leaf, message, 'other_message'),
  sharedRenaming: () => rename(session, SHARED, order, 'order_paid'),
}
const ROUNDS = { sharedChange: { times: 8, before: 2 }, sharedRenaming: { times: 3, before: 1 } }
const actions = {}
for (const [name, act] of Object.entries(ACTIONS)) {
  if (process.env.ONLY && !process.env.ONLY.split(',').includes(name)) continue
  actions[name] = await measured(act, ROUNDS[name])
  restore()
}

const heap = () => {
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
const heapBefore = heap()
if (!process.env.ONLY) for (let round = 0; round < EDITS; round++) type(leaf, typed(round))
restore()
const growth = heap() - heapBefore

console.log(
  JSON.stringify({
    files: paths.length,
    lines: paths.reduce((sum, path) => sum + countLines(texts[path]), 0),
    startUp,
    full,
    actions,
    edits: EDITS,
    growth,
  }),
)
