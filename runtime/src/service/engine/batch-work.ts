import { type Applied, apply } from '../../core/apply.ts'
import { dueInput, nextDue } from '../../core/due.ts'
import { fingerprint } from '../../core/fingerprint.ts'
import type { StepKey } from '../../core/ids.ts'
import type { Input } from '../../core/inputs.ts'
import type { CallCommand, Command, NotifyCommand, RuntimeRecord, SendCommand } from '../../core/output.ts'
import type { ContactState } from '../../core/state.ts'
import type { LoadedBundle } from '../../graph/loaded.ts'
import { formatProblem, type Problem, problem, type Result } from '../../problems.ts'
import type { Content, Renderer } from '../../render/renderer.ts'
import { talliesOf } from '../../tally.ts'
import type { Instant } from '../../time/instant.ts'
import type { DeliveryStand } from '../store/deliveries.ts'
import { isDamage } from '../store/errors.ts'
import type { Store } from '../store/open.ts'
import { type Attempt, type Delivery, isOpen, type SetAside } from '../store/store.ts'
import type { Receipt } from './engine.ts'
import { settlement } from './settlement.ts'
import type { Working, WorkingSet } from './working-set.ts'

/** Something to be written. */
export type Work =
  | { readonly kind: 'input'; readonly input: Input }
  /** The first thing that a contact is due for. `no`: its number in the file, if that is known. */
  | { readonly kind: 'due'; readonly contact: string; readonly no?: number }
  /** `aside`: the run is not told now, for the runtime failed at that. */
  | { readonly kind: 'settle'; readonly key: StepKey; readonly attempt: Attempt; readonly aside?: Problem }
  | { readonly kind: 'retry'; readonly key: StepKey }
  /** Something that the runtime failed at before. */
  | { readonly kind: 'resume'; readonly setAside: SetAside }
  /** Something to be written that is no input, such as how far a job has come. */
  | { readonly kind: 'note'; write(): void }

/** For so long a contact is left alone when the runtime failed at what it was due for, in milliseconds. */
export const POSTPONED: Instant = 60 * 60_000

/** What an error that nobody foresaw is told as. */
export function faultOf(error: unknown): Problem {
  if (isDamage(error)) return problem('damaged_data', {})
  return problem('input_failed', { detail: error instanceof Error ? error.message : String(error) })
}

/** The key of what a record says was answered. */
function answeredKey(record: RuntimeRecord): StepKey | undefined {
  switch (record.kind) {
    case 'sent':
    case 'failed':
    case 'suppressed':
    case 'called':
    case 'call_failed':
      return record.key
    default:
      return undefined
  }
}

type DueInput = NonNullable<ReturnType<typeof dueInput>>

function isStillDue(taken: DueInput, next: DueInput | undefined): boolean {
  if (taken.kind === 'wake') return next?.kind === 'wake' && next.due === taken.due
  return next?.kind === 'timer' && next.run === taken.run && next.token === taken.token
}

/** Why something stays due that was taken. */
function stillDue(receipt: Receipt): string {
  const records = receipt.kind === 'taken' ? receipt.records : []
  const told = records.flatMap((record) => (record.kind === 'problem' ? [formatProblem(record.problem)] : []))
  return told.length > 0 ? [...new Set(told)].join('; ') : formatProblem(faultOf('a timer changed nothing'))
}

const UNCHANGED: Receipt = { kind: 'unchanged' }

/** Does the work of one transaction, a piece at a time, on the contacts of a working set. */
export class BatchWork {
  seq: number
  hasDeliveries = false
  /** What the runtime failed at. */
  readonly failures: string[] = []
  readonly #store: Store
  readonly #contacts: WorkingSet
  readonly #bundle: LoadedBundle
  readonly #renderer: Renderer
  readonly #now: Instant
  /** There may be some among what is due. */
  readonly #hasSetAside: boolean

  constructor(
    store: Store,
    contacts: WorkingSet,
    bundle: LoadedBundle,
    renderer: Renderer,
    now: Instant,
    seq: number,
  ) {
    this.#store = store
    this.#contacts = contacts
    this.#bundle = bundle
    this.#renderer = renderer
    this.#now = now
    this.#hasSetAside = store.setAside.count() > 0
    this.seq = seq
  }

