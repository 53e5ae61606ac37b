/** What is seen of the extension before the language server does anything. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { useEditor, type Window } from './support/editor.ts'

const examples = fileURLToPath(new URL('../../../examples', import.meta.url))
const { open } = useEditor()

/** What a page has and Node has not. */
interface Browser {
  getComputedStyle(element: unknown, pseudo: string): { backgroundImage: string }
}

describe('a file', () => {
  let window: Window
  beforeAll(async () => {
    window = await open(join(examples, 'shop'), 'welcome.journey')
  })

  test('is a journey, has colours, and no mistakes', async () => {
    const { page, editor, screenshot } = window
    await page.locator('.statusbar-item', { hasText: /^Journey$/ }).waitFor()
    const looks = await editor
      .locator('.view-line span span')
      .evaluateAll((spans) => new Set(spans.map((span) => span.className)).size)
    expect(looks).toBeGreaterThan(5)
    expect(await page.locator('.squiggly-error').count()).toBe(0)
    await screenshot('opened')
  })

  test('has its icon', async () => {
    const icon = window.page.locator('.explorer-folders-view .monaco-icon-label', {
      hasText: 'welcome.journey',
    })
    const image = await icon.evaluate((element) => {
      const { getComputedStyle } = globalThis as unknown as Browser
      return getComputedStyle(element, '::before').backgroundImage
    })
    expect(image).toContain('journey-light.svg')
  })

  test('has lines above its scenarios that run them', async () => {
    const { page, goTo, screenshot } = window
    await goTo('scenario "')
    await page.locator('.codelens-decoration a', { hasText: 'Run scenario' }).first().click()
    await page.locator('.notification-toast', { hasText: '✓' }).waitFor()
    await screenshot('scenario')
  })
})
