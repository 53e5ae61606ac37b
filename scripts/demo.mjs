// Shows what the project can do: checks, tests and builds the examples, and sends the events of a thousand contacts
// through the welcome journey. Run it with `npm run demo`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const command = 'compiler/dist/command/main.js'
const made = []

/** Runs a script with what follows, shown as a user would type it. Ends the demo if it fails. */
function show(words, { script = command, typed = 'journey', output = 'inherit' } = {}) {
  console.log(`\n$ ${[typed, ...words].join(' ')}`)
  const result = spawnSync(process.execPath, [script, ...words], {
    stdio: ['ignore', output, 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (result.error) throw result.error
  if (result.status !== 0) {
    console.error(`\nThe demo stops: this ended with status ${result.status ?? result.signal}.`)
    process.exit(1)
  }
  return result.stdout
}

const examples = readdirSync('examples')
  .filter((name) => existsSync(join('examples', name, 'journey.config.json')))
  .sort()

for (const name of examples) {
  show(['check', `examples/${name}`])
  show(['test', `examples/${name}`])
  show(['build', `examples/${name}`, '--emit', 'json,svg', '--out', `out/${name}`])
  made.push([`out/${name}/graph.json`, 'the graph that the runtime executes'])
  for (const file of readdirSync(`out/${name}`).filter((file) => file.endsWith('.svg'))) {
    made.push([`out/${name}/${file}`, 'a picture of the journey'])
  }
}

const events = 'out/shop-events.jsonl'
mkdirSync('out', { recursive: true })
show([events], { script: 'examples/shop/make-events.mjs', typed: 'node examples/shop/make-events.mjs' })
show(['run', 'out/shop/graph.json', '--events', events, '--out', 'out/shop-run'])
made.push([events, 'the events of a thousand contacts'])
made.push(['out/shop-run/sent.jsonl', 'every message, as it would be sent'])
made.push(['out/shop-run/contacts.jsonl', 'where every contact is'])
made.push(['out/shop-run/statistics.json', 'counts per step'])

const counted = 'out/shop-run/welcome.svg'
const statistics = 'out/shop-run/statistics.json'
const words = ['graph', 'out/shop/graph.json', '--journey', 'welcome', '--stats', statistics]
writeFileSync(counted, show(words, { output: 'pipe' }))
made.push([counted, 'the welcome journey with these counts'])

const width = Math.max(...made.map(([path]) => path.length))
console.log('\nMade:')
for (const [path, what] of made) console.log(`  ${path.padEnd(width)}  ${what}`)