  take(work: Work): Receipt {
    switch (work.kind) {
      case 'input':
        return this.#takeInput(work.input)
      case 'due':
        return this.#takeDue(work)
      case 'settle':
        return this.#settle(work)
      case 'retry':
        return this.#retry(work.key)
      case 'resume':
        return this.#resume(work.setAside)
      case 'note':
        work.write()
        return UNCHANGED
    }
  }

  #takeInput(input: Input): Receipt {
    const { id, received: told = this.#now, ...rest } = input
    const contact = this.#contacts.get(input.contact)
    if (id !== undefined) {
      const known = this.#store.inputIds.add(contact.no, id, fingerprint(input))
      if (known === 'same') return UNCHANGED
      if (known === 'other') return { kind: 'refused', problems: [problem('id_taken', { id })] }
    }
    // Whoever took it from the outside knows when that was; a batch comes later.
    const received = Math.min(told, this.#now)
    const given = {
      ...rest,
      ...(Number.isFinite(this.#now) && received !== input.at && { received }),
    }
    const receipt = this.#apply(contact, given, id)
    if (id !== undefined && receipt.kind !== 'taken') this.#store.inputIds.remove(contact.no, id)
    if (receipt.kind === 'taken' && (input.kind === 'outcome' || input.kind === 'result'))
      this.#answered(input.contact, receipt.records)
    return receipt
  }

  #takeDue({ contact: id, no }: Extract<Work, { kind: 'due' }>): Receipt {
    const contact = this.#contacts.get(id, no)
    const input = dueInput(contact.state, this.#now)
    if (input === undefined) {
      // What stands beside its state is wrong: it is written anew, or it would be taken again at once, for ever.
      contact.postponed = Number.NEGATIVE_INFINITY
      return UNCHANGED
    }
    const told = { ...input, at: nextDue(contact.state)! }
    const receipt = this.#apply(contact, input)
    if (receipt.kind !== 'refused' && isStillDue(input, dueInput(contact.state, this.#now))) {
      // It would be taken again at once, for ever.
      contact.postponed = this.#now + POSTPONED
      this.failures.push(stillDue(receipt))
    }
    if (receipt.kind === 'refused') {
      contact.postponed = this.#now + POSTPONED
      this.#setAside(told, receipt.problems)
    } else if (this.#hasSetAside) this.#store.setAside.remove({ contact: id, input: told })
    return receipt
  }

  /** Takes an input that nobody else would tell again. */
  #takeForSure(input: Input): Receipt {
    const given = input.at === this.#now ? input : { ...input, received: this.#now }
    const receipt = this.#apply(this.#contacts.get(input.contact), given)
    if (receipt.kind === 'refused') this.#setAside(input, receipt.problems)
    return receipt
  }

  #setAside(input: Input, problems: readonly Problem[]): void {
    const reason = problems.map(formatProblem).join('; ')
    this.#store.setAside.add({ contact: input.contact, at: this.#now, input, reason })
    this.failures.push(reason)
  }

  #resume(one: SetAside): Receipt {
    this.#store.setAside.remove(one)
    const { received: _, ...input } = one.input
    return this.#takeForSure(input)
  }

  /** Applies an input, and keeps all that comes of it. The id is kept in the log; the state need not hold it. */
  #apply(contact: Working, input: Input, id?: string): Receipt {
    const before = contact.state
    const applied = this.#attempt(before, input)
    const { commands, refused } = applied
    if (applied.contact === before) {
      if (refused) return { kind: 'refused', problems: refused }
      if (applied.records.length === 0) return UNCHANGED
    }
    contact.state = applied.contact
    const failures: Input[] = []
    const records = [...applied.records]
    for (const command of commands) this.#keep(contact, command, records, failures)
    const prev = contact.last
    const seq = ++this.seq
    contact.last = seq
    const told = JSON.stringify(id === undefined ? input : { ...input, id })
    this.#store.log.append({
      seq,
      contact: contact.no,
      prev,
      at: Math.max(this.#now, 0),
      input: told,
      records,
    })
    this.#store.counters.total('log', 1)
    for (const record of records) for (const tally of talliesOf(record)) this.#store.counters.tally(tally)
    for (const failure of failures) this.#apply(contact, failure)
    return refused ? { kind: 'refused', problems: refused } : { kind: 'taken', seq, records }
  }

  #attempt(contact: ContactState, input: Input): Applied {
    try {
      return apply(this.#bundle, contact, input)
    } catch (error) {
      // A fault of ours, that must not stop the others.
      return { contact, commands: [], records: [], refused: [faultOf(error)] }
    }
  }

  /** Timers follow from the state. Everything else is asked of the outside, and handed over once it is durable. */
  #keep(contact: Working, command: Command, records: RuntimeRecord[], failures: Input[]): void {
    if (command.kind === 'timer' || command.kind === 'wake') return
    if (command.kind !== 'send') {
      this.#hand(contact, command, { state: 'waiting', due: this.#now })
      return
    }
    const content = this.#render(contact.state, command)
    if (content.ok) {
      this.#hand(contact, command, { state: 'waiting', due: this.#now, content: content.value })
      return
    }
    // To the runtime it is a send that failed; that it never can succeed is for those who read the records.
    const { contact: id, journey, run, at, key } = command
    for (const found of content.problems) {
      records.push({ kind: 'problem', at, contact: id, journey, run, problem: found })
    }
    const reason = content.problems.map(formatProblem).join('; ')
    this.#hand(contact, command, { state: 'dead', settledAt: this.#now, reason })
    failures.push({ kind: 'outcome', contact: id, key, at, ok: false, reason })
  }

