import type { Bundle } from '@journey-lang/runtime'
import { SENDABLE_CHANNELS } from '@journey-lang/runtime/graph'
import { DEFAULT_SETTINGS, type Destination, type ServeSettings } from '@journey-lang/runtime/service'
import { didYouMean } from '../../diagnostics/suggest.ts'
import { type JsonMember, type JsonNode, readJson, type TextProblem } from '../json-tree.ts'
import { ANSWER, destination, publicAddress } from './destination.ts'
import { described, object, plainText, type Report, type Shape, table } from './shape.ts'

/** Name of the file that says how a service reaches the outside. */
export const SETTINGS_FILE = 'journey.serve.json'

const channel = destination('a channel', ['folder', 'smtp', 'webhook'])
const action = destination('an action', ['folder', 'webhook'], ANSWER)
const department = destination('a department', ['folder', 'channel', 'smtp', 'webhook'])

/** Tells editors which schema describes the file. It means nothing here. */
interface File extends Partial<ServeSettings> {
  readonly $schema?: string
}

function fileShape(names: Names | undefined): Shape<File> {
  return object<File>('the settings', {
    $schema: described(
      plainText('the address of a schema'),
      'Tells editors which schema describes the file.',
    ),
    publicUrl: described(
      publicAddress,
      'Where the service is reached from outside, for links to unsubscribe.',
    ),
    outbox: described(plainText('a folder, such as "outbox"'), 'The folder for what is not named here.', {
      default: DEFAULT_SETTINGS.outbox,
    }),
    channels: described(
      table('channels', channel, names?.channel),
      'By the name of a channel: where its messages go.',
    ),
    actions: described(
      table('actions', action, names?.action),
      'By the name of an action: who carries it out.',
    ),
    departments: described(
      table('departments', department, names?.department),
      'By the name of a department: where its notifications go.',
    ),
  })
}

/** The JSON Schema of the file, published as `schema/serve-1.json`. */
export const serveSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://journey-lang.dev/schema/serve-1.json',
  title: 'Settings of a journey service',
  description: 'What stands in journey.serve.json. All settings may be left out.',
  ...fileShape(undefined).schema,
} as const

/**
 * Reads the text of a settings file, and compares it with the graph if there is one. There are always settings; with
 * problems they are not to be relied on.
 */
export function readServeSettings(
  text: string,
  bundle?: Bundle,
): { settings: ServeSettings; problems: TextProblem[] } {
  const json = readJson(text)
  if (!json.ok) return { settings: DEFAULT_SETTINGS, problems: [json.problem] }
  const problems: TextProblem[] = []
  const names = bundle && namesOf(bundle)
  const { $schema: _, ...given } =
    fileShape(names).read(json.value, (problem) => problems.push(problem)) ?? {}
  problems.sort((a, b) => a.span.start - b.span.start)
  return { settings: { ...DEFAULT_SETTINGS, ...given }, problems }
}

type Check = (member: JsonMember, value: Destination | undefined, report: Report) => void
type Names = Readonly<Record<'channel' | 'action' | 'department', Check>>

/** What a graph says about the names in the file, and about what can go where. */
function namesOf({ channels, actions = {}, departments = {} }: Bundle): Names {
  const sendable = Object.keys(channels).filter((name) => isSendable(channels[name]!.kind))
  return {
    channel: (member, value, report) => {
      const kind = own(channels, member.name)?.kind
      if (kind !== undefined && !isSendable(kind)) {
        const message = `On "${member.name}" only people act (${kind}). Nothing is sent there.`
        report({ message, span: member.nameSpan })
      } else if (kind === undefined) unknownName('channel', member, sendable, report)
      else if (value?.way.kind === 'smtp' && kind !== 'email') {
        const message = `"${member.name}" is no channel for mail (${kind}). Use a "webhook".`
        report({ message, span: nodeOf(member, 'smtp').span })
      }
    },
    action: (member, _, report) => {
      if (own(actions, member.name) === undefined) unknownName('action', member, Object.keys(actions), report)
    },
    department: (member, value, report) => {
      const declared = own(departments, member.name)
      if (declared === undefined) {
        unknownName('department', member, Object.keys(departments), report)
        return
      }
      const way = value?.way
      if (way?.kind === 'channel' && own(channels, way.channel)?.kind !== 'email') {
        const mails = sendable.filter((name) => channels[name]!.kind === 'email')
        const message = `There is no channel for mail "${way.channel}".${didYouMean(way.channel, mails)}`
        report({ message, span: nodeOf(member, 'channel').span })
      }
      if ((way?.kind === 'channel' || way?.kind === 'smtp') && declared.email === undefined) {
        const message = `The department "${member.name}" has no email. Give it one where it is declared.`
        report({ message, span: member.nameSpan })
      }
    },
  }
}

function unknownName(
  what: string,
  { name, nameSpan }: JsonMember,
  known: readonly string[],
  report: Report,
): void {
  const list = known.map((each) => `"${each}"`).join(', ')
  const advice = didYouMean(name, known) || (list === '' ? '' : ` There are ${list}.`)
  report({ message: `The graph has no ${what} "${name}".${advice}`, span: nameSpan })
}

function nodeOf({ value }: JsonMember, name: string): JsonNode {
  return (value.kind === 'object' && value.members.find((member) => member.name === name)?.value) || value
}

function isSendable(kind: string): boolean {
  return (SENDABLE_CHANNELS as readonly string[]).includes(kind)
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
