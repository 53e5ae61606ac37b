import type { Declaration, SourceTree } from '../syntax/ast.ts'

/** What other files can know of a declaration. */
export interface Surface {
  /** Equal as long as nothing changed that findings elsewhere depend on: where it stands and its title do not count. */
  readonly text: string
  /** Every name that stands in it: what it may depend on in turn. */
  readonly mentions: ReadonlySet<string>
}

/** The name under which the contact stands among the surfaces of its file: no declaration can have it. */
export const CONTACT = ''

/** The surfaces of what a file declares, by name. What stands twice has one surface, of both. */
export function surfacesOf(tree: SourceTree): ReadonlyMap<string, Surface> {
  const surfaces = new Map<string, Surface>()
  for (const declaration of tree.declarations) {
    const name = nameOf(declaration)
    if (name === undefined) continue
    const surface = surfaceOf(declaration)
    const earlier = surfaces.get(name)
    surfaces.set(name, earlier ? joined(earlier, surface) : surface)
  }
  return surfaces
}

function nameOf(declaration: Declaration): string | undefined {
  if (declaration.kind === 'contact') return CONTACT
  return 'name' in declaration && declaration.name.text !== '' ? declaration.name.text : undefined
}

function surfaceOf(declaration: Declaration): Surface {
  const mentions = new Set<string>()
  const text = JSON.stringify(shownOf(declaration), (key, value) => {
    if (key === 'doc' || key === 'title' || isSpan(value)) return undefined
    if (key === 'text' && typeof value === 'string') mentions.add(value)
    return value
  })
  return { text, mentions }
}

/** What a message says is nobody's business but its own. */
function shownOf(declaration: Declaration): object {
  if (declaration.kind !== 'message') return declaration
  const { variants, settings, ...shown } = declaration
  return {
    ...shown,
    settings: settings.filter(({ name }) => name.text !== 'subject' && name.text !== 'body'),
  }
}

function isSpan(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'start' in value && 'end' in value && !('kind' in value)
  )
}

function joined(one: Surface, other: Surface): Surface {
  return { text: `${one.text}\n${other.text}`, mentions: new Set([...one.mentions, ...other.mentions]) }
}
