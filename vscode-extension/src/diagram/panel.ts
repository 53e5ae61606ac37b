/** The diagram beside the source. There is one; it shows the journey at the cursor, and is drawn again while typing. */
import {
  CancellationTokenSource,
  ColorThemeKind,
  type Disposable,
  Range,
  Selection,
  type TextDocument,
  type TextEditor,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode'
import { type DiagramResult, diagramRequest } from '../requests.ts'
import type { Server } from '../server.ts'
import type { FromPage, Part, Remembered, ToPage } from './messages.ts'
import { diagramPage } from './page.ts'
import { afterAnswer, isInside, partsAt, sourceOf, type Target } from './target.ts'

export const VIEW_TYPE = 'journey.diagram'

/** From the last key to a new picture, in milliseconds: not at every letter. */
const PAUSE = 200

export interface Diagrams extends Disposable {
  /** Opens the diagram, or brings it to the front. */
  show(target: Target): void
  /** Takes up a diagram of an earlier window. */
  restore(panel: WebviewPanel, remembered: Remembered | undefined): void
}

export function createDiagrams(extension: Uri, server: Server): Diagrams {
  let open: { panel: WebviewPanel; page: Page } | undefined

  const adopt = (panel: WebviewPanel, target: Target | undefined): void => {
    const page = createPage(panel, extension, server, target)
    open = { panel, page }
    panel.onDidDispose(() => {
      page.dispose()
      if (open?.panel === panel) open = undefined
    })
  }

  return {
    show(target) {
      if (open) {
        open.panel.reveal(undefined, true)
        open.page.aim(target)
        return
      }
      const column = { viewColumn: ViewColumn.Beside, preserveFocus: true }
      adopt(window.createWebviewPanel(VIEW_TYPE, 'Diagram', column), target)
    },
    restore(panel, remembered) {
      open?.panel.dispose()
      const { uri, journey } = remembered ?? {}
      adopt(panel, uri === undefined ? undefined : { uri, ...(journey !== undefined && { journey }) })
    },
    dispose: () => open?.panel.dispose(),
  }
}

interface Page extends Disposable {
  aim(target: Target): void
}

function createPage(panel: WebviewPanel, extension: Uri, server: Server, first: Target | undefined): Page {
  const media = Uri.joinPath(extension, 'dist', 'webview')
  const { webview } = panel
  webview.options = { enableScripts: true, localResourceRoots: [media] }
  panel.iconPath = {
    light: Uri.joinPath(extension, 'icons', 'journey-light.svg'),
    dark: Uri.joinPath(extension, 'icons', 'journey-dark.svg'),
  }

  let target = first
  let drawn: DiagramResult | undefined
  let isReady = false
  let timer: NodeJS.Timeout | undefined
  let asked: CancellationTokenSource | undefined

  const tell = (message: ToPage): void => {
    webview.postMessage(message)
  }

  /** Asks for a picture. An answer that comes after a newer question is not looked at. */
  const draw = async (): Promise<void> => {
    clearTimeout(timer)
    asked?.cancel()
    if (!isReady || server.condition !== 'ready') return
    if (!target) {
      tell({ type: 'empty', reason: 'Open a file with a journey to see its diagram.' })
      return
    }
    const question = new CancellationTokenSource()
    asked = question
    const { uri, position, journey } = target
    const params = {
      textDocument: { uri },
      scheme: scheme(),
      ...(journey !== undefined ? { journey } : position && { position }),
    }
    try {
      const result = await server.client.sendRequest(diagramRequest, params, question.token)
      if (!question.token.isCancellationRequested) present(result, uri)
    } catch (error) {
      if (!question.token.isCancellationRequested) server.client.outputChannel.error(String(error))
    }
  }

  const present = (result: DiagramResult | null, uri: string): void => {
    if (!result) {
      if (drawn && drawn.place.uri !== uri) {
        // The picture is there to be seen beside the messages and events that it is about.
        target = { uri: drawn.place.uri, journey: drawn.journey }
        return
      }
      drawn = undefined
      panel.title = 'Diagram'
      tell({ type: 'empty', reason: 'There is no journey in this file.' })
      return
    }
    const { journey, title = journey, svg, complete, problems } = result
    panel.title = title
    const next = afterAnswer(drawn, result)
    drawn = next.drawn
    const picture = { uri, journey, title, svg: svg ?? '' }
    if (next.show === 'stale') tell({ type: 'stale', problems })
    else if (next.show === 'nothing') tell({ type: 'empty', reason: `${title}: nothing can be drawn yet.` })
    else tell(complete ? { type: 'picture', ...picture } : { type: 'partial', problems, ...picture })
    here()
  }

  /** Shows in the picture where the cursor is. */
  const here = (editor: TextEditor | undefined = window.activeTextEditor): void => {
    if (!drawn || !editor || editor.document.languageId !== 'journey') return
    tell({ type: 'here', parts: partsAt(drawn, editor.document.uri.toString(), editor.selection.active) })
  }

  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(draw, PAUSE)
  }

  /** The journey at the cursor; in a file without any, the one that is drawn stays. */
  const follow = (editor: TextEditor | undefined): void => {
    if (!editor || !isKept(editor.document)) return
    target = { uri: editor.document.uri.toString(), position: editor.selection.active }
    here(editor)
    if (!drawn || !isInside(drawn, target)) soon()
  }

  const hear = async (message: FromPage): Promise<void> => {
    if (message.type === 'ready') {
      isReady = true
      await draw()
    } else if (message.type === 'open') await reveal(message.part)
    else await save()
  }

  /** The source of a part, in the editor where the file is open already. */
  const reveal = async (part: Part): Promise<void> => {
    const source = drawn && sourceOf(drawn, part)
    if (!source) return
    const uri = Uri.parse(source.uri)
    const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString())
    const { start, end } = source.range
    const range = new Range(start.line, start.character, end.line, end.character)
    const editor = await window.showTextDocument(uri, { viewColumn: shown?.viewColumn ?? ViewColumn.One })
    editor.selection = new Selection(range.start, range.start)
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport)
  }

  const save = async (): Promise<void> => {
    if (!drawn?.svg) return
    const folder = Uri.joinPath(Uri.parse(drawn.nodes[0]?.uri ?? target!.uri), '..')
    const wanted = await window.showSaveDialog({
      defaultUri: Uri.joinPath(folder, `${drawn.journey}.svg`),
      filters: { 'SVG picture': ['svg'] },
    })
    if (wanted) await workspace.fs.writeFile(wanted, new TextEncoder().encode(drawn.svg))
  }

  const mayConcern = ({ languageId, fileName }: TextDocument): boolean =>
    languageId === 'journey' || fileName.endsWith('journey.config.json')

  const watched = [
    webview.onDidReceiveMessage(hear),
    window.onDidChangeActiveTextEditor(follow),
    window.onDidChangeTextEditorSelection(({ textEditor }) => follow(textEditor)),
    window.onDidChangeActiveColorTheme(soon),
    workspace.onDidChangeTextDocument(({ document }) => mayConcern(document) && soon()),
    server.onCondition(soon),
  ]
  webview.html = diagramPage({
    script: webview.asWebviewUri(Uri.joinPath(media, 'diagram.js')).toString(),
    style: webview.asWebviewUri(Uri.joinPath(media, 'diagram.css')).toString(),
    source: webview.cspSource,
    nonce: crypto.randomUUID(),
  })

  return {
    aim(next) {
      target = next
      soon()
    },
    dispose() {
      clearTimeout(timer)
      asked?.cancel()
      for (const each of watched) each.dispose()
    },
  }
}

/** Journeys that the server knows: not the left side of a comparison, for one. */
const isKept = ({ languageId, uri }: TextDocument): boolean =>
  languageId === 'journey' && ['file', 'untitled'].includes(uri.scheme)

function scheme(): 'light' | 'dark' {
  const { kind } = window.activeColorTheme
  return kind === ColorThemeKind.Light || kind === ColorThemeKind.HighContrastLight ? 'light' : 'dark'
}
