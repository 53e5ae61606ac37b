/** The language server as the editor sees it: started, stopped, and asked. */
import { type Disposable, EventEmitter, type LogOutputChannel, Uri } from 'vscode'
import { type LanguageClientOptions, RevealOutputChannelOn, State } from 'vscode-languageclient'
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node'

/** `failed`: it could not be started, or ended too often. */
export type Condition = 'starting' | 'ready' | 'failed' | 'stopped'

export interface Server extends Disposable {
  readonly condition: Condition
  readonly onCondition: EventEmitter<Condition>['event']
  readonly client: LanguageClient
  start(): Promise<void>
  restart(): Promise<void>
}

/** The server that comes with the extension, in a process of its own. */
export function createServer(extension: Uri, output: LogOutputChannel): Server {
  const module = Uri.joinPath(extension, 'dist', 'server', 'main.js').fsPath
  const server: ServerOptions = { module, transport: TransportKind.stdio }
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: 'file', language: 'journey' },
      { scheme: 'untitled', language: 'journey' },
      // Templates of messages: of others the server knows nothing.
      { scheme: 'file', pattern: '**/*.liquid' },
    ],
    // The server asks for settings again when they change.
    synchronize: { configurationSection: 'journey' },
    outputChannel: output,
    // What it can leave to the editor.
    initializationOptions: { commands: ['journey.showDiagram', 'journey.showScenarios'] },
    // A window that opens by itself, and takes the keyboard, helps nobody.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  }
  const client = new LanguageClient('journey', 'Journey', server, options)

  let condition: Condition = 'stopped'
  const changed = new EventEmitter<Condition>()
  const become = (next: Condition): void => {
    if (next === condition) return
    condition = next
    changed.fire(next)
  }
  const CONDITIONS: Readonly<Record<State, Condition>> = {
    [State.Stopped]: 'stopped',
    [State.Starting]: 'starting',
    [State.Running]: 'ready',
    [State.StartFailed]: 'failed',
  }
  const states = client.onDidChangeState(({ newState }) => become(CONDITIONS[newState]))

  const start = async (): Promise<void> => {
    try {
      await client.start()
    } catch (error) {
      output.error(error instanceof Error ? error : String(error))
      become('failed')
    }
  }

  return {
    get condition() {
      return condition
    },
    onCondition: changed.event,
    client,
    start,
    async restart() {
      output.info('The language server is started again.')
      // One that hangs can't be stopped in peace: it is given up, and its process is ended.
      await client.stop().catch((error: unknown) => output.warn(String(error)))
      await start()
    },
    async dispose() {
      states.dispose()
      changed.dispose()
      await client.dispose()
    },
  }
}
