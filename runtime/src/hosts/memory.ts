import { apply } from '../core/apply.ts'
import { dueInput } from '../core/due.ts'
import type { CallResult, Input, Outcome } from '../core/inputs.ts'
import type { CallCommand, Command, NotifyCommand, RuntimeRecord, SendCommand } from '../core/output.ts'
import { sampleResult } from '../core/sample-values.ts'
import { type ContactState, newContact } from '../core/state.ts'
import type { LoadedBundle } from '../graph/loaded.ts'
import { formatProblem } from '../problems.ts'
import type { Content, Renderer } from '../render/renderer.ts'
import type { Instant } from '../time/instant.ts'
import { createTimerQueue } from './timer-queue.ts'

/** How a memory host meets the outside. */
export interface MemoryHostOptions {
  /**
   * Hands a message over. `undefined`: the outcome is not known yet, and will be posted as an input. By default all
   * goes well.
   */
  deliver?: (send: SendCommand) => Outcome | undefined
  /**
   * Carries an action out. `undefined`: the result is not known yet, and will be posted as an input. By default it
   * answers with made-up values.
   */
  answer?: (call: CallCommand) => CallResult | undefined
  /** Writes the texts of messages. Without one, messages have no content. */
  renderer?: Renderer
  /** Takes each record. Without it, they are kept in `records`. */
  onRecord?: (record: RuntimeRecord) => void
  /** Takes each message. Without it, they are kept in `sent`. */
  onSend?: (sent: HandedMessage) => void
  /** Takes each call of an action. Without it, they are kept in `calls`. */
  onCall?: (call: HandedCall) => void
  /** Takes each notification. Without it, they are kept in `notices`. */
  onNotify?: (notice: NotifyCommand) => void
}

/** A message that was handed over, and what became of it. */
export interface HandedMessage extends SendCommand {
  content?: Content
  outcome?: Outcome
}

/** An action that was called, and what it answered at once. */
export interface HandedCall extends CallCommand {
  result?: CallResult
}

/**
 * Runs a bundle in memory, on a clock that only moves when it is told to. For scenarios, logs and tests: the same
 * calls always give the same result.
 */
export interface MemoryHost {
  /** The moment that the clock shows. */
  readonly now: Instant
  readonly records: readonly RuntimeRecord[]
  readonly sent: readonly HandedMessage[]
  readonly calls: readonly HandedCall[]
  readonly notices: readonly NotifyCommand[]
  contact(id: string): ContactState | undefined
  contacts(): IterableIterator<ContactState>
  /**
   * Takes an input, after the timers that are due before it. An input from before `now` counts as received late.
   * Returns the records of the input itself.
   */
  post(input: Input): readonly RuntimeRecord[]
  /** Moves the clock on, through the timers that are due until then. The clock never goes back. */
  advanceTo(instant: Instant): void
  /**
   * Puts another bundle in place, with the earlier versions of journeys that runs are on, and looks at every contact.
   * The renderer is the one for it.
   */
  deploy(bundle: LoadedBundle, renderer?: Renderer): void
  /** Moves the clock from timer to timer until none is left. False when some are due after the limit. */
  runUntilIdle(limit: Instant): boolean
}

type Note = (record: RuntimeRecord) => void

