import { checkModules } from '../checker/check.ts'
import type { Program } from '../checker/program.ts'
import { type Diagnostic, reporter } from '../diagnostics/diagnostic.ts'
import {
  bindModule,
  type ContactSource,
  type Contacts,
  contactSources,
  contactsOf,
  declare,
  type Module,
} from '../modules/bind.ts'
import { parse } from '../syntax/parse.ts'
import { forgetSymbol, forgetTree } from './forget.ts'
import type { Sources } from './sources.ts'

const NO_CONTACT: Contacts = { contact: undefined, otherContacts: [] }

/**
 * What would be found in a part of a file with another text, its echoes included: what follows from a syntax error is
 * left out of findings, but it tells what was looked for. What the part names and does not declare is that of the file
 * as it is. The program is left as it was.
 */
export function probe(program: Program, sources: Sources, path: string, text: string): Diagnostic[] {
  const { tree, diagnostics } = parse(path, text)
  const found: Diagnostic[] = []
  const report = reporter(path, found)
  const ownContacts = contactSources([tree])
  const contacts = ownContacts.length === 0 ? NO_CONTACT : contactsWith(path, ownContacts, sources)
  // The maps of the program are keyed by nodes and symbols, and those of the probe are its own.
  const modules = new Map(program.modules)
  const tried: Program = {
    ...program,
    modules,
    templates: new Map(program.templates),
    contact: contacts.contact?.file === path ? undefined : program.contact,
  }
  const own = declare(tree, report, program.references)
  const exportsOf = (other: string) => (other === path ? own : program.modules.get(other)?.exports)
  const module = within(program.modules.get(path), bindModule(tree, report, exportsOf, program.references))
  modules.set(path, module)
  checkModules(tried, new Map([[path, module]]), contacts, () => ({ read: (other) => sources.read(other) }))
  forgetTree(program, tree)
  for (const symbol of own.values()) forgetSymbol(program, symbol, true)
  return [...diagnostics, ...found]
}

/** The contacts of the project, if a file has these. */
function contactsWith(path: string, own: readonly ContactSource[], sources: Sources): Contacts {
  return contactsOf(
    [...sources.states.values()].flatMap(({ path: other, outline }) =>
      other === path ? own : outline.contacts,
    ),
  )
}

/** A part of a file with the names of all of it. */
function within(file: Module | undefined, part: Module): Module {
  if (!file) return part
  return {
    ...part,
    scope: new Map([...file.scope, ...part.scope]),
    unresolved: new Set([...file.unresolved, ...part.unresolved]),
  }
}
