import { didYouMean } from './suggest.ts'
/**
 * Every problem that the runtime reports. A problem is a value: a code that stays, arguments, a place, and the
 * sentence made of them. `R1…` is about a bundle, `R2…` about an input, `R3…` about a run, `R4…` about a line of a
 * log, `R5…` about the text of a message.
 */

/** Where a problem is: a line of a text, or a path into a value such as `journeys.welcome.entry`. */
export interface Place {
  file?: string
  /** 1-based. */
  line?: number
  /** 1-based. */
  column?: number
  path?: string
}

/** What is declared once per problem. */
export interface ProblemKind<Args> {
  code: string
  /** Says what is wrong and what to do, in a sentence or two. */
  message: (args: Args) => string
  /** What it means and how to go on, for a page or a terminal. */
  explanation: string
}

function define<Args>(code: string, message: (args: Args) => string, explanation: string): ProblemKind<Args> {
  return { code, message, explanation }
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')

/** All problems: a code that stays, a message, and what is behind it. */
export const PROBLEMS = {
  not_a_bundle: define<{ found: string }>(
    'R1001',
    ({ found }) => `This is not a journey graph: a JSON object was expected, not ${found}.`,
    'A runtime executes the bundle that `journey build` writes. Check that the right file was given and that it is complete.',
  ),
  other_format_version: define<{ found: string; supported: string }>(
    'R1002',
    ({ found, supported }) =>
      `The graph has format version ${found}, and this runtime reads ${supported}. Build it again, or use a runtime of that version.`,
    'The format has a version, `major.minor`. A newer minor version only adds fields, which are ignored. Another major version may mean something else by the same words, so it is refused.',
  ),
  missing_capability: define<{ missing: readonly string[] }>(
    'R1003',
    ({ missing }) =>
      `The graph needs ${quoted(missing)}, which this runtime does not have. Use a newer runtime.`,
    'A graph lists in `requires` what it needs of its runtime. A runtime that lacks one of these refuses the graph, rather than doing something else than what was reviewed.',
  ),
  malformed_graph: define<{ path: string; detail: string }>(
    'R1004',
    ({ path, detail }) => `The graph is malformed at ${path || 'its root'}: it ${detail}.`,
    'The graph does not follow its JSON Schema (`schema/graph-1.json`). If it was edited by hand, build it again; if a compiler wrote it, the compiler has a fault.',
  ),
  unknown_name: define<{ kind: string; name: string }>(
    'R1005',
    ({ kind, name }) => `There is no ${kind} "${name}" in the graph.`,
    'A name in the graph refers to something that the graph does not declare. Build the graph again from its sources.',
  ),
  missing_edge: define<{ node: string; edge: string }>(
    'R1006',
    ({ node, edge }) => `The step "${node}" has no edge "${edge}".`,
    'A wait needs an edge for each of its arms, and one called `timeout` if it has a limit. Build the graph again from its sources.',
  ),
  duplicate_name: define<{ kind: string; name: string }>(
    'R1007',
    ({ kind, name }) => `There are two ${kind}s with the name "${name}".`,
    'Names of starts, exits and arms of a wait must be unique, or what happened could not be told apart. Build the graph again from its sources.',
  ),
  bad_shares: define<{ split: string; sum: number }>(
    'R1008',
    ({ split, sum }) => `The shares of the split "${split}" add up to ${sum} basis points, and not to 10000.`,
    'Every contact must fall to one arm of a split, and to one only. Build the graph again from its sources.',
  ),
  segment_in_itself: define<{ name: string }>(
    'R1010',
    ({ name }) => `The segment "${name}" is part of its own condition, directly or by way of another.`,
    'Whether a contact is in a segment must have an answer, so segments never go in circles. Build the graph again from its sources.',
  ),
  wrong_hash: define<{ journey: string; expected: string }>(
    'R1011',
    ({ journey, expected }) =>
      `The hash of the journey "${journey}" is not that of its content, which is ${expected.slice(0, 12)}…. Build the graph again.`,
    'Runs stay on the version of their journey that they began under, and the hash is its name. A graph that was edited by hand would be taken for the version that it was before. Build it again from its sources; a tool that writes graphs works the hash out as the documentation of the graph says.',
  ),

  unknown_event: define<{ event: string }>(
    'R2001',
    ({ event }) => `There is no event "${event}". Declare it, or correct its name.`,
    'Only declared events are taken in, so that a misspelt name is found and not silently ignored. The input changed nothing.',
  ),
  unknown_tag: define<{ tag: string }>(
    'R2002',
    ({ tag }) => `There is no tag "${tag}". Declare it, or correct its name.`,
    'Only declared tags can be set. The input changed nothing.',
  ),
  unknown_journey: define<{ journey: string }>(
    'R2003',
    ({ journey }) => `There is no journey "${journey}".`,
    'A contact was to be started in a journey that the graph does not have. The input changed nothing.',
  ),
  no_manual_start: define<{ journey: string }>(
    'R2004',
    ({ journey }) => `The journey "${journey}" can't be started by hand. Give it a line "start manually".`,
    'Contacts enter a journey only through its starting points, so that a reviewer sees all the ways in. The input changed nothing.',
  ),
  unknown_field: define<{ owner: string; field: string }>(
    'R2005',
    ({ owner, field }) => `The ${owner} has no field "${field}". Declare it, or leave it out.`,
    'A contact holds only declared attributes. The input changed nothing.',
  ),
  missing_field: define<{ owner: string; field: string }>(
    'R2006',
    ({ owner, field }) => `The ${owner} needs a value for "${field}".`,
    'A field that is neither optional nor has a default must be given. The input changed nothing.',
  ),
  wrong_type: define<{ owner: string; field: string; expected: string }>(
    'R2007',
    ({ owner, field, expected }) => `"${field}" of the ${owner} must be ${expected}.`,
    'A value is not of the type that its field was declared with. Amounts of money are objects with `amount` in minor units and `currency`; percentages are fractions; times are ISO 8601. The input changed nothing.',
  ),
  unknown_zone: define<{ zone: string; field: string }>(
    'R2008',
    ({ zone, field }) =>
      `"${zone}" in "${field}" is no time zone: the project's zone is used for this contact. Write an IANA name such as "Europe/Berlin".`,
    'Waits, delays and quiet hours run in the zone of the contact. The contact was taken in, and its times follow the zone of the project until it has a zone that exists.',
  ),
  incomplete_contact: define<{ fields: readonly string[] }>(
    'R2009',
    ({ fields }) =>
      `The contact has no ${quoted(fields)}. Give it a value, or declare the field as one that may be missing, with "?".`,
    'A field that is declared without "?" and without a default is always there, and journeys rely on that: conditions with it may turn out wrong, and texts have holes. The contact was taken in all the same, and goes through journeys. This is said once, when the contact is first heard of or when it loses the field.',
  ),
  unknown_action: define<{ action: string }>(
    'R2010',
    ({ action }) => `There is no action "${action}". Declare it, or correct its name.`,
    'A result was told of an action that the graph does not have. The input changed nothing.',
  ),
  value_set_aside: define<{ field: string }>(
    'R2011',
    ({ field }) =>
      `The contact's "${field}" is not of the type that the field has now. The value is set aside: to journeys it is missing.`,
    'The declaration of the field was changed. Values that it can hold stay, others are set aside, and come back if a later version can hold them. Tell the contact again with a value of the new type.',
  ),
  field_left_out: define<{ owner: string; field: string; known: readonly string[] }>(
    'R2012',
    ({ owner, field, known }) =>
      `The ${owner} has no field "${field}", so it was left out. Declare it, or correct its name.${didYouMean(field, known)}`,
    'An event holds only declared fields. It was taken in without this one. Tell it again, as another event, if the field was misspelt.',
  ),

  id_taken: define<{ id: string }>(
    'R2013',
    ({ id }) =>
      `The id "${id}" was given to something else about this contact before. Give each thing an id of its own.`,
    'By its id, an input that is told a second time is known, and does nothing. This one says something else than the first, so it is not that input again: it would have been lost without a word. The time does not count. The input changed nothing.',
  ),

  not_entered: define<{ journey: string; why: string }>(
    'R2014',
    ({ journey, why }) => `The contact did not come into "${journey}": ${why}.`,
    'A start by hand is a wish: the conditions of the journey, its entry rule and its exits decide. It was taken in, and nothing came of it.',
  ),

  endless_loop: define<{ limit: number; node: string }>(
    'R3001',
    ({ limit, node }) =>
      `The run came to "${node}" more than ${limit} times without a pause, and was ended there. Put a delay or a wait in the loop.`,
    'A path that comes back to itself must pass a delay or a wait. The compiler refuses one that does not; this guard is for graphs that were made in another way.',
  ),
  too_many_hops: define<{ limit: number; cause: string }>(
    'R3002',
    ({ limit, cause }) =>
      `One input led to too many others (more than ${limit} in a row): "${cause}" was set aside. Look for journeys that start each other.`,
    'A step that sets a tag, and a message that was sent, can start or move other journeys. Such chains are cut after some links, so that two journeys can not keep each other going for ever.',
  ),
  unknown_run_version: define<{ journey: string; hash: string }>(
    'R3003',
    ({ journey, hash }) =>
      `The run began under another version of "${journey}" (${hash.slice(0, 12)}), which is not loaded. It stays where it is.`,
    'A run stays on the version of its journey that it began under. Load that version beside the new one, or migrate the run.',
  ),

  input_failed: define<{ detail: string }>(
    'R3004',
    ({ detail }) => `The runtime failed at this input, which is a fault of the runtime: ${detail}`,
    'The input changed nothing, and others go on. Please report it with the sentence that follows, the graph and the input. A timer at which the runtime failed is tried again later.',
  ),
  step_gone: define<{ journey: string; node: string }>(
    'R3005',
    ({ journey, node }) =>
      `A run stands at "${node}" of "${journey}", a step that the latest version does not have. Say where such runs go on, with "moved".`,
    'A run can be taken to another version of its journey only if it is clear where it goes on there: at the step of the same identity, or where a line `moved` leads. Nothing was migrated.',
  ),
  damaged_data: define<Record<string, never>>(
    'R3006',
    () =>
      'What is known of this contact is damaged in the data file. Keep a copy of the file, and restore the last backup.',
    'A text in the data file is not what was written: a disk that fails, or another program that wrote to the file. The input changed nothing; what is about other contacts goes on.',
  ),

  not_json: define<{ detail: string }>(
    'R4001',
    ({ detail }) => `This line is not JSON: ${detail}`,
    'A log of events has one JSON object on each line. The line was left out.',
  ),
  not_a_log_line: define<{ found: string }>(
    'R4002',
    ({ found }) => `A line of a log is a JSON object, not ${found}.`,
    'A log of events has one JSON object on each line, for example {"type":"event","contact":"c1","event":"purchased","at":"2026-03-02T10:00:00Z"}. The line was left out.',
  ),
  unknown_line_type: define<{ found: string; known: readonly string[] }>(
    'R4003',
    ({ found, known }) => `The line has the type ${found}. Known types are ${quoted(known)}.`,
    'The `type` of a line says what it tells: a contact, an event, a tag that was added or removed, a start by hand, or the result of an action. The line was left out.',
  ),
  bad_instant: define<{ field: string }>(
    'R4004',
    ({ field }) =>
      `"${field}" must be a date and time with an offset, such as "2026-03-02T10:00:00+01:00" or "…Z".`,
    'Without an offset it is not clear which moment is meant. The line was left out.',
  ),
  bad_line_field: define<{ field: string; expected: string }>(
    'R4005',
    ({ field, expected }) => `"${field}" must be ${expected}.`,
    'The line lacks something that lines of its type need, or holds something else in its place. The line was left out.',
  ),
  far_away: define<{ year: number; first: number; last: number }>(
    'R4006',
    ({ year, first, last }) =>
      `The year ${year} is probably mistyped: times of the years ${first} to ${last} are read.`,
    'One line so far away would make the clock run through centuries of schedules and delays. The line was left out.',
  ),
  said_by_runtime: define<{ event: string }>(
    'R4007',
    ({ event }) => `"${event}" is not logged: it happens by itself, when a message is sent.`,
    'The runtime tells this event, with the key of the very sending. In a log it would belong to none. The line was left out.',
  ),
  line_too_long: define<{ limit: number }>(
    'R4008',
    ({ limit }) => `The line is longer than ${limit} bytes. Is there a line break missing?`,
    'A service reads lines up to a length, so that one line can not fill its memory. The line was left out.',
  ),
  nested_too_deep: define<{ limit: number }>(
    'R4009',
    ({ limit }) => `Lists and objects are nested more than ${limit} deep. No value that is declared is.`,
    'A service does not read what is nested without end. The line was left out.',
  ),
  not_utf8: define<Record<string, never>>(
    'R4010',
    () => 'The line is not UTF-8. Send text in this encoding.',
    'Bytes that mean no character would be kept as something else than was meant. The line was left out.',
  ),
  bad_name: define<{ field: string; limit: number }>(
    'R4011',
    ({ field, limit }) =>
      `"${field}" must be a text of 1 to ${limit} characters, without control characters or halves of characters.`,
    'What names a contact or an input is kept in an index and shown in addresses, so it is short and can be written. The line was left out.',
  ),
  unknown_line_field: define<{ type: string; field: string; known: readonly string[] }>(
    'R4012',
    ({ type, field, known }) =>
      `A line of type "${type}" has no field "${field}". It may have ${quoted(known)}.`,
    'What is misspelt would be lost: the fields of an event, or the id that keeps it from counting twice. The line was left out.',
  ),
  not_yet: define<{ at: string; now: string }>(
    'R4013',
    ({ at, now }) => `${at} is more than a day ahead: it is ${now}. Only what has happened is taken in.`,
    'A time that far ahead is a mistake, such as seconds that were taken for milliseconds. The line was left out.',
  ),
  half_character: define<Record<string, never>>(
    'R4014',
    () =>
      'A text has half of a character: an escape such as "\\ud83d" without its other half. Send whole characters.',
    'Halves of characters come from texts that were cut in the middle of an emoji. They can not be written as UTF-8, so no mail, page or export could show them. The line was left out.',
  ),

  unknown_message: define<{ message: string }>(
    'R5001',
    ({ message }) => `There is no message "${message}".`,
    'The text of a message was asked for that the graph does not have.',
  ),
  template_syntax: define<{ message: string; part: string; detail: string }>(
    'R5002',
    ({ message, part, detail }) => `The ${part} of "${message}" is not a Liquid template: ${detail}`,
    'The template could not be read. Correct it in its file and build again.',
  ),
  template_failed: define<{ message: string; part: string; detail: string }>(
    'R5003',
    ({ message, part, detail }) => `The ${part} of "${message}" could not be written: ${detail}`,
    'The template was read, but a filter or tag in it failed with the values of this contact.',
  ),
} as const

/** The name of a problem in the code. */
export type ProblemName = keyof typeof PROBLEMS
/** What the message of a problem is made of. */
export type ProblemArgs<N extends ProblemName> = Parameters<(typeof PROBLEMS)[N]['message']>[0]

/** Something that is wrong, as data. JSON-serialisable. */
export interface Problem {
  code: string
  name: ProblemName
  args: object
  message: string
  place: Place
}

/** Makes a problem. The arguments are checked by the compiler against the registry. */
export function problem<N extends ProblemName>(name: N, args: ProblemArgs<N>, place: Place = {}): Problem {
  const kind: ProblemKind<ProblemArgs<N>> = PROBLEMS[name] as unknown as ProblemKind<ProblemArgs<N>>
  return { code: kind.code, name, args, message: kind.message(args), place }
}

/** A value, or what kept it from being made. */
export type Result<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

/** The value of a result. Throws `ProblemsError` when there is none: for callers that can't go on without it. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new ProblemsError(result.problems)
}

/** The error that `unwrap` throws. Its message has one line per problem. */
export class ProblemsError extends Error {
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super(problems.map(formatProblem).join('\n'))
    this.name = 'ProblemsError'
    this.problems = problems
  }
}

/** A problem on one line: place, code, message. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, path } = problem.place
  const place = [file, line, column, path].filter((part) => part !== undefined).join(':')
  return `${place === '' ? '' : `${place}: `}${problem.code} ${problem.message}`
}

/** How a value that was found in place of another is called. */
export function nameOfJsonType(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
