import stringWidth from 'string-width'
import { clean } from '../../emit/bidi.ts'
import type { Chapter, ChapterState, Sentence, Story, Topic } from '../../site/story/story.ts'
import { clockText, dayText, momentText } from '../../site/story/times.ts'
import { visible } from '../report/visible.ts'
import type { Style } from '../style.ts'

export interface StoryTextOptions {
  style: Style
  /** Columns that a line may have. */
  width: number
  /** Chapters that are over are told whole, too, and what belongs to no run. */
  all: boolean
  /** Only this journey was asked for. */
  journey?: string | undefined
}

/** The widest lines that are pleasant to read. */
const WIDEST = 100
const NARROWEST = 40

/** What shows how a run stands. */
const STATES: Readonly<Record<ChapterState, readonly [label: string, paint: keyof Style]>> = {
  waiting: ['inside', 'warning'],
  finished: ['finished', 'good'],
  exited: ['left', 'error'],
  held_out: ['held out', 'hint'],
}

/** How the signs of sentences look. Those that are not here are quiet. */
const PAINTS: Partial<Record<Topic, keyof Style>> = {
  enter: 'good',
  reach: 'good',
  goal: 'good',
  wait: 'warning',
  time: 'warning',
  hold_back: 'warning',
  refuse: 'error',
  fail: 'error',
  problem: 'error',
  exit: 'error',
  stage: 'strong',
}

/** A story for a terminal. */
export function storyText(story: Story, options: StoryTextOptions): string {
  const { style, all, journey } = options
  const { contact, zone, now, chapters, outside, shortened } = story
  const writer = new Writer(options)
  writer.line(`${style.strong(visible(contact))}  ${style.faint(`${zone}, ${momentText(now, zone)}`)}`)
  const known = [
    ...story.attributes.map(({ name, value }) => `${name} ${value}`),
    ...story.tags.map((tag) => `#${clean(tag)}`),
  ]
  if (known.length > 0) writer.wrapped(known.join(' · '), { paint: style.faint })
  if (chapters.length === 0) {
    writer.line()
    writer.wrapped(`This contact has not been in ${journey === undefined ? 'any' : 'this'} journey.`)
  }
  for (const chapter of chapters) {
    const whole = all || chapter.state === 'waiting' || chapters.length === 1
    writeChapter(writer, chapter, zone, whole, style)
  }
  const told =
    all || chapters.length === 0
      ? outside
      : outside.filter(({ topic }) => topic === 'refuse' || topic === 'problem')
  if (told.length > 0) {
    writer.line()
    writer.line(style.strong('Besides'))
    writePast(writer, told, zone, style)
  }
  const hidden = chapters.length > 1 && !all && chapters.some(({ state }) => state !== 'waiting')
  if (hidden || shortened) writer.line()
  if (shortened)
    writer.wrapped('What happened before the oldest entry of the log that was read is not told.', {
      paint: style.faint,
    })
  if (hidden) writer.wrapped('--all tells the runs that are over step by step, too.', { paint: style.faint })
  return writer.text
}

function writeChapter(writer: Writer, chapter: Chapter, zone: string, whole: boolean, style: Style): void {
  const { title, state, earlier, summary, past, present, run, place } = chapter
  const [label, paint] = STATES[state]
  const version = earlier ? style.faint(' · on an earlier version') : ''
  writer.line()
  writer.line(`${style.strong(title)}  ${style[paint](label)}${version}  ${style.faint(visible(run))}`)
  writer.wrapped(summary, {
    indent: 2,
    ...(state === 'waiting' && place !== undefined && { aside: style.faint(place) }),
  })
  if (!whole) return
  writer.line()
  writePast(writer, past, zone, style)
  if (present.length === 0) return
  writer.line()
  writer.line(`  ${style.strong(state === 'waiting' ? 'Now' : 'Goals')}`)
  for (const sentence of present) writeSentence(writer, sentence, '', style)
}

/** What happened, with the day where it changes and the time where it does. */
function writePast(writer: Writer, past: readonly Sentence[], zone: string, style: Style): void {
  let day = ''
  let clock = ''
  for (const sentence of past) {
    const { at } = sentence
    const today = at === undefined ? day : dayText(at, zone)
    if (today !== day) {
      writer.line(`  ${style.strong(today)}`)
      day = today
      clock = ''
    }
    const time = at === undefined ? '' : clockText(at, zone)
    writeSentence(writer, sentence, time === clock ? '' : time, style)
    clock = time
  }
}

const MARGIN = 9

function writeSentence(
  writer: Writer,
  { topic, text, because, place }: Sentence,
  time: string,
  style: Style,
): void {
  const paint = PAINTS[topic]
  const sign = topic === 'stage' ? '▸' : '•'
  const lead = `  ${style.faint(time.padEnd(5))}  ${paint ? style[paint](sign) : style.faint(sign)} `
  const shown = topic === 'stage' ? style.strong(text) : text
  writer.wrapped(shown, {
    lead,
    indent: MARGIN + 2,
    ...(place !== undefined && { aside: style.faint(place) }),
  })
  if (because) writer.wrapped(because.join(' · '), { indent: MARGIN + 2, paint: style.faint })
}

interface Wrapping {
  lead?: string
  indent?: number
  paint?: (text: string) => string
  aside?: string
}

/** Gathers lines, cut at spaces where they are too wide. */
class Writer {
  text = ''
  readonly #width: number

  constructor({ width }: StoryTextOptions) {
    this.#width = Math.max(NARROWEST, Math.min(width, WIDEST))
  }

  line(text = ''): void {
    this.text += `${text}\n`
  }

  /** A text over as many lines as it needs; the first begins with `lead`, and `aside` stands behind the last. */
  wrapped(text: string, { lead, indent = 0, paint = (one) => one, aside }: Wrapping = {}): void {
    const margin = ' '.repeat(indent)
    let line = ''
    let begins = lead ?? margin
    for (const word of text.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && indent + stringWidth(longer) > this.#width) {
        this.line(begins + paint(line))
        begins = margin
        line = word
      } else line = longer
    }
    const room = this.#width - indent - stringWidth(line)
    if (aside === undefined) this.line((begins + paint(line)).trimEnd())
    else if (stringWidth(aside) + 2 <= room) this.line(`${begins}${paint(line)}  ${aside}`)
    else {
      this.line(begins + paint(line))
      this.line(margin + aside)
    }
  }
}
