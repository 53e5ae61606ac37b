// Writes what is made from the sources of the conformance kit: the graph of each case, and the list of cases in the
// README. With names of cases, also what the memory host says must happen in them: check every line before you believe
// it. Needs a build.
//   node scripts/write-conformance.mjs [CASE…]
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compile, hasErrors, lower, memoryHost, messageOf } from '../compiler/src/index.ts'

const kit = new URL('../runtime/conformance/', import.meta.url)
const read = (path) => readFileSync(new URL(path, kit), 'utf8')

/** The names of all cases, sorted. */
export const conformanceCases = readdirSync(new URL('cases', kit)).sort()

/** The graphs of a case, by the names of their files: of `case.journey`, and of later versions. */
export function graphsOf(name) {
  const sources = readdirSync(new URL(`cases/${name}`, kit)).filter((file) => file.endsWith('.journey'))
  return Object.fromEntries(
    sources.map((file) => [file.replace(/^case/, 'graph').replace(/journey$/, 'json'), graphOf(name, file)]),
  )
}

function graphOf(name, file) {
  const config = `cases/${name}/journey.config.json`
  const { timezone } = existsSync(new URL(config, kit)) ? JSON.parse(read(config)) : {}
  const compilation = compile(memoryHost({ [file]: read(`cases/${name}/${file}`) }), [file], { timezone })
  if (hasErrors(compilation)) {
    throw new Error(`${name}/${file}:\n${compilation.diagnostics.map(messageOf).join('\n')}`)
  }
  return `${JSON.stringify(lower(compilation.program).bundle, undefined, 2)}\n`
}

/** The README with its list of cases, each with the first sentence of its source. */
export function conformanceReadme() {
  const rows = conformanceCases.map((name) => `| [${name}](cases/${name}) | ${firstSentence(name)} |\n`)
  const list = ['| Case | What it is about |\n', '|---|---|\n', ...rows].join('')
  return read('README.md').replace(/(?<=<!-- cases -->\n).*(?=<!-- end -->)/s, list)
}

function firstSentence(name) {
  const [comment] = /^(\/\/ .*\n)+/.exec(read(`cases/${name}/case.journey`))
  return /^.*?\.(?=\s)/s.exec(comment.replaceAll(/^\/\/ /gm, '').replaceAll('\n', ' '))[0]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of conformanceCases) {
    for (const [file, text] of Object.entries(graphsOf(name))) {
      writeFileSync(new URL(`cases/${name}/${file}`, kit), text)
    }
  }
  writeFileSync(new URL('README.md', kit), conformanceReadme())
  const { playInMemory } = await import('../runtime/conformance/hosts/memory.ts')
  const { readCase, transcript } = await import('../runtime/conformance/hosts/protocol.ts')
  for (const name of process.argv.slice(2)) {
    const played = playInMemory(
      readCase(read(`cases/${name}/graph.json`), read(`cases/${name}/events.jsonl`)),
    )
    writeFileSync(new URL(`cases/${name}/expected.jsonl`, kit), transcript(played))
  }
}
