import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { libraryModule } from '../../scripts/embed-library.mjs'
import { compile, lower, memoryHost, messageOf } from '../src/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every module of a package with the modules that it imports at run time. */
function importsOf(folder: string): { path: string; imports: string[]; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const text = readFileSync(join(root, folder, name), 'utf8')
      const found = text.matchAll(
        /(?:^|\n)(?:import|export)\s(?!type\s)[^'"]*?from\s+['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)|^import ['"]([^'"]+)['"]/gm,
      )
      const imports = [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
      return { path: relative(root, join(root, folder, name)).replaceAll('\\', '/'), imports, text }
    })
}

const compiler = importsOf('compiler/src')
const runtime = importsOf('runtime/src').filter(({ path }) => !path.startsWith('runtime/src/service/'))
const service = importsOf('runtime/src/service')

/** Where the world begins. */
const EDGES = [
  /^compiler\/src\/cli\//,
  /^compiler\/src\/project\//,
  /^compiler\/src\/threads\//,
  /^compiler\/src\/emit\/graphviz-/,
  /^compiler\/src\/editor\.ts$/,
]
const isEdge = (path: string) => EDGES.some((edge) => edge.test(path))

describe('the compiler core', () => {
  const core = compiler.filter(({ path }) => !isEdge(path))

  it('is most of the compiler', () => {
    expect(core.length).toBeGreaterThan(60)
  })

  it('imports nothing of Node, and no module that does', () => {
    const offending = core.flatMap(({ path, imports }) =>
      imports
        .filter(
          (name) => name.startsWith('node:') || /\/(cli|project|threads)\/|graphviz-(node|worker)/.test(name),
        )
        .map((name) => `${path} imports ${name}`),
    )
    expect(offending).toEqual([])
  })

  it('has no clock, no randomness and no process', () => {
    const offending = core
      .filter(({ text }) =>
        /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bconsole\./.test(text),
      )
      .map(({ path }) => path)
    expect(offending).toEqual([])
  })
})

describe('the runtime', () => {
  it('never imports the compiler, nor Node', () => {
    const offending = runtime.flatMap(({ path, imports }) =>
      imports.filter((name) => /^node:|compiler|service/.test(name)).map((name) => `${path} imports ${name}`),
    )
    expect(offending).toEqual([])
  })

  it('has a service around it that does not know the compiler either', () => {
    const offending = service.flatMap(({ path, imports }) =>
      imports.filter((name) => /compiler/.test(name)).map((name) => `${path} imports ${name}`),
    )
    expect(service.length).toBeGreaterThan(0)
    expect(offending).toEqual([])
  })

  it('has no clock, no randomness and no process', () => {
    const offending = runtime
      .filter(({ text }) =>
        /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bconsole\./.test(text),
      )
      .map(({ path }) => path)
    expect(offending).toEqual([])
  })
})

describe('layers', () => {
  /** Earlier ones know nothing of later ones. */
  const ORDER = [
    'source',
    'diagnostics',
    'syntax',
    'modules',
    'checker',
    'templates',
    'lint',
    'incremental',
    'lower',
    'emit',
    'test',
    'pages',
    'site',
    'cli',
  ]
  const layerOf = (path: string) => ORDER.indexOf(/compiler\/src\/(\w+)\//.exec(path)?.[1] ?? '')

  it('only import what comes before them', () => {
    const offending = compiler.flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('.'))
        .map((name) => join(path, '..', name).replaceAll('\\', '/'))
        .filter((target) => layerOf(path) >= 0 && layerOf(target) > layerOf(path))
        .map((target) => `${path} imports ${target}`),
    )
    expect(offending).toEqual([])
  })
})

describe('diagnostics', () => {
  it('are data: they survive JSON, and are put into words afterwards', () => {
    const source = 'contact { email: emial? }\njourney j { start on x sned y }'
    const { diagnostics } = compile(memoryHost({ 'a.journey': source }), ['a.journey'])
    expect(diagnostics.length).toBeGreaterThan(1)
    const copies = JSON.parse(JSON.stringify(diagnostics))
    expect(copies).toEqual(diagnostics)
    expect(copies.map(messageOf)).toEqual(diagnostics.map(messageOf))
  })
})

describe('a compilation', () => {
  it('changes nothing that it is given, and gives the same again', () => {
    const files = Object.freeze({
      'a.journey': 'contact { email: email? }\nevent e\njourney j { start on e delay 1 day }',
    })
    const once = lower(compile(memoryHost(files), ['a.journey']).program)
    const again = lower(compile(memoryHost(files), ['a.journey']).program)
    expect(again).toEqual(once)
  })
})

describe('the embedded library', () => {
  it('is what stands in compiler/std', () => {
    const embedded = readFileSync(join(root, 'compiler/src/modules/generated/library.ts'), 'utf8')
    expect(embedded).toBe(libraryModule())
  })
})
