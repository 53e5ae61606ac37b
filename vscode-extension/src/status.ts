/** The item in the status bar: how the language server is, while a journey is open. */
import { type Disposable, StatusBarAlignment, ThemeColor, window } from 'vscode'
import type { Condition, Server } from './server.ts'

interface Look {
  text: string
  tooltip: string
  /** What a click does. */
  command: string
}

const LOOKS: Readonly<Record<Condition, Look>> = {
  starting: {
    text: '$(loading~spin) Journey',
    tooltip: 'Journey: the language server is starting',
    command: 'journey.showOutput',
  },
  ready: {
    text: '$(check) Journey',
    tooltip: 'Journey: the language server is ready. Click to see what it says.',
    command: 'journey.showOutput',
  },
  failed: {
    text: '$(error) Journey',
    tooltip: 'Journey: the language server does not run. Click to start it again.',
    command: 'journey.restartServer',
  },
  stopped: {
    text: '$(circle-slash) Journey',
    tooltip: 'Journey: the language server is not running. Click to start it.',
    command: 'journey.restartServer',
  },
}

export function createStatus(server: Server): Disposable {
  const item = window.createStatusBarItem('journey.status', StatusBarAlignment.Right, 100)
  item.name = 'Journey'
  const draw = (): void => {
    const { condition } = server
    Object.assign(item, LOOKS[condition])
    item.backgroundColor =
      condition === 'failed' ? new ThemeColor('statusBarItem.errorBackground') : undefined
    const isOpen = window.visibleTextEditors.some(({ document }) => document.languageId === 'journey')
    if (isOpen || condition === 'failed') item.show()
    else item.hide()
  }
  draw()
  const watched = [server.onCondition(draw), window.onDidChangeVisibleTextEditors(draw)]
  return {
    dispose() {
      for (const each of [item, ...watched]) each.dispose()
    },
  }
}
