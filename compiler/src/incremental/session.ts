import type { Program } from '../checker/program.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { RuleSettings } from '../lint/settings.ts'
import type { Host } from '../source/host.ts'
import type { ParseResult } from '../syntax/parse.ts'
import { CheckedProgram } from './checked.ts'
import { probe } from './probe.ts'
import { Sources, sameTexts } from './sources.ts'
import { TemplateFindings, type TemplateInUse } from './template-findings.ts'
import { Told } from './told.ts'

/** What a session checks, and how. */
export interface SessionOptions {
  /** The project's own `.journey` files. */
  paths: readonly string[]
  /** The project's IANA time zone. */
  timezone?: string | undefined
  /** Levels and options of rules. */
  rules?: RuleSettings | undefined
}

const NO_RULES: RuleSettings = {}

/**
 * A project that is checked again and again while it changes. What is kept is the tree of each file and what its
 * declarations show to others; a file is checked again only if its text changed, or something that it names, or
 * something that a finding in it points at. What comes out is what `compile`, the check of templates and `review`
 * would say of the same texts.
 */
export class Session {
  readonly #sources: Sources
  readonly #checked: CheckedProgram
  readonly #templates: TemplateFindings
  readonly #told: Told
  #options: SessionOptions

  constructor(host: Host, options: SessionOptions) {
    this.#options = options
    this.#sources = new Sources(host)
    this.#sources.follow(options.paths)
    this.#checked = new CheckedProgram(this.#sources, options.timezone)
    this.#templates = new TemplateFindings(this.#sources)
    this.#told = new Told(this.#sources)
    this.#review()
  }

  /** The checked project. It changes with every update. */
  get program(): Program {
    return this.#checked.program
  }

  /** Paths of the project's own files and of all that they import, the library included. */
  get sources(): string[] {
    return [...this.#sources.states.keys()]
  }

  /** Paths of all files that were read, or asked for in vain. */
  get asked(): Iterable<string> {
    return this.#sources.asked
  }

  /** Whether a file was read, or asked for in vain. */
  readonly wasAsked = (path: string): boolean => this.#sources.wasAsked(path)

  /** Paths of the templates that messages name and that could be read. */
  get templates(): string[] {
    return [...this.program.templates.keys()]
  }

  /** A template with the places where messages name it. */
  readonly templateAt = (path: string): TemplateInUse | undefined => this.#templates.inUse(path)

  /** The text of a source or template that was read. */
  readonly textOf = (path: string): string | undefined => this.#sources.textOf(path)

  /** A file with its tree, if it is part of the project. */
  readonly parsed = (path: string): ParseResult | undefined => this.#sources.states.get(path)?.parsed

  /** What is to be told of each file that has findings. */
  get diagnostics(): ReadonlyMap<string, readonly Diagnostic[]> {
    return this.#told.all
  }

  /** What is to be told of one file. */
  readonly diagnosticsOf = (path: string): readonly Diagnostic[] => this.#told.of(path)

  /**
   * Takes in that files may have other texts, and that the project may have other files or settings.
   *
   * @returns the files of which something else is to be told than before
   */
  update(changed: Iterable<string>, options: SessionOptions = this.#options): string[] {
    const before = this.#options
    const sameRules = JSON.stringify(before.rules) === JSON.stringify(options.rules)
    const sameSettings = sameRules && before.timezone === options.timezone
    this.#options = sameRules ? { ...options, rules: before.rules } : options
    const changes = this.#sources.take(changed)
    const follow = changes.importsChanged || !sameTexts(before.paths, options.paths)
    const sameModules = !follow || this.#sources.follow(options.paths)
    if (!sameSettings || !sameModules || this.#checked.entangled) this.#checkAll()
    else if (changes.edited.size + changes.readers.size > 0) {
      if (!this.#checked.checkAgain(changes)) this.#checkAll()
    }
    return this.#review()
  }

  /**
   * Looks at the project as it would be with other texts. Afterwards it is as it was; what `look` was given of it is
   * no longer true.
   */
  attempt<T>(texts: ReadonlyMap<string, string>, look: () => T): T {
    const takeBack = this.#sources.pretend(texts)
    try {
      this.update(texts.keys())
      return look()
    } finally {
      takeBack()
      this.update(texts.keys())
    }
  }

  /**
   * What would be found in a part of a file with another text, its echoes included: what follows from a syntax error is
   * left out of findings, but it tells what was looked for. What the part names and does not declare is that of the file
   * as it is. Nothing else changes.
   */
  probe(path: string, text: string): Diagnostic[] {
    return probe(this.program, this.#sources, path, text)
  }

  #checkAll(): void {
    this.#checked.checkAll(this.#options.timezone)
    this.#told.forgetProject()
  }

  #review(): string[] {
    const beside = [
      ...this.#sources.lost,
      ...this.#checked.conflicts(),
      ...this.#templates.check(this.program),
    ]
    return this.#told.review(this.program, this.#options.rules ?? NO_RULES, beside)
  }
}
