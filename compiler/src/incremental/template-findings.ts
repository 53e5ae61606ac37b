import type { Program } from '../checker/program.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { checkTemplate, toldOnce, usesOfTemplates } from '../templates/check-templates.ts'
import { type ReadTemplate, readTemplate } from '../templates/read-template.ts'
import type { TemplateFile } from '../templates/template-files.ts'
import type { Sources } from './sources.ts'

/** A template, and where messages name it. */
export interface TemplateInUse {
  template: ReadTemplate
  uses: readonly TemplateFile[]
}

/** What is found in the templates of a project. A template is read again only if its text changed. */
export class TemplateFindings {
  readonly #sources: Sources
  readonly #known = new Map<string, { text: string; template: ReadTemplate }>()
  /** What was found for each place that names a template, which is another one when its file was checked again. */
  readonly #uses = new WeakMap<TemplateFile, { template: ReadTemplate; found: readonly Diagnostic[] }>()

  constructor(sources: Sources) {
    this.#sources = sources
  }

  /** Notes in a program the texts of the templates that belong to it, and checks them. */
  check(program: Program): Diagnostic[] {
    const { templates } = program
    templates.clear()
    const states = [...this.#sources.states.values()]
    for (const { reads } of states) {
      for (const path of reads) {
        const text = this.#sources.read(path)
        if (text.ok) templates.set(path, text.text)
      }
    }
    for (const path of this.#known.keys()) if (!templates.has(path)) this.#known.delete(path)
    if (templates.size === 0) return []
    const uses = usesOfTemplates(
      states.flatMap((state) => state.templates),
      program,
    )
    return [...uses].flatMap(([path, places]) => {
      const template = this.#read(path, templates.get(path)!)
      return toldOnce(places.map((place) => this.#checkFor(place, template, program)))
    })
  }

  /** A template that was read, with the places where messages name it. */
  inUse(path: string): TemplateInUse | undefined {
    const template = this.#known.get(path)?.template
    if (!template) return undefined
    const states = [...this.#sources.states.values()]
    return { template, uses: states.flatMap(({ templates }) => templates.filter((use) => use.path === path)) }
  }

  #read(path: string, text: string): ReadTemplate {
    const known = this.#known.get(path)
    if (known?.text === text) return known.template
    const template = readTemplate(text)
    this.#known.set(path, { text, template })
    return template
  }

  #checkFor(place: TemplateFile, template: ReadTemplate, program: Program): readonly Diagnostic[] {
    const known = this.#uses.get(place)
    if (known?.template === template) return known.found
    const found = checkTemplate(template, place, program)
    this.#uses.set(place, { template, found })
    return found
  }
}
