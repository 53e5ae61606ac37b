/** The diagram beside the source, as somebody meets it who installs the extension. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { useEditor, type Window } from './support/editor.ts'

const examples = fileURLToPath(new URL('../../../examples', import.meta.url))
const { open } = useEditor()

let window: Window
const node = (id: string) => window.diagram.locator(`[data-node="${id}"]`)
const notice = () => window.diagram.locator('#notice')
/** Line and column of the cursor: shown while a source has the keyboard. */
const cursor = (text: string | RegExp) => window.page.locator('.statusbar-item', { hasText: text })

async function drawn(): Promise<void> {
  window = await open(join(examples, 'shop'), 'welcome.journey')
  await window.goTo('journey welcome')
  await window.command('Journey: Show Diagram')
  await node('subscription/send hello').waitFor()
}

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await window.screenshot(`failed - ${task.name}`)
})

describe('a diagram', () => {
  beforeAll(drawn)

  test('leads to the source, and shows where the cursor is', async () => {
    await window.screenshot('diagram')
    await node('excitement/send thanks').click()
    await cursor(/Ln 7\d/).waitFor()
    await expect.poll(() => node('excitement/send thanks').getAttribute('class')).toContain('here')
    await window.goTo('send hello')
    await expect.poll(() => node('subscription/send hello').getAttribute('class')).toContain('here')
    expect(await node('excitement/send thanks').getAttribute('class')).not.toContain('here')
  })

  test('is used by keyboard alone', async () => {
    const { page, diagram, screenshot } = window
    await node('subscription/send hello').focus()
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    const zoom = diagram.locator('#zoom')
    const larger = Number.parseInt(await zoom.innerText(), 10)
    await page.keyboard.press('0')
    expect(larger).toBeGreaterThan(1.4 * Number.parseInt(await zoom.innerText(), 10))
    await page.keyboard.press('1')
    expect(await zoom.innerText()).toBe('100%')
    await screenshot('diagram at full size')
    await page.keyboard.press('Enter')
    await cursor(/Ln 5\d/).waitFor()
  })

  test('is moved and zoomed with the mouse', async () => {
    const { page, diagram } = window
    await diagram.locator('#fit').click()
    const place = async () => {
      const shown = await node('subscription/send hello').elementHandle()
      return (await shown!.boundingBox())!
    }
    const before = await place()
    const [x, y] = [before.x + before.width / 2, before.y + before.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 40, y + 30, { steps: 4 })
    await page.mouse.up()
    const after = await place()
    expect(Math.round((after.x - before.x) / 5)).toBe(8)
    expect(Math.round((after.y - before.y) / 5)).toBe(6)
    // A move is no click: it leads nowhere.
    expect(await cursor(/Ln \d/).count()).toBe(0)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -300)
    await page.keyboard.up('Control')
    await expect.poll(async () => (await place()).width).toBeGreaterThan(1.5 * before.width)
    await diagram.locator('#fit').click()
    await expect.poll(async () => Math.round((await place()).width / before.width)).toBe(1)
  })

  test('is drawn again while typing, and says when it can not be', async () => {
    const { page, goTo, newLine, screenshot } = window
    await node('excitement/send thanks').click()
    await cursor(/Ln 7\d/).waitFor()
    await goTo('send hello')
    await newLine('tag #new_customer')
    await node('subscription/tag new_customer').waitFor()
    expect(await notice().innerText()).toBe('')

    await newLine('send nothing_like_it')
    await notice().getByText('One mistake: the last picture').waitFor()
    expect(await node('subscription/tag new_customer').count()).toBe(1)
    await screenshot('diagram with a mistake')

    for (let undone = 0; undone < 30 && (await notice().innerText()) !== ''; undone++) {
      await page.keyboard.press('Control+z')
      await page.waitForTimeout(400)
    }
    expect(await notice().innerText()).toBe('')
    expect(await node('subscription/send hello').count()).toBe(1)
  })

  test('follows the theme', async () => {
    const { diagram, command, screenshot } = window
    await command('Preferences: Toggle between Light/Dark Themes')
    await diagram.locator('svg.dark').waitFor()
    await screenshot('diagram in the dark')
    await command('Preferences: Toggle between Light/Dark Themes')
    await diagram.locator('svg.light').waitFor()
  })

  test('is there again when the window is loaded anew', async () => {
    await window.page.reload()
    // Everything starts again, the server too.
    await node('subscription/send hello').waitFor({ timeout: 110_000 })
  })
})

test('a diagram in Persian', async () => {
  window = await open(join(examples, 'persian'), 'خوشامد.journey')
  await window.goTo('journey')
  await window.command('Journey: Show Diagram')
  await window.diagram.getByRole('heading', { name: 'خوشامد به تازه\u200cواردها' }).waitFor()
  await window.diagram.locator('[data-node]').first().waitFor()
  await window.screenshot('diagram in Persian')
})
