/** Runs what a page shows to be run, and finds what it shows to come of it. */
import { journey } from '../../compiler/src/cli/dispatch.ts'
import { PLAIN } from '../../compiler/src/cli/style.ts'
import { commandsOf, journeyWords } from './shell.ts'

/** Runs the commands after each `$`, and gives the transcript: the commands, and all that they print. */
export async function replay(transcript: string, directory: string): Promise<string> {
  let text = ''
  const print = (printed: string) => {
    text += printed
  }
  const style = { out: PLAIN, err: PLAIN }
  const terminal = {
    directory,
    out: print,
    err: print,
    input: async () => new Uint8Array(),
    askedToStop: async () => {},
    style,
    width: 100,
  }
  for (const line of transcript.split('\n').filter((one) => one.startsWith('$ '))) {
    text += `${line}\n`
    for (const words of commandsOf(line.slice(2))) {
      const given = journeyWords(words)
      if (!given) throw new Error(`Only "journey" can be run here, not "${words.join(' ')}".`)
      await journey(given, { ...terminal, debug: false })
    }
  }
  // Nobody sees spaces at the end of a line.
  const printed = text.replace(/[ \t]+$/gm, '')
  return transcript.endsWith(CUT) ? cutLike(printed, transcript) : printed
}

/** The last line of a transcript that leaves out what comes after it. */
const CUT = '\n…\n'

function cutLike(printed: string, shown: string): string {
  const kept = shown.split('\n').length - 2
  return printed.split('\n').slice(0, kept).join('\n') + CUT
}

/** What stands at a path such as `journeys.welcome.nodes["send hello"]` in a JSON value. */
export function valueAt(value: unknown, path = ''): unknown {
  let at = value
  for (const match of path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)) {
    at = (at as Record<string, unknown>)[(match[1] ?? match[2] ?? match[3])!]
  }
  return at
}
