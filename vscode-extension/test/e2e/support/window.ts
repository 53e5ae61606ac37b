/** A window of the editor in a browser, used with mouse and keyboard. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type FrameLocator, type Locator, type Page } from 'playwright-core'
import { chromium as chromiumPath } from '../../../../scripts/e2e-tools.mjs'

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
] // biome-ignore format: a list of words

/** Screenshots, for people to look at; they are not part of the repository. */
const shots = fileURLToPath(new URL('../../../dist/screenshots', import.meta.url))

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), headless: true, args: FLAGS })

export interface Window {
  page: Page
  editor: Locator
  /** The page of the diagram. */
  diagram: FrameLocator
  openFile(name: string): Promise<void>
  /** Runs a command by its title. */
  command(title: string): Promise<void>
  /** Types on a new line behind that of the cursor. */
  newLine(text: string): Promise<void>
  /** Puts the cursor behind the first place where a text stands, by looking for it as a user would. */
  goTo(text: string): Promise<void>
  /** The text of the open editor, as far as it is on the screen. */
  text(): Promise<string>
  screenshot(name: string): Promise<void>
  close(): Promise<void>
}

export async function openWindow(browser: Browser, address: string): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 800 } })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(address)
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor()
  const editor = page.locator('.editor-group-container.active .editor-instance')

  const command = async (title: string): Promise<void> => {
    await page.keyboard.press('F1')
    const box = page.locator('.quick-input-widget input')
    await box.waitFor()
    await box.fill(`>${title}`)
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor()
    await page.keyboard.press('Enter')
    await box.waitFor({ state: 'hidden' })
  }

  return {
    page,
    editor,
    diagram: page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),
    async openFile(name) {
      await page.keyboard.press('Control+p')
      const box = page.locator('.quick-input-widget input')
      await box.fill(name)
      await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor()
      await page.keyboard.press('Enter')
      await page.locator('.tab.active', { hasText: name }).waitFor()
      await editor.locator('.view-lines').waitFor()
    },
    command,
    async newLine(text) {
      await page.keyboard.press('Control+Enter')
      await page.keyboard.type(text)
      // Suggestions that are still open would take the next key.
      await page.keyboard.press('Escape')
    },
    async goTo(text) {
      await page.keyboard.press('Control+Home')
      await page.keyboard.press('Control+f')
      const box = page.locator('.find-widget.visible textarea').first()
      await box.fill(text)
      await page.locator('.find-widget .matchesCount', { hasText: /^1 of/ }).waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('ArrowRight')
    },
    async text() {
      // The lines stand in the page in any order.
      const lines = await editor
        .locator('.view-line')
        .evaluateAll((all) =>
          all.map((line) => ({ top: Number.parseFloat(line.style.top), text: line.innerText })),
        )
      const sorted = lines.toSorted((one, other) => one.top - other.top)
      return sorted.map(({ text }) => text.replaceAll('\u00a0', ' ')).join('\n')
    },
    async screenshot(name) {
      mkdirSync(shots, { recursive: true })
      await page.screenshot({ path: join(shots, `${name}.png`) })
    },
    close: () => context.close(),
  }
}
