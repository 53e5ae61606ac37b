import { resolve } from 'node:path'
import { command } from '../command.ts'
import { drawSvgs, fileNames } from '../diagrams.ts'
import { type OutputFile, writeFiles } from '../output-files.ts'
import { plural } from '../report/count.ts'
import { STATUS } from '../status.ts'
import { compileOne, lowerProject } from '../workspace.ts'

export const build = command({
  name: 'build',
  summary: 'Write the graph that the runtime executes, and diagrams of it',
  operands: { placeholder: '[PATH…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    out: {
      kind: 'text',
      placeholder: 'DIR',
      description: 'Where to write (default: what the config says, else the folder "out" of the project)',
    },
    emit: {
      kind: 'some',
      choices: ['json', 'svg', 'dot'],
      default: ['json'],
      description: 'What to write, joined by commas',
    },
  },
  notes: [
    [
      'The whole project that the paths belong to is built. "json" is graph.json with its source map',
      'graph.map.json; "svg" and "dot" are one diagram per journey. If there are errors, nothing is written.',
    ].join('\n'),
  ],
  examples: [
    { line: 'build', does: 'the graph of this project' },
    { line: 'build --emit json,svg', does: 'with a picture of each journey' },
    { line: 'build shop --out public', does: 'another project, to another folder' },
  ],
  async run({ operands, options }, terminal) {
    const compiled = await compileOne(operands, terminal)
    const lowered = await lowerProject(compiled, terminal)
    if (!lowered) return STATUS.findings
    const { bundle, sourceMap } = lowered
    const journeys = Object.keys(bundle.journeys)
    const names = fileNames(journeys)
    const files: OutputFile[] = []
    if (options.emit.includes('json')) {
      const { canonicalJson } = await import('@journey-lang/runtime/graph')
      files.push({ path: 'graph.json', text: canonicalJson(bundle, { indent: 2 }) })
      files.push({ path: 'graph.map.json', text: canonicalJson(sourceMap, { indent: 2 }) })
    }
    if (options.emit.includes('svg')) {
      const pictures = await drawSvgs(bundle, journeys, undefined, terminal)
      files.push(...pictures.map((text, index) => ({ path: `${names[index]}.svg`, text })))
    }
    if (options.emit.includes('dot')) {
      const { toDot } = await import('../../emit/dot.ts')
      files.push(
        ...journeys.map((name, index) => ({ path: `${names[index]}.dot`, text: toDot(bundle, name) })),
      )
    }
    const { project } = compiled
    const folder =
      options.out === undefined
        ? resolve(project.root, project.config.out)
        : resolve(terminal.directory, options.out)
    for (const path of writeFiles(folder, files, terminal)) terminal.out(`${path}\n`)
    terminal.err(`${terminal.style.err.good('✓')} Built ${plural(journeys.length, 'journey')}.\n`)
    return STATUS.clean
  },
})
