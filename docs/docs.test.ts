/**
 * The pages say what is true: every block in them is compiled, run or validated.
 *
 * - `journey` compiles without a remark, and its scenarios pass. `in:` names what surrounds a fragment; `reports:` the
 *   codes of a mistake that is shown on purpose. `prelude: yes` marks the declarations that a page shares.
 * - `sh`: its commands exist, with their options.
 * - `console`: its commands are run, and print what follows them. They see the blocks with `file: NAME` above them. With
 *   `runs: service` and `runs: shell` they start a service and ask it (service.test.ts); `waits: yes` until it is so.
 * - `json`, `jsonl`: `shows: FILE` or `shows: FILE at PATH` is what the commands above wrote; `is: NAME` is valid by
 *   that definition of the graph's schema, `is: config` a config, `is: settings` settings of a service for examples/shop, `is: vectors` are among the shipped vectors, and
 *   `is: chances` what the runtime makes of names.
 *
 * Directives stand in a comment right before the block: `<!-- in: steps; reports: J4012 -->`.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compile, lower } from '@journey-lang/compiler'
import { type Bundle, chanceOf, graphSchema, validateGraph } from '@journey-lang/runtime'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, describe, expect, test } from 'vitest'
import { readArguments } from '../compiler/src/cli/arguments.ts'
import { commands } from '../compiler/src/cli/commands/index.ts'
import { readConfig } from '../compiler/src/project/config.ts'
import { openProject } from '../compiler/src/project/project.ts'
import { readServeSettings } from '../compiler/src/project/serve/settings.ts'
import vectors from '../runtime/schema/expressions.vectors.json' with { type: 'json' }
import { placeOf } from './test/blocks.ts'
import { compileFragment, wholeFile } from './test/fragments.ts'
import { blocksOf, named, pages, preludeOf, read, root } from './test/pages.ts'
import { commandsOf, journeyWords } from './test/shell.ts'
import { replay, valueAt } from './test/transcript.ts'

const blocks = blocksOf()
const inLanguage = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language))

test('there is something to read', () => {
  expect(pages).toEqual(expect.arrayContaining(['docs/graph.md', 'docs/language.md', 'docs/running.md']))
  expect(inLanguage('journey').length).toBeGreaterThan(40)
})

test('every block is of a language that is looked at, and every directive is known', () => {
  const languages = ['journey', 'sh', 'console', 'json', 'jsonl', 'js', 'liquid', 'text']
  const known = ['in', 'reports', 'prelude', 'file', 'shows', 'is', 'runs', 'waits', 'plan']
  expect(blocks.filter(({ language }) => !languages.includes(language)).map(placeOf)).toEqual([])
  const odd = blocks.filter(({ directives }) => Object.keys(directives).some((name) => !known.includes(name)))
  expect(odd.map(placeOf)).toEqual([])
})

describe('blocks of the language', () => {
  // The files of a page's project are compiled by the commands that the page shows.
  const alone = inLanguage('journey').filter(({ directives }) => directives.file === undefined)
  test.each(named(alone))('%s', (_, block) => {
    const prelude = preludeOf(block.page)
    const { codes, messages, failures } = compileFragment(wholeFile(block, prelude), prelude)
    const wanted = block.directives.reports?.split(/,\s*/) ?? []
    expect(codes, messages.join('\n')).toEqual(wanted)
    expect(failures).toEqual([])
  })
})

describe('commands', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

  test.each(named(inLanguage('sh')))('%s', (_, { text }) => {
    for (const words of text.replaceAll('\\\n', ' ').split('\n').flatMap(commandsOf)) {
      const given = journeyWords(words)
      if (given) expectCommand(given)
      if (words[0] === 'npm' && words[1] === 'run') expect(Object.keys(scripts)).toContain(words[2])
      const examples = words.filter((word) => word.startsWith('examples/'))
      expect(examples.filter((path) => !existsSync(join(root, path)))).toEqual([])
    }
  })

  function expectCommand([name, ...words]: string[]): void {
    if (name === undefined || ['--version', '--help', 'help'].includes(name)) return
    const command = commands.find((one) => one.name === name)
    expect(command?.name).toBe(name)
    // Throws for options that there are not.
    readArguments(command!, words)
  }
})

