/** Same source, same bytes: whatever the order in which files are found, declared or written. */

import { readdirSync, readFileSync } from 'node:fs'
import { canonicalJson } from '@journey-lang/runtime'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile, type Host, lower } from '../src/index.ts'
import { decodeUtf8 } from '../src/source/utf8.ts'
import { runs } from './fuzz.ts'

const examples = new URL('../../examples/', import.meta.url)
const projects = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

function hostOf(project: string): Host {
  return { read: (path) => decodeUtf8(readFileSync(new URL(`${project}/${path}`, examples))) }
}

/** The bytes of the graph, its map and the findings. */
function output(host: Host, paths: readonly string[]): string {
  const { program, diagnostics } = compile(host, paths)
  const { bundle, sourceMap, scenarios } = lower(program)
  return [bundle, sourceMap, scenarios, diagnostics].map((part) => canonicalJson(part)).join('\n')
}

describe.each(projects)('the output of %s', (project) => {
  const paths = readdirSync(new URL(`${project}/`, examples), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.journey'),
  )
  const host = hostOf(project)
  const once = output(host, paths)

  test('is the same in any order of the files', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(paths, { minLength: paths.length }), (order) => {
        expect(output(host, order)).toBe(once)
      }),
      runs(8),
    )
  })

  test('holds no absolute path', () => {
    expect(once).not.toContain(new URL('../..', import.meta.url).pathname)
  })
})
