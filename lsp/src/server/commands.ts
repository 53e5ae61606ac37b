import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Place } from '@journey-lang/compiler'
import type { CancellationToken, Command, Range } from 'vscode-languageserver/node'
import { type CodeLens, lensText } from '../features/code-lens.ts'
import type { Coverage } from '../features/coverage.ts'
import { FOLDER, provide } from '../workspace/temporary-files.ts'
import { uriOfPath } from '../workspace/uris.ts'
import { type Context, handler, type Target, targetOf } from './context.ts'
import { toLocation, toPosition } from './convert.ts'
import type { DiagramParams, DiagramResult } from './diagram.ts'

/** What code lenses do in editors that have nothing of their own for it. */
export const COMMANDS = [
  'journey.lsp.runScenario',
  'journey.lsp.openDiagram',
  'journey.lsp.openScenario',
] as const

/** What a code lens does: a command of the client, if it told that it has one, else one of the server. */
export function commandOf(
  lens: CodeLens,
  coverage: Coverage | undefined,
  { project, path, lines }: Target,
  { client }: Context,
): Command {
  const title = lensText(lens, coverage)
  const uri = project.uriOf(path)
  const choose = (own: string, ours: (typeof COMMANDS)[number]) => (client.commands.has(own) ? own : ours)
  const show = (places: readonly Place[]): Command => ({
    title,
    command: choose('journey.showScenarios', 'journey.lsp.openScenario'),
    arguments: [uri, places.map((place) => toLocation(project, place)), toPosition(lines, lens.span.start)],
  })
  switch (lens.kind) {
    case 'run-scenario': {
      const command = choose('journey.runScenario', 'journey.lsp.runScenario')
      return { title, command, arguments: [uri, lens.title] }
    }
    case 'show-diagram': {
      const command = choose('journey.showDiagram', 'journey.lsp.openDiagram')
      return { title, command, arguments: [uri, lens.journey] }
    }
    case 'scenarios':
      return show(lens.places)
    case 'step':
      return show(coverage?.get(lens.step) ?? [])
  }
}

/** Registers the commands. They tell and show what comes of them through the client. */
export function registerCommands(
  context: Context,
  draw: (target: Target, params: DiagramParams) => Promise<DiagramResult | null>,
): void {
  const { connection } = context
  connection.onExecuteCommand(
    handler(context, async ({ command, arguments: given = [] }, token) => {
      const [uri, subject] = given as [unknown, unknown]
      if (typeof uri !== 'string') return null
      const textDocument = { uri }
      const target = targetOf(context, textDocument)
      if (!target) return null
      if (command === 'journey.lsp.runScenario') await tellRun(context, target, String(subject), token)
      else if (command === 'journey.lsp.openDiagram') {
        await openDiagram(context, target, await draw(target, { textDocument, journey: String(subject) }))
      } else if (command === 'journey.lsp.openScenario') await openFirst(context, subject)
      return null
    }),
  )
}

async function tellRun(
  { connection, scenarios }: Context,
  target: Target,
  title: string,
  token: CancellationToken,
): Promise<void> {
  const { runs, complete } = await scenarios.run(target, title, token)
  if (runs.length === 0) {
    connection.window.showErrorMessage(
      'A scenario can be run when neither it nor what it is about has errors.',
    )
    return
  }
  for (const { passed, failures } of runs) {
    if (passed && complete) connection.window.showInformationMessage(`✓ ${title}`)
    else if (passed) {
      connection.window.showWarningMessage(`${title}: passed, without what has errors in the project.`)
    }
    for (const { message } of failures) connection.window.showErrorMessage(`✗ ${title}: ${message}`)
  }
}

async function openDiagram(
  { connection, client }: Context,
  { project }: Target,
  found: DiagramResult | null,
): Promise<void> {
  if (!found) return
  if (found.svg === null) {
    connection.window.showErrorMessage('There is nothing to draw: the journey has errors.')
    return
  }
  const home = createHash('sha256').update(project.root).digest('hex').slice(0, 12)
  const file = join(FOLDER, 'diagrams', home, `${found.journey}.svg`)
  provide(file, found.svg)
  if (client.showDocument) await connection.window.showDocument({ uri: uriOfPath(file), external: true })
  else connection.window.showInformationMessage(`The diagram is in ${file}.`)
}

async function openFirst({ connection, client }: Context, places: unknown): Promise<void> {
  const [first] = (Array.isArray(places) ? places : []) as { uri: string; range: Range }[]
  if (!first) connection.window.showInformationMessage('There is no scenario to show.')
  else if (client.showDocument) {
    await connection.window.showDocument({ uri: first.uri, selection: first.range, takeFocus: true })
  }
}
