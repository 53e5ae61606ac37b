import { styleText } from 'node:util'

type Paint = (text: string) => string

/** Colours with a meaning. Without colour each gives its text back as it is. */
export interface Style {
  error: Paint
  warning: Paint
  hint: Paint
  good: Paint
  strong: Paint
  faint: Paint
  /** Lines, arrows and other things that hold a report together. */
  frame: Paint
  /** The stretch of a source line that a finding is about. */
  marked: Paint
}

type Format = Parameters<typeof styleText>[0]

/** The colours of a stream, or none. */
export function createStyle(coloured: boolean): Style {
  const paint = (format: Format): Paint =>
    // An empty text gets no escape codes, so that lines can be trimmed.
    coloured
      ? (text) => (text === '' ? '' : styleText(format, text, { validateStream: false }))
      : (text) => text
  return {
    error: paint(['bold', 'red']),
    warning: paint(['bold', 'yellow']),
    hint: paint(['bold', 'cyan']),
    good: paint('green'),
    strong: paint('bold'),
    faint: paint('dim'),
    frame: paint('blue'),
    marked: paint('underline'),
  }
}

/** No colours: for files, pipes and tests. */
export const PLAIN = createStyle(false)

/**
 * Whether to write in colour. `FORCE_COLOR` decides if it is set (`0` and `false` mean no), then `NO_COLOR`
 * (https://no-color.org: any value but the empty one), then whether a person is looking.
 */
export function wantsColour(isTerminal: boolean, environment: NodeJS.ProcessEnv): boolean {
  const forced = environment.FORCE_COLOR
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if (environment.NO_COLOR) return false
  return isTerminal && environment.TERM !== 'dumb'
}