  /** A fault of ours is told as a text that could not be written. */
  #render(contact: ContactState, { message, args, at, pinned }: SendCommand): Result<Content> {
    try {
      return this.#renderer.render(contact, message, args, at, pinned)
    } catch (error) {
      const detail = formatProblem(faultOf(error))
      return { ok: false, problems: [problem('template_failed', { message, part: 'text', detail })] }
    }
  }

  #hand(
    contact: Working,
    command: SendCommand | CallCommand | NotifyCommand,
    more: Pick<Delivery, 'state' | 'due' | 'settledAt' | 'reason' | 'content'>,
  ): void {
    const { key, contact: id } = command
    const delivery = { key, contact: id, command, attempts: 0, createdAt: this.#now, ...more }
    this.#store.deliveries.insert(contact.no, delivery)
    this.#store.counters.total(`deliveries ${more.state}`, 1)
    if (more.state === 'waiting') this.hasDeliveries = true
  }

  /** Refused only when it can't be written. */
  #settle({ key, attempt, aside }: Extract<Work, { kind: 'settle' }>): Receipt {
    const delivery = this.#store.deliveries.standOf(key)
    if (delivery === undefined || !isOpen(delivery)) return UNCHANGED
    const { change, answer } = settlement(delivery, attempt, this.#now)
    this.#change(delivery, change)
    if (attempt.to !== undefined) this.#store.deliveries.readdress(delivery.no, attempt.to)
    if (answer === undefined) return UNCHANGED
    if (aside === undefined) this.#takeForSure(answer)
    else this.#setAside(answer, [aside])
    return { kind: 'taken', seq: this.seq, records: [] }
  }

  #retry(key: StepKey): Receipt {
    const delivery = this.#store.deliveries.standOf(key)
    if (delivery === undefined || delivery.state === 'done' || delivery.state === 'withheld') return UNCHANGED
    const { reason: _, ...waiting } = delivery
    this.#change(delivery, { ...waiting, state: 'waiting', due: this.#now })
    this.hasDeliveries = true
    return { kind: 'taken', seq: this.seq, records: [] }
  }

  /** An answer that came in from outside settles what waited for it: that is what the runtime says it was to. */
  #answered(contact: string, records: readonly RuntimeRecord[]): void {
    for (const key of records.map(answeredKey)) {
      const delivery = key === undefined ? undefined : this.#store.deliveries.standOf(key)
      if (delivery === undefined || !isOpen(delivery) || delivery.contact !== contact) continue
      const { due: _, reason: __, ...rest } = delivery
      this.#change(delivery, { ...rest, state: 'done', settledAt: rest.settledAt ?? this.#now })
    }
  }

  #change(before: DeliveryStand, after: DeliveryStand): void {
    this.#store.deliveries.update(after)
    if (before.state === after.state) return
    this.#store.counters.total(`deliveries ${before.state}`, -1)
    this.#store.counters.total(`deliveries ${after.state}`, 1)
  }
}
