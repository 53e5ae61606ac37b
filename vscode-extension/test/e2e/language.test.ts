/** What the language server does in the editor. Each test begins with the file as it was. */
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { useEditor, type Window } from './support/editor.ts'

const project = fileURLToPath(new URL('./projects/first', import.meta.url))
const { open, languageServers } = useEditor()
let window: Window

beforeAll(async () => {
  window = await open(project, 'welcome.journey')
})

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await window.screenshot(`failed - ${task.name}`)
  await window.page.keyboard.press('Escape')
  await window.command('File: Revert File')
})

test('a mistake is underlined, and told among the problems', async () => {
  const { page, editor, command, screenshot } = window
  await editor.locator('.squiggly-error').first().waitFor()
  await command('View: Focus Problems')
  const problems = page.locator('.markers-panel .monaco-list-row')
  await problems.filter({ hasText: 'J4012' }).waitFor()
  await screenshot('problems')
  await page.keyboard.press('Control+j')
})

test('what is under the mouse is explained', async () => {
  const { page, editor, screenshot } = window
  await editor.locator('.view-line', { hasText: 'send hello' }).getByText('hello').hover()
  const hover = page.locator('.monaco-hover:visible', { hasText: 'Says hello to who is new.' })
  await hover.first().waitFor()
  await screenshot('hover')
})

test('a quick fix mends it', async () => {
  const { page, editor, goTo, text, screenshot } = window
  await goTo('send hello')
  await page.keyboard.press('Control+.')
  const fixes = page.locator('.action-widget .monaco-list-row')
  await fixes.first().waitFor()
  await screenshot('quick fixes')
  await fixes.filter({ hasText: 'Let in only contacts whose contact.email exists' }).click()
  await expect.poll(text).toContain('start on signed_up where contact.email exists')
  await editor.locator('.squiggly-error').waitFor({ state: 'detached' })
})

test('names are completed', async () => {
  const { page, goTo, newLine, text, screenshot } = window
  await goTo('enter once')
  await newLine('send he')
  await page.keyboard.press('Control+Space')
  const row = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'hello' }).first()
  await row.waitFor()
  await screenshot('completion')
  await row.click()
  await expect.poll(text).toMatch(/enter once\n {2}send hello\n/)
})

test('snippets are offered and filled in', async () => {
  const { page, goTo, newLine, text, screenshot } = window
  await goTo('send hello')
  await newLine('wait')
  await page.keyboard.press('Control+Space')
  const row = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'wait until' })
  await row.first().waitFor()
  await screenshot('snippets')
  await row.first().click()
  await expect.poll(text).toContain('wait until contact.points >= 100 up to 30 days {')
})

test('F12 leads to the declaration', async () => {
  const { page, goTo } = window
  await goTo('send hello')
  await page.keyboard.press('F12')
  await page.locator('.statusbar-item', { hasText: 'Ln 11, Col 9' }).waitFor()
})

test('a name is changed everywhere', async () => {
  const { page, goTo, text, screenshot } = window
  await goTo('event signed_up')
  await page.keyboard.press('F2')
  const box = page.locator('.rename-box input')
  await box.waitFor()
  await box.fill('came_in')
  await screenshot('rename')
  await page.keyboard.press('Enter')
  await expect.poll(text).toContain('start on came_in')
  expect(await text()).toContain('event came_in {')
})

test('the file is formatted', async () => {
  const { page, command, goTo, text } = window
  await goTo('enter once')
  await page.keyboard.type('     ')
  await page.keyboard.press('Home')
  await page.keyboard.type('    ')
  await command('Format Document')
  await expect.poll(text).toMatch(/\n {2}enter once\n/)
})

test('the outline has journeys and their steps', async () => {
  const { page, goTo, screenshot } = window
  await goTo('contact {')
  await page.keyboard.press('Control+Shift+o')
  const rows = page.locator('.quick-input-list .monaco-list-row')
  await rows.filter({ hasText: 'welcome' }).first().waitFor()
  await screenshot('outline')
  await page.locator('.quick-input-widget input').fill('@send')
  await rows.filter({ hasText: 'send hello' }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.statusbar-item', { hasText: 'Ln 17' }).waitFor()
})

test('a lens above a journey shows its diagram', async () => {
  const { page, command, diagram } = window
  await page
    .locator('.codelens-decoration a', { hasText: /diagram/i })
    .first()
    .click()
  await diagram.getByRole('heading', { name: 'Welcome' }).waitFor()
  await command('View: Close Editors in Other Groups')
})

test('a server that hangs can be started again', async () => {
  const [hanging] = languageServers()
  process.kill(hanging!, 'SIGSTOP')
  const { page, command, editor, goTo, newLine } = window
  await command('Journey: Restart Language Server')
  await page.locator('.statusbar-item .codicon-check').waitFor()
  await goTo('enter once')
  await newLine('goal nothing')
  await editor.locator('.squiggly-error').nth(1).waitFor()
  await expect.poll(languageServers).not.toContain(hanging)
})

test('settings of the project are completed', async () => {
  const { page, openFile, goTo, screenshot } = window
  await openFile('journey.config.json')
  await goTo('"Europe/Berlin"')
  await page.keyboard.type(', "lint": { "unused-t')
  await page.keyboard.press('Control+Space')
  const row = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'unused-tag' })
  await row.first().waitFor()
  await screenshot('settings')
})
