import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lint as catalog } from '../../src/diagnostics/catalog/lint.ts'
import { rules } from '../../src/lint/rules/index.ts'
import { ruleNames } from '../../src/lint/settings.ts'

const files = readdirSync(new URL('../../src/lint/rules/', import.meta.url)).filter(
  (file) => file !== 'index.ts',
)

/** What is said about comments that ignore findings: made where they are read. */
const ABOUT_COMMENTS = ['incomplete-suppression', 'unknown-rule', 'ignored-error', 'unused-suppression']

describe('the rules', () => {
  const names = rules.map(({ name }) => name)

  test('are all there are in the catalog, each once', () => {
    expect([...ABOUT_COMMENTS, ...names].sort()).toEqual(Object.keys(catalog).sort())
  })

  test('have a file each, named like the rule', () => {
    expect(files.sort()).toEqual(names.map((name) => `${name}.ts`).sort())
  })

  test('are called by words with hyphens', () => {
    for (const name of ruleNames()) expect(name).toMatch(/^[a-z]+(?:-[a-z]+)+$/)
  })
})
