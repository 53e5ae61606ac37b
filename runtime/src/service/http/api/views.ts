/** How the API shows what the store holds: times as texts, and nothing that is only for the runtime itself. */
import type { Input } from '../../../core/inputs.ts'
import type { RuntimeRecord } from '../../../core/output.ts'
import type { ContactState, Hold, Run } from '../../../core/state.ts'
import type { Bundle } from '../../../graph/format.ts'
import { DELIVERY_STATES, type Delivery, isOpen, type LogEntry, type StoreReader } from '../../store/store.ts'
import { publicProblem } from '../problem.ts'
import { integer, list, named, object, oneOf, optional, raw, type TypeOf, text } from '../schema.ts'
import { moment, name, timeOf, values } from './values.ts'

export const contactSchema = named(
  'Contact',
  object({
    id: name('Names the contact.'),
    attributes: values('What is known of the contact.'),
    tags: list(text()),
    segments: list(text(), { description: 'Those that journeys listen to and that the contact is in.' }),
    lastSeen: optional(moment('When something about the contact came in last.')),
  }),
)

export function contactView({
  id,
  attributes,
  tags,
  memberships = {},
  clock,
}: ContactState): TypeOf<typeof contactSchema> {
  return {
    id,
    attributes,
    tags,
    segments: Object.keys(memberships).filter((segment) => memberships[segment]!.in),
    ...(typeof clock === 'number' && { lastSeen: timeOf(clock) }),
  }
}

export const runSchema = named(
  'Run',
  object({
    run: text({
      description: 'Names the run: journey, contact, key if there is one, and the number of the entry.',
    }),
    journey: text(),
    version: text({ description: 'Hash of the version of the journey that the run is on.' }),
    start: text({ description: 'The starting point.' }),
    key: optional(text()),
    enteredAt: moment('When the contact came in.'),
    state: oneOf(['active', 'finished', 'exited', 'held_out']),
    node: text({ description: 'The step that it stands at, or ended at.' }),
    stage: optional(text({ description: 'The stage of that step, in the latest version.' })),
    waitsFor: optional(
      oneOf(['delay', 'wait', 'quiet', 'sending', 'calling'], {
        description: 'What it stands still for, while it is active.',
      }),
    ),
    until: optional(moment('Until when at the latest.')),
    awaits: optional(text({ description: 'Key of the message or call whose outcome it awaits.' })),
    reason: optional(
      text({ description: 'Why it ended: the reason of the finish, or the name of the exit.' }),
    ),
    goals: list(object({ goal: text(), at: moment('When it was reached.') })),
  }),
)

export function runView(run: Run, bundle: Bundle, reader: StoreReader): TypeOf<typeof runSchema> {
  const { id, journey, hash, start, key, enteredAt, state, node, hold, reason, goals } = run
  const stage = bundle.journeys[journey]?.nodes[node]?.stage
  return {
    run: id,
    journey,
    version: hash,
    start,
    ...(key !== undefined && { key }),
    enteredAt: timeOf(enteredAt),
    state,
    node,
    ...(stage !== undefined && { stage }),
    ...(hold && holdView(hold, reader)),
    ...(reason !== undefined && { reason }),
    goals: Object.entries(goals).map(([goal, at]) => ({ goal, at: timeOf(at) })),
  }
}

function holdView(
  hold: Hold,
  reader: StoreReader,
): Pick<TypeOf<typeof runSchema>, 'waitsFor' | 'until' | 'awaits'> {
  if ('key' in hold) {
    const { state, due } = reader.delivery(hold.key) ?? {}
    const until = state === 'answering' && due !== undefined && { until: timeOf(due) }
    return { waitsFor: hold.kind, awaits: hold.key, ...until }
  }
  return { waitsFor: hold.kind, ...(hold.due !== undefined && { until: timeOf(hold.due) }) }
}

/** Says of an object which fields are known. Others may come with newer versions. */
const open = (description: string, properties: Record<string, object>) =>
  raw<Readonly<Record<string, unknown>>>({
    type: 'object',
    description: `${description} Newer versions may add kinds and fields: ignore those that you do not know.`,
    properties,
    required: Object.keys(properties),
  })

