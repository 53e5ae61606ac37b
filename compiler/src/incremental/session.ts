import { checkModules, emptyProgram } from '../checker/check.ts'
import { hasCircle, reportCircles } from '../checker/declarations/segment.ts'
import type { Program } from '../checker/program.ts'
import { type Diagnostic, reporter, severityOf } from '../diagnostics/diagnostic.ts'
import { Analysis } from '../lint/analysis/analysis.ts'
import { reviewFile, runRules } from '../lint/review.ts'
import type { RuleSettings } from '../lint/settings.ts'
import { wholeFiles } from '../lint/whole.ts'
import {
  bindModule,
  type Contacts,
  contactSources,
  contactsOf,
  declare,
  echoesIn,
  type Module,
  nameConflicts,
  reportDuplicate,
  reportSecondContact,
} from '../modules/bind.ts'
import { load, textOf } from '../modules/load.ts'
import type { AnySymbol, SegmentSymbol } from '../modules/symbols.ts'
import type { Host, ReadResult } from '../source/host.ts'
import type { SourceTree } from '../syntax/ast.ts'
import { type ParseResult, parse } from '../syntax/parse.ts'
import { checkTemplate, toldOnce, usesOfTemplates } from '../templates/check-templates.ts'
import { type ReadTemplate, readTemplate } from '../templates/read-template.ts'
import type { TemplateFile } from '../templates/template-files.ts'
import { FileState } from './file-state.ts'
import { forgetSymbol, forgetTree } from './forget.ts'
import { NameIndex } from './name-index.ts'
import { sameFindings } from './same-findings.ts'
import { CONTACT } from './surface.ts'

/** What a session checks, and how. */
export interface SessionOptions {
  /** The project's own `.journey` files. */
  paths: readonly string[]
  /** The project's IANA time zone. */
  timezone?: string | undefined
  /** Levels and options of rules. */
  rules?: RuleSettings | undefined
}

/**
 * A project that is checked again and again while it changes. What is kept is the tree of each file and what its
 * declarations show to others; a file is checked again only if its text changed, or something that it names, or
 * something that a finding in it points at. What comes out is what `compile`, the check of templates and `review`
 * would say of the same texts.
 */
export class Session {
  readonly #host: Host
  #options: SessionOptions
  readonly #texts = new Map<string, ReadResult>()
  readonly #states = new Map<string, FileState>()
  #program: Program
  #names = new NameIndex()
  /** What can't be found anew without looking at all files was found: such a project is checked as a whole. */
  #entangled = true
  readonly #templates = new Map<string, { text: string; template: ReadTemplate }>()
  /** What was found for each place that names a template, which is another one when its file was checked again. */
  readonly #uses = new WeakMap<TemplateFile, { template: ReadTemplate; found: readonly Diagnostic[] }>()
  readonly #told = new Map<string, Told>()
  /** Texts that count in place of those of the host, while they are tried. */
  #attempted: ReadonlyMap<string, string> = new Map()

  constructor(host: Host, options: SessionOptions) {
    this.#host = host
    this.#options = options
    this.#program = emptyProgram({ modules: new Map(), references: new Map() }, options.timezone)
    this.#reload()
    this.#checkAll()
    this.#review()
  }

  /** The checked project. It changes with every update. */
  get program(): Program {
    return this.#program
  }

