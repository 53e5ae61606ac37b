// What tests with browsers and editors need and a machine may lack: Debian's Chromium and Neovim, and code-server, which is
// Visual Studio Code in a browser. All are kept outside of the repository and installed once.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CODE_SERVER = '4.139.1'
const CHROMIUM = '/usr/bin/chromium'
const NEOVIM = '/usr/bin/nvim'
/** Fonts for the scripts of the examples, and what modules of code-server are built with. */
const FONTS = ['fonts-noto-core']
const LIBRARIES = [
  'libkrb5-dev',
  'libx11-dev',
  'libxkbfile-dev',
  'libsecret-1-dev',
  'pkg-config',
  'python3',
  'make',
  'g++',
]

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'journey-lang')

/** The path of a Chromium, which is installed if it is missing. */
export function chromium() {
  if (!existsSync(CHROMIUM)) install('Chromium', ['chromium', ...FONTS])
  return CHROMIUM
}

/** The path of a Neovim, which is installed if it is missing. */
export function neovim() {
  if (!existsSync(NEOVIM)) install('Neovim', ['neovim'])
  return NEOVIM
}

/** The path of code-server's script, which is installed if it is missing. That takes some minutes, and 620 MB. */
export function codeServer() {
  const folder = join(cache, `code-server-${CODE_SERVER}`)
  const script = join(folder, 'node_modules/code-server/out/node/entry.js')
  if (existsSync(script)) return script
  const missing = LIBRARIES.filter((name) => spawnSync('dpkg', ['-s', name]).status !== 0)
  if (missing.length > 0) install('code-server', missing)
  mkdirSync(cache, { recursive: true })
  // An install that fails leaves a folder in which the next one fails, too: it is made aside.
  const aside = mkdtempSync(join(cache, 'installing-'))
  try {
    writeFileSync(join(aside, 'package.json'), '{ "private": true }\n')
    const packages = [
      'install',
      `code-server@${CODE_SERVER}`,
      '--foreground-scripts',
      '--no-audit',
      '--no-fund',
    ]
    const { status, stdout, stderr } = spawnSync('npm', packages, {
      cwd: aside,
      env: cleanEnvironment(),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    if (status !== 0)
      throw new Error(`code-server could not be installed:\n${(stdout + stderr).slice(-4000)}`)
    if (!existsSync(script)) renameSync(aside, folder)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  return script
}

/** What belongs to the npm that runs this, and would be taken for the settings of the one that it starts. */
const OUTER = /^npm_(?:lifecycle|package|command|config_(?:user_agent|local_prefix|prefix|allow_scripts))/

/** Modules of code-server are built for the Node that runs this: the one that it asks for, and that the repository has. */
function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !OUTER.test(name))
  return { ...Object.fromEntries(kept), PATH: `${dirname(process.execPath)}:${process.env.PATH}` }
}

/** Installs packages of Debian, where that is allowed. */
function install(what, packages) {
  const apt = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages]
  const manual = `${what} is needed. Install it: sudo ${apt.join(' ')}`
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) throw new Error(manual)
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  const { status } = spawnSync(apt[0], apt.slice(1), {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) throw new Error(manual)
}

// Run by itself, before the tests: a test that waits for minutes looks as if it hung.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`Chromium: ${chromium()}\n`)
  process.stdout.write(`Neovim: ${neovim()}\n`)
  process.stdout.write('code-server, which takes some minutes the first time: ')
  process.stdout.write(`${codeServer()}\n`)
}
