import type { Program } from '../checker/program.ts'
import type { Name } from '../syntax/ast.ts'

/** What a name refers to, by the name that it was declared with: an import may give it another. */
export function declaredName(name: Name, program: Program): string {
  return program.references.get(name)?.name ?? name.text
}