  /** Everything that was read or asked for: sources and templates, also those that are not there. */
  get read(): ReadonlySet<string> {
    return new Set(this.#texts.keys())
  }

  /** Paths of the project's own files and of all that they import, the library included. */
  get sources(): string[] {
    return [...this.#states.keys()]
  }

  /** Paths of the templates that messages name and that could be read. */
  get templates(): string[] {
    return [...this.#program.templates.keys()]
  }

  /** A template with the places where messages name it. */
  readonly templateAt = (path: string): TemplateInUse | undefined => {
    const template = this.#templates.get(path)?.template
    if (!template) return undefined
    const uses = [...this.#states.values()].flatMap((state) =>
      state.templates.filter((use) => use.path === path),
    )
    return { template, uses }
  }

  /** The text of a source or template that was read. */
  readonly textOf = (path: string): string | undefined => {
    const known = this.#texts.get(path)
    return known?.ok ? known.text : this.#states.get(path)?.parsed.tree.text
  }

  /** A file with its tree, if it is part of the project. */
  readonly parsed = (path: string): ParseResult | undefined => this.#states.get(path)?.parsed

  /** What is to be told of each file that has findings. */
  get diagnostics(): ReadonlyMap<string, readonly Diagnostic[]> {
    return new Map([...this.#told].flatMap(([path, { list }]) => (list.length > 0 ? [[path, list]] : [])))
  }

  /** What is to be told of one file. */
  readonly diagnosticsOf = (path: string): readonly Diagnostic[] => this.#told.get(path)?.list ?? []

  /**
   * Takes in that files may have other texts, and that the project may have other files or settings.
   *
   * @returns the files of which something else is to be told than before
   */
  update(changed: Iterable<string>, options: SessionOptions = this.#options): string[] {
    const before = this.#options
    this.#options = options
    const settingsChanged =
      before.timezone !== options.timezone || JSON.stringify(before.rules) !== JSON.stringify(options.rules)
    let reload = !sameTexts(before.paths, options.paths)
    const edited = new Set<string>()
    const readers = new Set<string>()
    for (const path of changed) {
      const text = this.#texts.get(path)
      if (text === undefined) continue
      this.#texts.delete(path)
      const state = this.#states.get(path)
      const now = this.#readText(path)
      if (sameRead(text, now)) continue
      for (const { path: reader, reads } of this.#states.values()) if (reads.has(path)) readers.add(reader)
      if (!state || !now.ok) reload ||= path.endsWith('.journey')
      else {
        const old = importsText(state.parsed.tree)
        edited.add(path)
        state.edit(parse(path, now.text))
        if (state.unread.length > 0 || importsText(state.parsed.tree) !== old) reload = true
      }
    }
    const sameModules = !reload || this.#reload()
    if (settingsChanged) this.#forgetReviews()
    if (settingsChanged || !sameModules || this.#entangled) this.#checkAll()
    else if (edited.size + readers.size > 0) this.#checkAgain(edited, readers)
    return this.#review()
  }

  /**
   * Looks at the project as it would be with other texts. Afterwards it is as it was; what `look` was given of it is
   * no longer true.
   */
  attempt<T>(texts: ReadonlyMap<string, string>, look: () => T): T {
    const before = this.#attempted
    this.#attempted = new Map([...before, ...texts])
    try {
      this.update(texts.keys())
      return look()
    } finally {
      this.#attempted = before
      this.update(texts.keys())
    }
  }

  /**
   * What would be found in a file with another text, its echoes included: what follows from a syntax error is left out
   * of findings, but it tells what was looked for. Nothing else changes.
   */
  probe(path: string, text: string): Diagnostic[] {
    const { tree, diagnostics } = parse(path, text)
    const found: Diagnostic[] = []
    const report = reporter(path, found)
    // The maps of the program are keyed by nodes and symbols, and those of the probe are its own.
    const modules = new Map(this.#program.modules)
    const contacts = this.#contactsWith(tree)
    const ownContact = contacts.contact?.file === path
    const program: Program = {
      ...this.#program,
      modules,
      templates: new Map(this.#program.templates),
      contact: ownContact ? undefined : this.#program.contact,
    }
    const own = declare(tree, report, program.references)
    const exportsOf = (other: string) => (other === path ? own : this.#program.modules.get(other)?.exports)
    const module = bindModule(tree, report, exportsOf, program.references)
    modules.set(path, module)
    checkModules(program, new Map([[path, module]]), contacts, () => ({
      read: (other) => this.#readText(other),
    }))
    forgetTree(program, tree)
    for (const symbol of own.values()) forgetSymbol(program, symbol, true)
    return [...diagnostics, ...found]
  }

  /** The contacts of the project, if a file had another tree. */
  #contactsWith(tree: SourceTree): Contacts {
    const own = contactSources([tree])
    const sources = [...this.#states.values()].flatMap((state) =>
      state.path === tree.path ? own : state.contacts,
    )
    return contactsOf(sources)
  }

  #readText(path: string): ReadResult {
    let text = this.#texts.get(path)
    if (!text) {
      const attempted = this.#attempted.get(path)
      text = attempted === undefined ? this.#host.read(path) : { ok: true, text: attempted }
      this.#texts.set(path, text)
    }
    return text
  }

  /**
   * Follows the imports of all files.
   *
   * @returns whether the same modules as before belong to the project
   */
  #reload(): boolean {
    const parseFile = (path: string, text: string): ParseResult => {
      const known = this.#states.get(path)?.parsed
      return known?.tree.text === text ? known : parse(path, text)
    }
    const results = new Map<string, ParseResult>()
    const host: Host = { read: (path) => this.#readText(path) }
    const { files, diagnostics } = load(host, this.#options.paths, (path, text) => {
      const result = parseFile(path, text)
      results.set(path, result)
      return result
    })
    const ofParsing = new Set([...results.values()].flatMap((result) => result.diagnostics))
    const unread = grouped(diagnostics.filter((one) => !ofParsing.has(one)))
    const same = sameTexts([...this.#states.keys()], [...files.keys()])
    const before = new Map(this.#states)
    this.#states.clear()
    for (const path of files.keys()) {
      const state = before.get(path) ?? new FileState(path, results.get(path)!)
      if (state.parsed !== results.get(path)) state.edit(results.get(path)!)
      state.lack(unread.get(path) ?? [])
      unread.delete(path)
      this.#states.set(path, state)
    }
    this.#lost = [...unread.values()].flat()
    return same
  }

  /** What is wrong with files that could not be read at all. */
  #lost: Diagnostic[] = []

  #checkAll(): void {
    this.#names = new NameIndex()
    this.#program = emptyProgram({ modules: new Map(), references: new Map() }, this.#options.timezone)
    this.#templates.clear()
    const states = [...this.#states.values()]
    for (const state of states) state.surface()
    this.#check(states)
    const { modules } = this.#program
    const segments = states.flatMap(({ path }) => segmentsOf(modules.get(path)!))
    reportCircles(segments, this.#program)
    const contacts = contactsOf(states.flatMap((state) => state.contacts))
    for (const { file, declaration } of contacts.otherContacts) {
      reportSecondContact(modules.get(file)!.report, declaration, contacts.contact!)
    }
    this.#entangled =
      !contacts.contact || contacts.otherContacts.length > 0 || hasCircle(segments, this.#program)
  }

  /** Checks what was edited, what reads a file that changed, and what depends on any of it. */
  #checkAgain(edited: ReadonlySet<string>, readers: ReadonlySet<string>): void {
    const dirty = this.#dirty(edited, readers)
    if (!dirty) {
      this.#checkAll()
      return
    }
    this.#check([...this.#states.values()].filter(({ path }) => dirty.has(path)))
    const segments = [...dirty].flatMap((path) => segmentsOf(this.#program.modules.get(path)!))
    if (hasCircle(segments, this.#program)) this.#checkAll()
  }

  /** The files that have to be checked again; nothing if that takes all of them. */
  #dirty(edited: ReadonlySet<string>, readers: ReadonlySet<string>): Set<string> | undefined {
    const affected: [path: string, name: string][] = []
    for (const path of edited) {
      for (const name of this.#states.get(path)!.surface()) affected.push([path, name])
    }
    const listed = new Set(affected.map(([, name]) => name))
    const dirty = new Set([...edited, ...readers])
    for (const state of this.#states.values()) {
      if (dirty.has(state.path)) continue
      const lists = listed.size > 0 && (state.tellsOf(listed) || state.lacksFrom(edited))
      if (lists || [...edited].some((path) => state.pointsAt(path))) dirty.add(state.path)
    }
    const importers = affected.length > 0 ? this.#importers() : new Map<string, Importer[]>()
    const seen = new Set<string>()
    for (const [path, name] of affected) {
      const key = `${path} ${name}`
      if (seen.has(key)) continue
      seen.add(key)
      // Everything is about the contact.
      if (name === CONTACT) return undefined
      for (const other of this.#states.get(path)!.mentioning(name)) affected.push([path, other])
      for (const { state, local } of importers.get(key) ?? []) {
        dirty.add(state.path)
        for (const other of state.mentioning(local)) affected.push([state.path, other])
      }
    }
    const moving = [...this.#states.values()].filter((state) => state.moves || state.moved)
    // What was moved is told apart across files.
    const together = moving.length > 1 && moving.some(({ path }) => dirty.has(path))
    return together ? undefined : dirty
  }

  /** Which files import a name of a file, and what they call it; by `path name`. */
  #importers(): Map<string, Importer[]> {
    const importers = new Map<string, Importer[]>()
    for (const state of this.#states.values()) {
      for (const { target, name, local } of state.imports) {
        const key = `${target} ${name}`
        const known = importers.get(key)
        if (known) known.push({ state, local })
        else importers.set(key, [{ state, local }])
      }
    }
    return importers
  }

  #check(states: readonly FileState[]): void {
    const program = this.#program
    const modules = program.modules as Map<string, Module>
    const exported = new Map<string, ReadonlyMap<string, AnySymbol>>()
    for (const state of states) {
      const { path, parsed } = state
      const { tree } = parsed
      const before = modules.get(path)
      if (before) {
        this.#names.remove(before)
        forgetTree(program, before.tree)
      }
      state.begin()
      const own = declare(tree, state.report, program.references, before?.exports)
      exported.set(path, own)
      for (const symbol of before?.exports.values() ?? []) {
        forgetSymbol(program, symbol, own.get(symbol.name) !== symbol)
      }
    }
    const exportsOf = (path: string) => exported.get(path) ?? modules.get(path)?.exports
    const again = new Map<string, Module>()
    for (const { parsed, report, path } of states) {
      again.set(path, bindModule(parsed.tree, report, exportsOf, program.references))
    }
    for (const [path, module] of again) {
      modules.set(path, module)
      this.#names.add(module)
    }
    const contacts = contactsOf([...this.#states.values()].flatMap((state) => state.contacts))
    checkModules(program, again, contacts, (path) => this.#hostOf(path))
    for (const state of states) {
      state.finish(program, again.get(state.path)!)
    }
  }

  /** A host that notes what is read for a file. */
  #hostOf(path: string): Host {
    const state = this.#states.get(path)!
    return {
      read: (other) => {
        state.reads.add(other)
        return this.#readText(other)
      },
    }
  }

  #forgetReviews(): void {
    this.#told.clear()
    for (const state of this.#states.values()) state.version++
  }

  /** Puts together what is to be told of each file; returns the files where it is something else than before. */
  #review(): string[] {
    const { rules = {} } = this.#options
    this.#readTemplates()
    const conflicts = this.#reportConflicts()
    const beside = grouped([...this.#lost, ...conflicts, ...this.#checkTemplates()])
    const states = [...this.#states.values()]
    const errors = [
      ...states.flatMap(({ diagnostics }) => diagnostics),
      ...[...beside.values()].flat(),
    ].filter(isError)
    const whole = wholeFiles(this.#program, errors)
    const complete = errors.length === 0
    const own = states.flatMap(({ analysis }) => analysis ?? [])
    const ofProject = complete
      ? grouped(runRules('project', new Analysis(this.#program, own), rules))
      : new Map<string, Diagnostic[]>()

    const changed: string[] = []
    const paths = new Set([...this.#states.keys(), ...beside.keys(), ...this.#told.keys()])
    for (const path of paths) {
      const state = this.#states.get(path)
      const linted = state?.analysis && whole.has(path)
      const inputs: Inputs = {
        version: state?.version,
        complete,
        found: [
          ...(beside.get(path) ?? []),
          ...(linted ? state.lint(this.#program, rules) : []),
          ...(ofProject.get(path) ?? []),
        ],
      }
      const before = this.#told.get(path)
      if (before && sameInputs(before.inputs, inputs)) continue
      const found = [...(state?.diagnostics ?? []), ...inputs.found]
      const list = reviewFile(state?.parsed.tree, found, rules, complete)
      if (!state && list.length === 0) this.#told.delete(path)
      else this.#told.set(path, { inputs, list })
      if (!sameFindings(before?.list ?? [], list)) changed.push(path)
    }
    return changed
  }

  #reportConflicts(): Diagnostic[] {
    const found: Diagnostic[] = []
    if (!this.#names.hasConflicts) return found
    for (const { later, first } of nameConflicts(this.#program.modules)) {
      const { tree } = this.#program.modules.get(later.file)!
      const { diagnostics } = this.#states.get(later.file)!.parsed
      reportDuplicate(reporter(later.file, found, echoesIn(tree, diagnostics)), later, first)
    }
    return found
  }

  #readTemplates(): void {
    const { templates } = this.#program
    templates.clear()
    for (const { reads } of this.#states.values()) {
      for (const path of reads) {
        const text = this.#readText(path)
        if (text.ok) templates.set(path, text.text)
      }
    }
  }

  #checkTemplates(): Diagnostic[] {
    const program = this.#program
    if (program.templates.size === 0) return []
    const files = [...this.#states.values()].flatMap((state) => state.templates)
    return [...usesOfTemplates(files, program)].flatMap(([path, uses]) => {
      const text = program.templates.get(path)!
      let read = this.#templates.get(path)
      if (read?.text !== text) {
        read = { text, template: readTemplate(text) }
        this.#templates.set(path, read)
      }
      const { template } = read
      return toldOnce(uses.map((use) => this.#checkTemplate(template, use)))
    })
  }

  #checkTemplate(template: ReadTemplate, use: TemplateFile): readonly Diagnostic[] {
    const known = this.#uses.get(use)
    if (known?.template === template) return known.found
    const found = checkTemplate(template, use, this.#program)
    this.#uses.set(use, { template, found })
    return found
  }
}

/** A template, and where messages name it. */
export interface TemplateInUse {
  template: ReadTemplate
  uses: readonly TemplateFile[]
}

interface Importer {
  state: FileState
  /** What the file calls it. */
  local: string
}

/** What a file was told from. */
interface Inputs {
  version: number | undefined
  complete: boolean
  found: readonly Diagnostic[]
}

interface Told {
  inputs: Inputs
  list: readonly Diagnostic[]
}

/** Where a file imports from. */
function importsText({ declarations }: SourceTree): string {
  return declarations.flatMap((one) => (one.kind === 'import' ? textOf(one.from) : [])).join('\n')
}

function segmentsOf({ exports }: Module): SegmentSymbol[] {
  return [...exports.values()].filter((symbol) => symbol.kind === 'segment')
}

function grouped(diagnostics: readonly Diagnostic[]): Map<string, Diagnostic[]> {
  const byFile = new Map<string, Diagnostic[]>()
  for (const diagnostic of diagnostics) {
    const known = byFile.get(diagnostic.file)
    if (known) known.push(diagnostic)
    else byFile.set(diagnostic.file, [diagnostic])
  }
  return byFile
}

const isError = (diagnostic: Diagnostic): boolean => severityOf(diagnostic) === 'error'

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index])
}

function sameRead(a: ReadResult, b: ReadResult): boolean {
  return a.ok && b.ok ? a.text === b.text : JSON.stringify(a) === JSON.stringify(b)
}

function sameInputs(a: Inputs, b: Inputs): boolean {
  return a.version === b.version && a.complete === b.complete && sameFindings(a.found, b.found)
}
