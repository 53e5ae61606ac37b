/** What is in the package that people install. */
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('../../..', import.meta.url))
const vsix = join(root, 'vscode-extension/dist/journey.vsix')
let files: string[]
const read = (name: string): string =>
  execFileSync('unzip', ['-p', vsix, `extension/${name}`], { encoding: 'utf8', maxBuffer: 2 ** 26 })

beforeAll(() => {
  execFileSync('npm', ['run', 'package', '-w', 'vscode-extension'], { cwd: root, stdio: 'pipe' })
  files = execFileSync('unzip', ['-Z1', vsix], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((name) => name.replace(/^extension\//, ''))
})

test('holds what the extension runs, and nothing else', () => {
  const expected =
    /^(?:\[Content_Types\]\.xml|extension\.vsixmanifest|package\.json|readme\.md|LICENSE\.txt|(?:liquid-)?language-configuration\.json|icons\/[\w-]+\.(?:svg|png)|snippets\/journey\.json|dist\/(?:extension\.cjs|LICENSES\.txt|schemas\/[\w-]+\.json|syntaxes\/\w+\.tmLanguage\.json|webview\/diagram\.(?:js|css)|server\/[\w.-]+\.js))$/
  expect(files.filter((name) => !expected.test(name))).toEqual([])
})

test('holds every file that its manifest names', () => {
  const named = JSON.stringify(manifest).matchAll(
    /"\.?\/?((?:dist|icons|snippets)\/[^"]+|language-configuration\.json)"/g,
  )
  const missing = [...named].map(([, path]) => path!).filter((path) => !files.includes(path))
  expect(missing).toEqual([])
})

test('is small', () => {
  expect(statSync(vsix).size).toBeLessThan(3_000_000)
})

test('brings the licences of all packages in it', () => {
  const licences = read('dist/LICENSES.txt')
  const packages = [
    'chevrotain',
    'vscode-languageclient',
    'vscode-languageserver',
    '@hpcc-js/wasm-graphviz',
    'semver',
  ]
  const named = new Set([...licences.matchAll(/^(\S+) \d[\w.-]* \(/gm)].map(([, name]) => name))
  expect(packages.filter((name) => !named.has(name))).toEqual([])
  // Each with its text: no heading is followed by the next one.
  const bare = [...licences.matchAll(/^(\S+) \d[\w.-]* \([^)]+\)\n\n(?=\S+ \d[\w.-]* \()/gm)]
  expect(bare.map(([, name]) => name)).toEqual([])
})

test('names no place of the machine that it was made on', () => {
  for (const name of files.filter((each) => /\.(?:c?js|json|css)$/.test(each))) {
    expect(read(name).includes(root), name).toBe(false)
  }
})
