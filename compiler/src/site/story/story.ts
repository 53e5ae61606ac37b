import type { Instant, NodeId, RunId, StepKey } from '@journey-lang/runtime'

/** What happened to a contact, and why it is where it is, in words that anybody can read. */
export interface Story {
  contact: string
  /** IANA name of the contact's time zone, in which every time is told. */
  zone: string
  /** The moment at which it is told. */
  now: Instant
  attributes: Fact[]
  tags: string[]
  /** A run each: those that are live first, then those that are over, the latest first. */
  chapters: Chapter[]
  /** What belongs to no run: entries that were refused, tags from outside, mistakes in what was told. */
  outside: Sentence[]
  /** What is older than the oldest entry that was read is not told. */
  shortened: boolean
}

/** A name and its value, both as the language writes them. */
export interface Fact {
  name: string
  value: string
}

/** How a run stands. */
export type ChapterState = 'waiting' | 'finished' | 'exited' | 'held_out'

/** One run of the contact through a journey. */
export interface Chapter {
  run: RunId
  journey: string
  title: string
  state: ChapterState
  /** The whole in one sentence: where the contact is, and why. */
  summary: string
  /** The step that the run stands at, or ended at. Absent for one that is held out. */
  node?: NodeId
  /** Where that step is written: `welcome.journey:12`. */
  place?: string
  enteredAt: Instant
  /** The run is on a version of the journey that is not the latest. */
  earlier: boolean
  /** What happened, in order. */
  past: Sentence[]
  /** What it waits for, what would move it on, what would end it, and which goals are left. */
  present: Sentence[]
}

/** What a sentence is about: renderers give each a sign of its own. */
export type Topic =
  | 'enter'
  | 'refuse'
  | 'stage'
  | 'ask'
  | 'wait'
  | 'reach'
  | 'time'
  | 'send'
  | 'hold_back'
  | 'fail'
  | 'call'
  | 'notify'
  | 'mark'
  | 'goal'
  | 'exit'
  | 'finish'
  | 'move'
  | 'problem'

/** One thing that happened or that may come. */
export interface Sentence {
  topic: Topic
  /** When it happened. Absent for what is so now. */
  at?: Instant
  text: string
  /** The facts that decided it: `contact.country is FR`. */
  because?: string[]
  node?: NodeId
  /** Where the step is written: `welcome.journey:12`. */
  place?: string
  /** What was asked of the outside: a message, a call or a notification. */
  key?: StepKey
}