const shown = pages.filter((page) =>
  blocksOf(page).some(
    ({ language, directives: { runs, shows } }) =>
      (language === 'console' && runs === undefined) || shows !== undefined,
  ),
)
describe.each(shown)('the project of %s', (page) => {
  const files = blocksOf(page).filter(({ directives }) => directives.file !== undefined)
  const folder = files.length > 0 ? mkdtempSync(join(tmpdir(), 'journey-docs-')) : root
  afterAll(() => {
    if (folder !== root) rmSync(folder, { recursive: true, force: true })
  })
  for (const { directives, text } of files) {
    const path = join(folder, directives.file!)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }

  // In the order of the page, since later blocks show what earlier commands wrote.
  for (const block of blocksOf(page)) {
    const { shows } = block.directives
    // What is asked of a service is run by service.test.ts.
    if (block.directives.runs !== undefined) continue
    if (block.language === 'console') {
      test(placeOf(block), async () => {
        expect(await replay(block.text, folder)).toBe(block.text)
      })
    } else if (shows !== undefined) {
      test(placeOf(block), () => {
        const [path, at] = shows.split(' at ') as [string, string?]
        const written = readFileSync(join(folder, path), 'utf8')
        if (block.language === 'jsonl') expect(block.text).toBe(written)
        else expect(JSON.parse(block.text)).toEqual(valueAt(JSON.parse(written), at))
        if (path.endsWith('graph.json')) expect(validateGraph(JSON.parse(written))).toEqual([])
      })
    }
  }
})

describe('JSON', () => {
  const ajv = new Ajv2020({ discriminator: true, allowUnionTypes: true })
  ajv.addSchema(graphSchema)
  const alone = inLanguage('json', 'jsonl').filter(
    ({ directives }) => directives.shows === undefined && directives.file === undefined,
  )

  test.each(named(alone))('%s', (_, { text, language, directives: { is } }) => {
    const values = (language === 'json' ? [text] : text.trim().split('\n')).map((one) => JSON.parse(one))
    if (is === 'config') expect(readConfig(text).problems).toEqual([])
    else if (is === 'settings') expect(readServeSettings(text, shop()).problems).toEqual([])
    else if (is === 'chances') {
      for (const { names, chance } of values as { names: string[]; chance: number }[])
        expect(chanceOf(...names)).toBe(chance)
    } else if (is === 'vectors') {
      const shipped = vectors.groups.flatMap(({ cases }) => cases as object[])
      for (const value of values) expect(shipped).toContainEqual(value)
    } else {
      const validate = ajv.getSchema(`${graphSchema.$id}#/$defs/${is}`)
      if (!validate) throw new Error(`There is no definition "${is}" in the schema.`)
      for (const value of values) expect(validate(value), JSON.stringify(validate.errors)).toBe(true)
    }
  })
})

/** The graph of examples/shop. */
function shop(): Bundle {
  const opened = openProject(join(root, 'examples/shop'))
  if (!opened.ok) throw new Error('examples/shop can not be opened')
  const { host, files } = opened.project
  return lower(compile(host, files).program).bundle
}

test.each(pages)('the links of %s lead somewhere', (page) => {
  const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!)
  const broken = links.filter((target) => {
    if (/^https?:/.test(target)) return false
    const [path, anchor] = target.split('#') as [string, string?]
    const file = path === '' ? page : join(dirname(page), path)
    if (!existsSync(join(root, file))) return true
    return anchor !== undefined && !anchorsOf(file).includes(anchor)
  })
  expect(broken).toEqual([])
})

/** A page without its blocks. */
function proseOf(page: string): string {
  return read(page).replace(/^```[\s\S]*?^```$/gm, '')
}

/** The anchors that GitHub makes of the headings of a page. */
function anchorsOf(page: string): string[] {
  return [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
