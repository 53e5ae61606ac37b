import type {
  ContactState,
  Input,
  Instant,
  NodeId,
  Run,
  RunId,
  RuntimeRecord,
  Value,
} from '@journey-lang/runtime'
import type { LogEntry } from '@journey-lang/runtime/service'
import { clean, isolate } from '../../emit/bidi.ts'
import { own, typeOf } from '../../emit/expression-text.ts'
import { quote, segmentText } from '../../emit/words.ts'
import { type Deliveries, tellAct } from './acts.ts'
import { Answers } from './answers.ts'
import { ChapterWriter } from './chapter.ts'
import { shortValue } from './facts.ts'
import type { Knowledge } from './knowledge.ts'
import { tellPresent } from './present.ts'
import type { Scene } from './scene.ts'
import { tellEntry, tellRefusal } from './starts.ts'
import { tellMiss, tellPassing } from './steps.ts'
import type { Chapter, Sentence } from './story.ts'
import { momentText } from './times.ts'
import type { Version, Versions } from './versions.ts'

export interface TellerSource {
  contact: ContactState
  knowledge: Knowledge
  zone: string
  versions: Versions
  /** By run, the hash of the version that it was on before it was taken to another. */
  firstVersions: ReadonlyMap<RunId, string>
  deliveries: Deliveries
}

/** Reads a log entry by entry, and turns what it says into chapters. */
export class Teller {
  readonly outside: Sentence[] = []
  readonly #source: TellerSource
  readonly #states: ReadonlyMap<RunId, Run>
  readonly #chapters = new Map<RunId, ChapterWriter>()
  readonly #answers = new Answers()

  constructor(source: TellerSource) {
    this.#source = source
    this.#states = new Map(source.contact.runs.map((run) => [run.id, run]))
  }