/** Begins a host without contacts, whose clock moves with what it is told. */
export function createMemoryHost(first: LoadedBundle, options: MemoryHostOptions = {}): MemoryHost {
  let bundle = first
  const contacts = new Map<string, ContactState>()
  const timers = createTimerQueue<string>()
  const records: RuntimeRecord[] = []
  const sent: HandedMessage[] = []
  const calls: HandedCall[] = []
  const notices: NotifyCommand[] = []
  const { deliver = () => ({ ok: true }), answer = madeUp } = options
  let { renderer } = options
  const onRecord = options.onRecord ?? ((record) => records.push(record))
  const onSend = options.onSend ?? ((message) => sent.push(message))
  const onCall = options.onCall ?? ((call) => calls.push(call))
  const onNotify = options.onNotify ?? ((notice) => notices.push(notice))
  let now = Number.NEGATIVE_INFINITY

  function madeUp({ action, at }: CallCommand): CallResult {
    return { ok: true, values: sampleResult(bundle.actions.get(action)!, at) }
  }

  /** Applies an input, and the outcomes of the messages that it makes the runtime send. */
  function work(first: Input): RuntimeRecord[] {
    const made: RuntimeRecord[] = []
    const note: Note = (record) => {
      made.push(record)
      onRecord(record)
    }
    const inputs = [first]
    for (const input of inputs) {
      const before = contacts.get(input.contact) ?? newContact(input.contact)
      const applied = apply(bundle, before, input)
      // An input that is refused makes nobody known.
      if (applied.contact !== before) contacts.set(input.contact, applied.contact)
      applied.records.forEach(note)
      for (const command of applied.commands) {
        const outcome = carryOut(command, applied.contact, note)
        if (outcome) inputs.push(outcome)
      }
    }
    return made
  }

  /** Gives what the runtime is to be told of it at once. */
  function carryOut(command: Command, contact: ContactState, note: Note): Input | undefined {
    switch (command.kind) {
      case 'timer':
      case 'wake':
        timers.add(command.due, command.contact)
        return undefined
      case 'send':
        return send(command, contact, note)
      case 'call':
        return call(command)
      case 'notify':
        onNotify(command)
        return undefined
    }
  }

  function call(command: CallCommand): Input | undefined {
    const { contact, action, key, at } = command
    const result = answer(command)
    onCall({ ...command, ...(result && { result }) })
    return result && { kind: 'result', contact, action, key, at, ...result }
  }

  function send(command: SendCommand, contact: ContactState, note: Note): Input | undefined {
    const content = renderer?.render(contact, command.message, command.args, command.at, command.pinned)
    // To the runtime it is a send that failed; that it never can succeed is for those who read the records.
    for (const problem of content?.ok === false ? content.problems : []) {
      const { contact, journey, run, at } = command
      note({ kind: 'problem', at, contact, journey, run, problem })
    }
    const outcome: Outcome | undefined =
      content?.ok === false
        ? { ok: false, reason: content.problems.map(formatProblem).join('; ') }
        : deliver(command)
    onSend({ ...command, ...(content?.ok && { content: content.value }), ...(outcome && { outcome }) })
    return (
      outcome && { kind: 'outcome', contact: command.contact, key: command.key, at: command.at, ...outcome }
    )
  }

  function fireTimers(isDue: (due: Instant) => boolean): void {
    for (let due = timers.nextDue(); due !== undefined && isDue(due); due = timers.nextDue()) {
      const contact = timers.take()!
      now = Math.max(now, due)
      // What was asked for before and is not waited for any more is nothing to come back for.
      const input = dueInput(contacts.get(contact)!, now)
      if (input) work(input)
    }
  }

  /** Sets the clock. When it starts, contacts who were known before learn what time it is. */
  function setClock(instant: Instant): void {
    const starts = now === Number.NEGATIVE_INFINITY && instant > now
    now = Math.max(now, instant)
    if (!starts || bundle.schedules.id === undefined) return
    for (const contact of [...contacts.keys()]) work({ kind: 'wake', contact, at: now })
  }

  return {
    get now() {
      return now
    },
    records,
    sent,
    calls,
    notices,
    contact: (id) => contacts.get(id),
    contacts: () => contacts.values(),
    post(input) {
      const received = Math.max(input.received ?? input.at ?? now, now)
      fireTimers((due) => due < received)
      // A contact that is known from the beginning does not set the clock.
      setClock(received)
      return work(
        received === input.at || received === Number.NEGATIVE_INFINITY ? input : { ...input, received },
      )
    },
    advanceTo(instant) {
      fireTimers((due) => due <= instant)
      setClock(instant)
    },
    deploy(next, itsRenderer) {
      bundle = next
      renderer = itsRenderer
      if (now === Number.NEGATIVE_INFINITY) return
      for (const contact of [...contacts.keys()]) work({ kind: 'wake', contact, at: now })
    },
    runUntilIdle(limit) {
      fireTimers((due) => due <= limit)
      return timers.size === 0
    },
  }
}
