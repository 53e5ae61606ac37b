/** Runs what a page shows of a service: it is started once, and asked by real commands of a shell. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './pages.ts'

const MAIN = join(root, 'compiler/src/cli/main.ts')
const FROM_SOURCES = join(root, 'compiler/test/cli/from-sources.mjs')
/** Where pages say that the service listens. */
const SHOWN = 'http://127.0.0.1:8080'

export class ShownService {
  readonly #folder: string
  readonly #bin: string
  #child: ChildProcess | undefined
  #url = SHOWN

  /** `bin` gets a `journey` that runs from the sources. */
  constructor(folder: string, bin: string) {
    this.#folder = folder
    this.#bin = bin
    mkdirSync(bin, { recursive: true })
    const command = join(bin, 'journey')
    writeFileSync(
      command,
      `#!/bin/sh\nexec "${process.execPath}" --import "${FROM_SOURCES}" "${MAIN}" "$@"\n`,
    )
    chmodSync(command, 0o755)
  }

  /** Starts what the one command of a transcript starts, and gives the transcript. It may listen anywhere. */
  async start(transcript: string): Promise<string> {
    const [command = ''] = commandsIn(transcript)
    const child = spawn('bash', ['-c', `exec ${command} --port 0`], this.#options)
    this.#child = child
    let out = ''
    let err = ''
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    while (!err.includes('"listening"')) {
      if (child.exitCode !== null) throw new Error(`The service ended: ${out}${err}`)
      await pause(20)
    }
    this.#url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)![0]
    return shown(`$ ${command}\n${out.replaceAll(this.#url, SHOWN)}`)
  }

  /** Runs the commands of a transcript, and gives them with what they print. */
  async run(transcript: string): Promise<string> {
    let text = ''
    for (const command of commandsIn(transcript)) {
      const real = command.replaceAll(SHOWN, this.#url)
      const { stdout, stderr } = await promisify(execFile)('bash', ['-c', real], this.#options).catch(
        (error: { stdout: string; stderr: string }) => error,
      )
      const printed = `${stdout}${stderr}`
      text += `$ ${command}\n${printed}${printed === '' || printed.endsWith('\n') ? '' : '\n'}`
    }
    return shown(text)
  }

  stop(): void {
    this.#child?.kill('SIGKILL')
  }

  get #options() {
    return { cwd: this.#folder, env: { ...process.env, PATH: `${this.#bin}:${process.env.PATH}` } }
  }
}

/** The commands after each `$`; one that ends with a backslash goes on in the next line. */
function commandsIn(transcript: string): string[] {
  return [...transcript.matchAll(/^\$ ((?:.*\\\n)*.*)$/gm)].map(([, command]) => command!)
}

/** A transcript without what differs from run to run: moments. */
export function shown(transcript: string): string {
  return (
    transcript
      .replace(/\b20\d\d-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(\.\d+)?Z/g, 'TIME')
      .replace(/TIME[^\s"]*\.eml/g, 'TIME.eml')
      // Only where the clock went on by a millisecond since it happened.
      .replaceAll(',"received":"TIME"', '')
  )
}

export const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))