  read({ input, records, at }: LogEntry): void {
    const { knowledge } = this.#source
    knowledge.learnInput(input)
    this.#tellInput(input, at)
    const waiting = input.kind === 'event' && !input.history ? this.#waiting() : []
    const entering = new Map<string, string>()
    for (const record of records) {
      this.#tellRecord(record, input, entering)
      this.#answers.add(record)
      knowledge.learnRecord(record)
    }
    for (const { writer, node, heldAt } of waiting) {
      if (writer.heldAt !== heldAt || writer.node !== node || input.kind !== 'event') continue
      const told = tellMiss(this.#sceneOf(writer.version, writer.run, input), node, input.event, at)
      if (told) writer.add(told)
    }
  }

  /** The runs that stand still, and where. */
  #waiting(): { writer: ChapterWriter; node: NodeId; heldAt: Instant }[] {
    return [...this.#chapters.values()].flatMap((writer) => {
      const { state, node, heldAt } = writer
      return state === 'waiting' && node !== undefined && heldAt !== undefined
        ? [{ writer, node, heldAt }]
        : []
    })
  }

  /** The chapters, the live ones first, then the latest first. */
  chapters(now: Instant): Chapter[] {
    for (const run of this.#states.keys()) this.#writerOf(run)
    const { zone, deliveries } = this.#source
    const written = [...this.#chapters.values()].map((writer) => {
      const state = this.#states.get(writer.run)
      if (state) writer.node = state.state === 'held_out' ? undefined : state.node
      const present = state ? tellPresent(this.#scene(writer), state, now, deliveries) : []
      return writer.finish(state, present, zone)
    })
    const rank = ({ state }: Chapter) => (state === 'waiting' ? 0 : 1)
    return written.sort((a, b) => rank(a) - rank(b) || b.enteredAt - a.enteredAt)
  }

  /** The chapter of a run; begun here when its beginning is no longer in the log. */
  #writerOf(run: RunId): ChapterWriter | undefined {
    const state = this.#states.get(run)
    const known = this.#chapters.get(run)
    if (known !== undefined || state === undefined) return known
    const { versions } = this.#source
    const version = versions.byHash(state.journey, state.hash) ?? versions.latest(state.journey)
    if (version === undefined) return undefined
    const { start, enteredAt, node } = state
    const stands = state.state === 'active' ? 'waiting' : state.state
    const writer = new ChapterWriter({ run, version, start, enteredAt, state: stands, node, by: undefined })
    this.#chapters.set(run, writer)
    return writer
  }

  #tellInput(input: Input, at: Instant): void {
    if (input.kind === 'contact') {
      const told = Object.entries(input.attributes ?? {}).map(([field, value]) =>
        value === null
          ? `${isolate(clean(field))} no longer known`
          : `${isolate(clean(field))} ${this.#value(field, value)}`,
      )
      if (told.length > 0) {
        this.outside.push({ topic: 'mark', at, text: `We learned: ${told.join(', ')}.` })
      }
    } else if (input.kind === 'event' && !input.history) {
      const answer = this.#answers.tell(input)
      if (answer === undefined) return
      const writer = answer.run === undefined ? undefined : this.#chapters.get(answer.run)
      if (writer) writer.add(answer.sentence)
      else this.outside.push(answer.sentence)
    }
  }

  #value(field: string, value: Value): string {
    const bundle = this.#source.versions.newest
    return shortValue(value, bundle && typeOf({ var: ['contact', field] }, { bundle }))
  }

  #tellRecord(record: RuntimeRecord, input: Input, entering: Map<string, string>): void {
    switch (record.kind) {
      case 'entered':
      case 'held_out':
        this.#begin(record, input, entering.get(record.journey))
        break
      case 'refused': {
        const version = this.#source.versions.at(record.journey, record.at)
        if (version) this.outside.push(tellRefusal(this.#sceneOf(version, '', input), record))
        break
      }
      case 'missed':
        this.outside.push({ topic: 'refuse', at: record.at, text: this.#missedText(record) })
        break
      case 'joined':
      case 'left':
        this.outside.push({ topic: 'mark', at: record.at, text: this.#segmentText(record) })
        break
      default:
        this.#tellOfRun(record, input, entering)
    }
  }

  #missedText({ journey, at, count, due }: Extract<RuntimeRecord, { kind: 'missed' }>): string {
    const { versions, zone } = this.#source
    const title = quote(clean(versions.at(journey, at)?.journey.title ?? journey))
    const starts = count === 1 ? 'A start' : `${count} starts`
    const were = count === 1 ? 'was' : 'were'
    return `${starts} by the calendar of ${title}, due on ${momentText(due, zone)}, came when nothing was running, and ${were} skipped.`
  }

  #segmentText({ kind, segment }: Extract<RuntimeRecord, { kind: 'joined' | 'left' }>): string {
    const bundle = this.#source.versions.newest
    const name = bundle ? segmentText(segment, bundle, quote) : isolate(clean(segment))
    return `${kind === 'joined' ? 'Joined' : 'Left'} ${name}.`
  }

  #begin(
    record: Extract<RuntimeRecord, { kind: 'entered' | 'held_out' }>,
    input: Input,
    by: string | undefined,
  ): void {
    const { run, journey, at, start } = record
    const { versions, knowledge } = this.#source
    const state = this.#states.get(run)
    const hash = this.#source.firstVersions.get(run) ?? state?.hash
    const version =
      (hash !== undefined && versions.byHash(journey, hash)) ||
      (versions.at(journey, at) ?? versions.latest(journey))
    if (version === undefined) return
    const on = version.journey.starts.find(({ id }) => id === start)?.on
    if (on && 'event' in on && input.kind === 'event' && input.event === on.event) {
      knowledge.learnPayload(run, 'start', input.payload ?? {})
    }
    const writer = new ChapterWriter({
      run,
      version,
      start,
      enteredAt: at,
      state: record.kind === 'entered' ? 'waiting' : 'held_out',
      node: undefined,
      by,
    })
    this.#chapters.set(run, writer)
    writer.add(...tellEntry(this.#sceneOf(version, run, input), record, by))
    if (record.kind === 'entered') writer.arrive(record.node, at)
  }

  #tellOfRun(
    record: Exclude<
      RuntimeRecord,
      { kind: 'entered' | 'held_out' | 'refused' | 'missed' | 'joined' | 'left' }
    >,
    input: Input,
    entering: Map<string, string>,
  ): void {
    const writer = record.run === undefined ? undefined : this.#writerOf(record.run)
    if (writer && record.kind === 'migrated') {
      writer.version = this.#source.versions.byHash(record.journey, record.hash) ?? writer.version
    }
    const version = writer?.version ?? this.#anyVersion(record.journey)
    if (version === undefined) return
    const scene = this.#sceneOf(version, record.run ?? '', input)
    if (record.kind === 'passed') {
      if (writer === undefined) return
      this.#learnArm(version, record, input)
      const told = tellPassing(scene, record, writer.heldAt)
      if (told) writer.add(told)
      const node = own(version.journey.nodes, record.node)
      if (node?.kind === 'enter') entering.set(node.journey, version.journey.title ?? version.name)
      writer.arrive(record.to, record.at)
      return
    }
    const told = tellAct(scene, record, this.#source.deliveries)
    if (told) {
      if (writer) writer.add(told)
      else if (record.run === undefined) this.outside.push(told)
    }
    if (writer === undefined) return
    if (record.kind === 'held') writer.heldAt = record.at
    else if (record.kind === 'migrated' && record.to !== undefined && record.to !== record.node)
      writer.arrive(record.to, record.at)
    else if (record.kind === 'finished' || record.kind === 'exited') {
      writer.state = record.kind
      writer.endedAt = record.at
      writer.reason = record.kind === 'finished' ? record.reason : record.exit
    }
  }

  /** What was waited for brings its payload with it, if it came just now. */
  #learnArm(
    version: Version,
    { run, node: id, edge }: Extract<RuntimeRecord, { kind: 'passed' }>,
    input: Input,
  ) {
    const node = own(version.journey.nodes, id)
    const arm = node?.kind === 'wait' ? node.arms.find(({ name }) => name === edge) : undefined
    if (!arm || !('on' in arm) || !('event' in arm.on) || input.kind !== 'event') return
    if (input.event === arm.on.event) this.#source.knowledge.learnPayload(run, id, input.payload ?? {})
  }

  #anyVersion(journey: string | undefined): Version | undefined {
    const { versions } = this.#source
    return journey === undefined ? versions.any() : versions.latest(journey)
  }

  #scene(writer: ChapterWriter): Scene {
    return this.#sceneOf(writer.version, writer.run)
  }

  #sceneOf(version: Version, run: RunId, input?: Input): Scene {
    const { knowledge, zone } = this.#source
    const state = this.#states.get(run)
    return {
      version,
      run,
      ...(state && { state }),
      knowledge,
      zone,
      ...(input?.kind === 'event' && { event: { name: input.event, payload: input.payload ?? {} } }),
    }
  }
}
