import { checkModules } from '../checker/check.ts'
import type { Program } from '../checker/program.ts'
import { type Diagnostic, reporter } from '../diagnostics/diagnostic.ts'
import { bindModule, contactSources, contactsOf, declare } from '../modules/bind.ts'
import { parse } from '../syntax/parse.ts'
import { forgetSymbol, forgetTree } from './forget.ts'
import type { Sources } from './sources.ts'

/**
 * What would be found in a file with another text, its echoes included: what follows from a syntax error is left out
 * of findings, but it tells what was looked for. The program is left as it was.
 */
export function probe(program: Program, sources: Sources, path: string, text: string): Diagnostic[] {
  const { tree, diagnostics } = parse(path, text)
  const found: Diagnostic[] = []
  const report = reporter(path, found)
  const contacts = contactsOf(
    [...sources.states.values()].flatMap(({ path: other, outline }) =>
      other === path ? contactSources([tree]) : outline.contacts,
    ),
  )
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
  const module = bindModule(tree, report, exportsOf, program.references)
  modules.set(path, module)
  checkModules(tried, new Map([[path, module]]), contacts, () => ({ read: (other) => sources.read(other) }))
  forgetTree(program, tree)
  for (const symbol of own.values()) forgetSymbol(program, symbol, true)
  return [...diagnostics, ...found]
}
