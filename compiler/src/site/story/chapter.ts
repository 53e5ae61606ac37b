import type { Instant, NodeId, Run, RunId } from '@journey-lang/runtime'
import { clean } from '../../emit/bidi.ts'
import { own } from '../../emit/expression-text.ts'
import { quote, sentence, stageWords, stepWords } from '../../emit/words.ts'
import { wordsOf } from './scene.ts'
import { throughText } from './starts.ts'
import type { Chapter, ChapterState, Sentence } from './story.ts'
import { momentText } from './times.ts'
import { placeOf, type Version } from './versions.ts'

/** What the log tells of one run, gathered while it is read. */
export class ChapterWriter {
  readonly run: RunId
  version: Version
  readonly start: string
  readonly enteredAt: Instant
  state: ChapterState
  node: NodeId | undefined
  /** The title of the journey that put the contact in, if one did. */
  readonly by: string | undefined
  /** Since when the run stands still at its step. */
  heldAt: Instant | undefined
  endedAt: Instant | undefined
  reason: string | undefined
  readonly #past: Sentence[] = []
  #stage: string | undefined

  constructor({
    run,
    version,
    start,
    enteredAt,
    state,
    node,
    by,
  }: Pick<ChapterWriter, 'run' | 'version' | 'start' | 'enteredAt' | 'state' | 'node' | 'by'>) {
    this.run = run
    this.version = version
    this.start = start
    this.enteredAt = enteredAt
    this.state = state
    this.node = node
    this.by = by
  }

  /** Adds what happened. What was said of the same message or call before is done with. */
  add(...sentences: Sentence[]): void {
    for (const told of sentences) {
      const before =
        told.key === undefined
          ? -1
          : this.#past.findIndex(({ key, topic }) => key === told.key && topic === 'wait')
      if (before >= 0) this.#past.splice(before, 1)
      this.#past.push(told)
    }
  }

  /** Notes that the run came to a step, and tells when that begins another stage. */
  arrive(node: NodeId, at: Instant): void {
    this.node = node
    this.heldAt = undefined
    const { journey } = this.version
    const name = own(journey.nodes, node)?.stage
    if (name === undefined || name === this.#stage) return
    this.#stage = name
    const stage = journey.stages.find((one) => one.name === name) ?? { name }
    this.add({ topic: 'stage', at, text: stageWords(stage, wordsOf(this)) })
  }

  /** The chapter, with what is so now of a run that is kept. */
  finish(state: Run | undefined, present: Sentence[], zone: string): Chapter {
    const { version, node } = this
    const place = node === undefined ? undefined : placeOf(version, { node })
    const waitsStill = ({ topic, key }: Sentence) =>
      topic === 'wait' && this.state === 'waiting' && (key === undefined || keyOf(state) === key)
    // What it waits for now is told of the present.
    const last = this.#past.at(-1)
    const past = last && waitsStill(last) ? this.#past.slice(0, -1) : this.#past
    return {
      run: this.run,
      journey: version.name,
      title: clean(version.journey.title ?? version.name),
      state: this.state,
      summary: this.#summary(state, zone),
      ...(node !== undefined && this.state !== 'held_out' && { node }),
      ...(place !== undefined && this.state !== 'held_out' && { place }),
      enteredAt: this.enteredAt,
      earlier: !version.latest,
      past,
      present,
    }
  }

  #summary(state: Run | undefined, zone: string): string {
    const { journey } = this.version
    const context = wordsOf(this, this.node)
    const start = journey.starts.find(({ id }) => id === this.start)
    const entered = `Came in on ${momentText(this.enteredAt, zone)},${throughText(start, context, this.by)}`
    const atOnce = this.endedAt === this.enteredAt
    const ended =
      this.endedAt === undefined ? '' : atOnce ? ' at once' : ` on ${momentText(this.endedAt, zone)}`
    switch (this.state) {
      case 'held_out':
        return `${entered}, and is held out: only goals are counted.`
      case 'finished':
        return `${entered}, and finished${ended}${this.reason === undefined ? '' : `: ${quote(clean(this.reason))}`}.`
      case 'exited':
        return `${entered}, and left before the end${ended}.`
      case 'waiting': {
        const node = this.node === undefined ? undefined : own(journey.nodes, this.node)
        const step = node === undefined ? 'a step' : sentence(stepWords(node, context))
        return `${entered}. Now: ${step}${untilText(state, zone)}.`
      }
    }
  }
}

function keyOf(run: Run | undefined): string | undefined {
  const hold = run?.hold
  return hold && 'key' in hold ? hold.key : undefined
}

function untilText(run: Run | undefined, zone: string): string {
  const hold = run?.hold
  if (!hold || !('due' in hold) || hold.due === undefined) return ''
  return `; until ${momentText(hold.due, zone)}${hold.kind === 'wait' ? ' at the latest' : ''}`
}
