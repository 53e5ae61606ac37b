import type { Program } from '../checker/program.ts'
import { type Diagnostic, type Report, reporter } from '../diagnostics/diagnostic.ts'
import type { MessageSymbol } from '../modules/symbols.ts'
import { checkCalculation, checkComparison } from './check-operations.ts'
import { find, type Offered } from './offer.ts'
import { type Read, type ReadTemplate, readTemplate, type TemplateUses } from './read-template.ts'
import { type TemplateFile, templateFiles } from './template-files.ts'

/**
 * Checks the Liquid files of a program's messages: that they can be read, and that what they use is offered by every
 * message that they belong to. Findings stand in the template; the message is a related place.
 */
export function checkTemplates(program: Program): Diagnostic[] {
  return [...usesOfTemplates(templateFiles(program), program)].flatMap(([path, uses]) => {
    const template = readTemplate(program.templates.get(path)!)
    return toldOnce(uses.map((use) => checkTemplate(template, use, program)))
  })
}

/** Where messages name each template that could be read, by its path. */
export function usesOfTemplates(
  files: readonly TemplateFile[],
  program: Program,
): Map<string, TemplateFile[]> {
  const uses = new Map<string, TemplateFile[]>()
  for (const file of files) {
    if (!program.templates.has(file.path)) continue
    const known = uses.get(file.path)
    if (known) known.push(file)
    else uses.set(file.path, [file])
  }
  return uses
}

/** Checks a Liquid file for one place where a message names it. */
export function checkTemplate(
  template: ReadTemplate,
  { message, path, span }: TemplateFile,
  program: Program,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  const raw = reporter(path, diagnostics)
  const related = [{ role: 'used here', file: message.file, span } as const]
  const report: Report = (name, at, args, extra) => raw(name, at, args, { ...extra, related })
  if (template.ok) checkUses(template.uses, message, program, path, report)
  else report('template-syntax', template.span, { problem: template.detail })
  return diagnostics
}

/** A template of several messages, or with a mistake in several ways, has a mistake at a place once. */
export function toldOnce(found: readonly (readonly Diagnostic[])[]): Diagnostic[] {
  const once: Diagnostic[] = []
  const byStart = new Map<number, Diagnostic[]>()
  for (const list of found) {
    for (const diagnostic of list) {
      const { start } = diagnostic.span
      const here = byStart.get(start)
      if (here?.some(({ name }) => name === diagnostic.name)) continue
      once.push(diagnostic)
      if (here) here.push(diagnostic)
      else byStart.set(start, [diagnostic])
    }
  }
  return once
}

function checkUses(
  uses: TemplateUses,
  message: MessageSymbol,
  program: Program,
  path: string,
  report: Report,
): void {
  for (const { tag, span } of uses.partials) report('template-partial', span, { tag })
  for (const { name, span } of uses.unknownFilters) {
    report('template-unknown-filter', span, { name, candidates: [...uses.filters] })
  }
  const offered = new Map<number, Offered>()
  for (const read of uses.reads) {
    const found = checkRead(read, message, program, path, report)
    if (found) offered.set(read.segments[0]!.span.start, found)
  }
  const resolve = (start: number) => offered.get(start)
  for (const comparison of uses.comparisons) checkComparison(comparison, resolve, program, report)
  for (const calculation of uses.calculations) checkCalculation(calculation, resolve, report)
}

/** Gives what is read, if it is known. */
function checkRead(
  { segments, bare }: Read,
  message: MessageSymbol,
  program: Program,
  file: string,
  report: Report,
): Offered | undefined {
  const found = find(segments, message, program)
  if (found.kind === 'unknown') {
    const { at, of, candidates } = found
    const name = at.name ?? '…'
    if (of === undefined)
      report('template-unknown-variable', at.span, { name, message: message.name, candidates })
    else report('template-unknown-property', at.span, { name, of, candidates })
    return undefined
  }
  if (!bare || !found.optional) return found.offered
  const last = segments.at(-1)!.span.end
  const span = { start: segments[0]!.span.start, end: last }
  const name = segments.map((segment) => segment.name).join('.')
  const end = { start: last, end: last }
  report(
    'template-may-be-missing',
    span,
    { name },
    {
      fixes: [
        { title: 'Print nothing when it is missing', edits: [{ file, span: end, text: ' | default: ""' }] },
      ],
    },
  )
  return found.offered
}
