/** The editor that a suite uses: packaged extension, server and browser, from its beginning to its end. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type CodeServer, startCodeServer } from './code-server.ts'
import { openWindow, startBrowser, type Window } from './window.ts'

export type { Window } from './window.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const vsix = fileURLToPath(new URL('../../../dist/journey.vsix', import.meta.url))

export interface Editor {
  /** Opens a file of a copy of a project in a new window. The last window is closed. */
  open(project: string, file: string): Promise<Window>
  /** The processes of the language servers, by id. */
  languageServers(): number[]
}

/** Packages the extension and starts an editor with it, once for a suite. */
export function useEditor(): Editor {
  let server: CodeServer
  let browser: Browser
  let last: Window | undefined

  beforeAll(async () => {
    execFileSync('npm', ['run', 'package', '-w', 'vscode-extension'], { cwd: root, stdio: 'pipe' })
    server = await startCodeServer(vsix)
    browser = await startBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  return {
    async open(project, file) {
      await last?.close()
      const folder = server.project(project)
      last = await openWindow(browser, server.address(folder))
      await last.openFile(file)
      await last.page.locator('.statusbar-item .codicon-check').waitFor()
      return last
    },
    languageServers: () => server.languageServers(),
  }
}
