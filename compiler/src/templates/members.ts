import { createEngine } from '@journey-lang/runtime/liquid'
import { codesOf } from '../checker/expressions/literals.ts'
import type { Field, Fields, Program } from '../checker/program.ts'
import type { MessageSymbol } from '../modules/symbols.ts'
import { tagsOf } from './check-operations.ts'
import { find } from './offer.ts'

/** What can stand behind a path of a template. */
export interface TemplateMembers {
  /** Fields of the contact, or, without a path, parameters of the message. */
  fields: Fields
  /** What else has a name there: what Liquid knows of texts and lists. */
  names: readonly string[]
  /** Values that it can have, if they can be counted up. */
  values: readonly string[]
}

/** A name that nothing has. */
const NOTHING = '\u0000'

/** What a path can go on with in a template of a message; with an empty one, what it can begin with. */
export function membersInTemplate(
  path: readonly string[],
  message: MessageSymbol,
  program: Program,
): TemplateMembers {
  const segment = (name: string) => ({ name, span: { start: 0, end: 0 } })
  const here = path.length > 0 ? find(path.map(segment), message, program) : undefined
  const offered = here?.kind === 'value' ? here.offered : undefined
  const beyond = find([...path, NOTHING].map(segment), message, program)
  const candidates = beyond.kind === 'unknown' ? beyond.candidates : []
  const owner: ReadonlyMap<string, Field> =
    path.length === 0
      ? (program.messageParams.get(message) ?? new Map())
      : path.length === 1 && path[0] === 'contact'
        ? (program.contact?.fields ?? new Map())
        : new Map()
  const fields = new Map(candidates.flatMap((name) => (owner.has(name) ? [[name, owner.get(name)!]] : [])))
  const names = candidates.filter((name) => !fields.has(name))
  const values = offered?.tags ? tagsOf(program) : offered?.type ? [...codesOf(offered.type)] : []
  return { fields, names, values }
}

let words: { tags: readonly string[]; filters: readonly string[] } | undefined

/** The tags and filters that templates can use. */
export function templateWords(): { tags: readonly string[]; filters: readonly string[] } {
  if (!words) {
    const { tags, filters } = createEngine()
    words = {
      tags: Object.keys(tags)
        .filter((tag) => !ELSEWHERE.has(tag))
        .sort(),
      filters: Object.keys(filters).sort(),
    }
  }
  return words
}

/** Tags that would read another file. */
const ELSEWHERE: ReadonlySet<string> = new Set(['include', 'render', 'layout', 'block'])
