/** A Visual Studio Code in a server, with the packaged extension in it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { codeServer } from '../../../../scripts/e2e-tools.mjs'

/** Nothing that asks, calls home, or helps where the extension should. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'editor.minimap.enabled': false,
  'git.enabled': false,
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'window.autoDetectColorScheme': false,
}

export interface CodeServer {
  /** Where the window for a folder is found. */
  address(folder: string): string
  /** A folder with a copy of a project, to open and change. */
  project(from: string): string
  /** The processes of the language servers that the extension started, by id. */
  languageServers(): number[]
  stop(): Promise<void>
}

/** Starts one with an extension in it, with folders of its own. */
export async function startCodeServer(vsix: string): Promise<CodeServer> {
  const script = codeServer()
  const home = mkdtempSync(join(tmpdir(), 'journey-e2e-'))
  const data = join(home, 'data')
  mkdirSync(join(data, 'User'), { recursive: true })
  writeFileSync(join(data, 'User/settings.json'), JSON.stringify(SETTINGS))

  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'share'),
  }
  const folders = ['--user-data-dir', data, '--extensions-dir', join(data, 'extensions')]
  execFileSync(process.execPath, [script, ...folders, '--install-extension', vsix], { env, stdio: 'pipe' })

  const port = await freePort()
  const flags = [
    '--auth',
    'none',
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
  ]
  const server = spawn(process.execPath, [script, '--bind-addr', `127.0.0.1:${port}`, ...flags, ...folders], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => said.push(String(data)))
  await healthy(`http://127.0.0.1:${port}/healthz`, server, said)

  return {
    address: (folder) => `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`,
    project(from) {
      const folder = join(mkdtempSync(join(home, 'project-')), 'shop')
      cpSync(from, folder, { recursive: true })
      return folder
    },
    languageServers() {
      const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
      return processes.filter((id) => isLanguageServer(id, data)).map(Number)
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      if (server.exitCode === null) {
        server.kill()
        await ended
      }
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

function isLanguageServer(id: string, data: string): boolean {
  try {
    const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0')
    return words.some((word) => word.startsWith(data) && word.endsWith('dist/server/main.js'))
  } catch {
    // It ended meanwhile.
    return false
  }
}

async function healthy(url: string, server: ChildProcess, said: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (server.exitCode !== null) throw new Error(`code-server ended:\n${said.join('')}`)
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return
    await pause(200)
  }
  throw new Error(`code-server did not start in time:\n${said.join('')}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
