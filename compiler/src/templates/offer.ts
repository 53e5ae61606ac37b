import type { Field, Program } from '../checker/program.ts'
import type { Type } from '../checker/types.ts'
import type { MessageSymbol } from '../modules/symbols.ts'
import type { Segment } from './read-template.ts'

/** A value that a message offers to its template. */
export interface Offered {
  /** As it is written: `contact.name`. */
  path: string
  /** `undefined`: nothing is known of it. */
  type: Type | undefined
  /** It is the list of tags. */
  tags: boolean
}

/** What a path of a template leads to. */
export type Found =
  | { kind: 'value'; optional: Field | undefined; offered?: Offered }
  | { kind: 'unknown'; at: Segment; of: string | undefined; candidates: string[] }

/** What Liquid itself knows of texts and lists. */
const OF_TEXT = ['size']
const OF_LIST = ['size', 'first', 'last']

/** What the template of a message may use: the parameters by name, and `contact` with its fields and `tags`. */
export function find(segments: readonly Segment[], message: MessageSymbol, program: Program): Found {
  const params = program.messageParams.get(message) ?? new Map<string, Field>()
  const [root, ...rest] = segments
  const name = root!.name
  if (name !== undefined && params.has(name)) return ofField(params.get(name)!, rest, name)
  if (name !== 'contact') {
    return { kind: 'unknown', at: root!, of: undefined, candidates: ['contact', ...params.keys()] }
  }
  const [of, ...more] = rest
  const fields = program.contact?.fields
  if (of === undefined || of.name === undefined || fields === undefined) return VALUE
  const field = fields.get(of.name)
  if (field) {
    const found = ofField(field, more, `contact.${of.name}`)
    // A message is only sent to people who have the address.
    return found.kind === 'value' && field === addressOf(message, program)
      ? { ...found, optional: undefined }
      : found
  }
  if (of.name === 'tags') {
    const found = inList(undefined, more, 'contact.tags')
    return found.kind === 'value' && more.length === 0
      ? { ...found, offered: { path: 'contact.tags', type: undefined, tags: true } }
      : found
  }
  return { kind: 'unknown', at: of, of: 'contact', candidates: ['tags', ...fields.keys()] }
}

/** The field of the contact that a message goes to. */
function addressOf(message: MessageSymbol, program: Program): Field | undefined {
  const settings = program.messageChannels.get(message)?.declaration.settings ?? []
  const to = settings.find((setting) => setting.name.text === 'to')?.value
  const meaning = to?.kind === 'path' ? program.meanings.get(to) : undefined
  return meaning?.kind === 'contact-field' ? meaning.field : undefined
}

const VALUE: Found = { kind: 'value', optional: undefined }

function ofField(field: Field, rest: readonly Segment[], path: string): Found {
  const inside = ofType(field.type, rest, path)
  return inside.kind === 'unknown'
    ? inside
    : {
        kind: 'value',
        optional: field.type.optional ? field : undefined,
        ...(rest.length === 0 && { offered: { path, type: field.type, tags: false } }),
      }
}

function ofType(type: Type, rest: readonly Segment[], path: string): Found {
  if (rest.length === 0 || type.name === 'unknown') return VALUE
  if (type.name === 'list') return inList(type.of, rest, path)
  const [at] = rest
  if (at!.name !== undefined && TEXTS.has(type.name) && OF_TEXT.includes(at!.name)) return VALUE
  return { kind: 'unknown', at: at!, of: path, candidates: TEXTS.has(type.name) ? OF_TEXT : [] }
}

const TEXTS: ReadonlySet<Type['name']> = new Set(['string', 'email', 'phone', 'url'])

function inList(of: Type | undefined, rest: readonly Segment[], path: string): Found {
  const [at, ...more] = rest
  if (at === undefined || at.name === 'size') return VALUE
  if (at.name !== undefined && !/^-?\d+$/.test(at.name) && !OF_LIST.includes(at.name)) {
    return { kind: 'unknown', at, of: path, candidates: OF_LIST }
  }
  return of ? ofType(of, more, `${path}.${at.name ?? '*'}`) : VALUE
}
