/** The scenarios that a line above a journey or a step counts, shown in place. */
import { commands, window } from 'vscode'
import type { Location, Position } from 'vscode-languageclient'
import type { Server } from './server.ts'

/** What runs when such a line is chosen: it is told where it stands, and where the scenarios do. */
export function createScenarioView({ client }: Server) {
  return async (uri: string, places: readonly Location[], position: Position): Promise<void> => {
    if (places.length === 0) {
      window.showInformationMessage('No scenario comes here. A quick fix (Ctrl+.) at the step writes one.')
      return
    }
    const convert = client.protocol2CodeConverter
    await commands.executeCommand(
      'editor.action.peekLocations',
      convert.asUri(uri),
      convert.asPosition(position),
      places.map((place) => convert.asLocation(place)),
      'peek',
    )
  }
}
