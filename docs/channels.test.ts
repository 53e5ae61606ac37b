/** What the page about sending promises: its code checks signatures, and it leaves no setting out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DEFAULT_PACE, sign } from '@journey-lang/runtime/service'
import { expect, onTestFinished, test } from 'vitest'
import { serveSchema } from '../compiler/src/project/serve/settings.ts'
import { blocksOf, read } from './test/pages.ts'

const PAGE = 'docs/channels.md'

test('the code on the page takes what the service signs, and nothing else', async () => {
  const [block] = blocksOf(PAGE).filter(({ language }) => language === 'js')
  const folder = mkdtempSync(join(tmpdir(), 'journey-docs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'verify.mjs')
  writeFileSync(file, block!.text)
  const { isFromJourney } = (await import(pathToFileURL(file).href)) as {
    isFromJourney(secret: string, body: string, header: string): boolean
  }
  const body = '{"content":{"body":"سلام"}}'
  const now = Math.floor(Date.now() / 1000)
  const signed = sign('secret', body, now)
  expect(isFromJourney('secret', body, signed)).toBe(true)
  expect(isFromJourney('another', body, signed)).toBe(false)
  expect(isFromJourney('secret', `${body} `, signed)).toBe(false)
  expect(isFromJourney('secret', body, sign('secret', body, now - 301))).toBe(false)
  expect(isFromJourney('secret', body, '')).toBe(false)
})

/** Names of the settings at any depth of a schema. */
function settingsIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(settingsIn)
  if (typeof schema !== 'object' || schema === null) return []
  const { properties = {}, ...more } = schema as { properties?: object }
  const names = Object.keys(properties)
  return [
    ...names,
    ...Object.values(properties).flatMap(settingsIn),
    ...Object.values(more).flatMap(settingsIn),
  ]
}

test('every setting stands on the page', () => {
  const page = read(PAGE)
  const names = new Set(settingsIn(serveSchema))
  expect(names.size).toBeGreaterThan(20)
  expect([...names].filter((name) => !page.includes(`\`${name}\``) && !page.includes(`"${name}":`))).toEqual(
    [],
  )
})

test('the defaults are those of the page', () => {
  expect(DEFAULT_PACE).toEqual({
    atOnce: 5,
    timeout: 30_000,
    answerWithin: 7 * 24 * 3_600_000,
    retry: { first: 60_000, longest: 6 * 3_600_000, giveUpAfter: 3 * 86_400_000 },
  })
})