const recordSchema = named(
  'Record',
  open('Something that happened to a contact: it entered a journey, passed a step, was sent a message …', {
    kind: { type: 'string', examples: ['entered', 'passed', 'held', 'sent', 'goal', 'finished'] },
    at: { type: 'string', format: 'date-time' },
    contact: { type: 'string' },
  }),
)

function recordView(record: RuntimeRecord): TypeOf<typeof recordSchema> {
  const { kind, at, contact, ...rest } = record
  return {
    kind,
    at: timeOf(at),
    contact,
    ...rest,
    ...('due' in record && record.due !== undefined && { due: timeOf(record.due) }),
    ...(record.kind === 'problem' && { problem: publicProblem(record.problem) }),
  }
}

const inputSchema = named(
  'Input',
  open(
    'What came in, in the form of a line of a log. `timer`, `wake` and `outcome` come from the service itself.',
    {
      type: { type: 'string', examples: ['contact', 'event', 'tag', 'timer', 'outcome'] },
    },
  ),
)

function inputView(input: Input): TypeOf<typeof inputSchema> {
  const { kind, contact, at, received, ...rest } = input
  return {
    type: kind,
    // A contact is named by `id` in a log; the id of the input itself is then called otherwise.
    ...(kind === 'contact'
      ? { ...rest, id: contact, ...('id' in rest && { inputId: rest.id }) }
      : { contact, ...rest }),
    ...(at !== undefined && { at: timeOf(at) }),
    ...(received !== undefined && { received: timeOf(received) }),
    ...('due' in rest && typeof rest.due === 'number' && { due: timeOf(rest.due) }),
  }
}

export const logEntrySchema = named(
  'LogEntry',
  object({
    seq: integer({ description: 'Counts all entries, in the order in which they were written.', minimum: 1 }),
    contact: text(),
    at: moment('When it was received.'),
    input: inputSchema,
    records: list(recordSchema, { description: 'What came of it.' }),
  }),
)

export function logEntryView({ seq, contact, at, input, records }: LogEntry): TypeOf<typeof logEntrySchema> {
  return { seq, contact, at: timeOf(at), input: inputView(input), records: records.map(recordView) }
}

export const deliverySchema = named(
  'Delivery',
  object({
    key: text({ description: 'Names it: run, step and visit. Nothing is sent twice under one key.' }),
    kind: oneOf(['send', 'call', 'notify']),
    contact: text(),
    journey: text(),
    run: text(),
    node: text(),
    message: optional(text()),
    channel: optional(text()),
    to: optional(text({ description: 'The address.' })),
    action: optional(text()),
    department: optional(text()),
    text: optional(text({ description: 'What a department is told.' })),
    args: optional(values('Of the message or the action.')),
    content: optional(
      raw<Readonly<Record<string, unknown>>>({
        type: 'object',
        description: 'The texts of the message, as they are sent.',
      }),
    ),
    state: oneOf(DELIVERY_STATES, {
      description:
        '`waiting`: to be tried at `due`. `answering`: a call that was taken over, whose answer is to come by `due`. `done`: a provider took it. `withheld`: the contact may not get it any more. `dead`: it failed for good.',
    }),
    attempts: integer({ minimum: 0 }),
    due: optional(moment('When it is tried next, or has failed if no answer has come.')),
    createdAt: moment('When it was asked for.'),
    settledAt: optional(moment('When it was known what became of it.')),
    reason: optional(text({ description: 'Why the last attempt failed, or why it was withheld.' })),
  }),
)

export function deliveryView(delivery: Delivery): TypeOf<typeof deliverySchema> {
  const { key, contact, command, content, state, attempts, due, createdAt, settledAt, reason } = delivery
  const { kind, journey, run, node } = command
  return {
    key,
    kind,
    contact,
    journey,
    run,
    node,
    ...(command.kind === 'send' && {
      message: command.message,
      channel: command.channel,
      to: command.to,
      args: command.args,
    }),
    ...(command.kind === 'call' && { action: command.action, args: command.args }),
    ...(command.kind === 'notify' && { department: command.department, text: command.text }),
    ...(content !== undefined && { content: { ...content } }),
    state,
    attempts,
    ...(due !== undefined && { due: timeOf(due) }),
    createdAt: timeOf(createdAt),
    // One that is tried again by hand is open once more.
    ...(settledAt !== undefined && !isOpen(delivery) && { settledAt: timeOf(settledAt) }),
    ...(reason !== undefined && { reason }),
  }
}
