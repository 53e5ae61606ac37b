import { type IToken, type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain'
import { adviceOnDeclaration } from '../../diagnostics/advice.ts'
import type { Report } from '../../diagnostics/diagnostic.ts'
import type {
  ContactDeclaration,
  Declaration,
  ErrorNode,
  EventDeclaration,
  ImportDeclaration,
  ImportedName,
  JourneyDeclaration,
  StageDefinition,
  StagesDeclaration,
  TagDeclaration,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { MapParser } from './maps.ts'

/** What stands at the top of a file. */
export abstract class DeclarationParser extends MapParser {
  file = this.RULE('file', (): Declaration[] => {
    if (this.RECORDING_PHASE) return []
    const declarations: Declaration[] = []
    while (!this.atEnd()) declarations.push(this.oneDeclaration())
    return declarations
  })

  private oneDeclaration(): Declaration {
    const resume = () => this.startsDeclaration() && !this.onSameLine() && this.atLineStart()
    if (this.startsDeclaration()) return this.guard(() => this.declaration(), resume)
    return this.strayDeclaration(resume)
  }

  private strayDeclaration(resume: () => boolean): ErrorNode {
    const first = this.LA(1)
    this.problem(...this.noDeclaration(first))
    this.skipTo(resume, first, { pastBrace: true })
    return { kind: 'error', span: this.spanFrom(first) }
  }

  /** A step behind a brace that ended its journey points at that brace: there is one too many. */
  private noDeclaration(first: IToken): Parameters<Report> {
    const span = this.span(first)
    const found = this.found()
    const ended = this.LA(0)
    if (ended.tokenType === T.RightBrace && this.startsItem() && !this.atLineStart()) {
      const related = [{ role: 'ended here' as const, file: this.source.path, span: this.span(ended) }]
      return ['unknown-declaration', span, { found, candidates: [] }, { related }]
    }
    const candidates = adviceOnDeclaration(first.image) === '' ? T.declarationWords : []
    return ['unknown-declaration', span, { found, candidates }]
  }

  private declaration(): Declaration {
    const doc = this.docs()
    const declaration = this.dispatch(this.declarationRules(), this.scenario)
    if (doc !== undefined) declaration.doc = doc
    return declaration
  }

  #declarationRules: ReadonlyMap<TokenType, ParserMethod<[], Exclude<Declaration, ErrorNode>>> | undefined

  private declarationRules() {
    this.#declarationRules ??= new Map<TokenType, ParserMethod<[], Exclude<Declaration, ErrorNode>>>([
      [K.import, this.importDeclaration],
      [K.contact, this.contact],
      [K.enum, this.enumDeclaration],
      [K.tag, this.tag],
      [K.segment, this.segment],
      [K.event, this.event],
      [K.channel, this.channel],
      [K.message, this.message],
      [K.department, this.department],
      [K.action, this.action],
      [K.stages, this.stages],
      [K.persona, this.persona],
      [K.campaign, this.campaign],
      [K.journey, this.journey],
      [K.map, this.map],
      [K.moved, this.moved],
      [K.scenario, this.scenario],
    ])
    return this.#declarationRules
  }

  private importDeclaration = this.RULE('import', (): ImportDeclaration => {
    const keyword = this.CONSUME(K.import)
    const open = this.need(1, T.LeftBrace)
    const names = this.commaList(() => this.subrule(0, this.importedName), T.RightBrace)
    // Without it, where the file is named is read as names, too.
    this.close(1, T.RightBrace, open, false)
    this.need(1, K.from)
    const from = this.SUBRULE(this.string)
    return { kind: 'import', names, from, span: this.spanFrom(keyword) }
  })

  private importedName = this.RULE('importedName', (): ImportedName => {
    const name = this.listedName(1, 'the name of what to import')
    const imported: ImportedName = { name, span: name.span }
    if (this.accept(K.as)) imported.alias = this.name(2, 'another name for it')
    imported.span = this.spanFrom(name.span)
    return imported
  })

  private contact = this.RULE('contact', (): ContactDeclaration => {
    const keyword = this.CONSUME(K.contact)
    const fields = this.SUBRULE(this.fieldBlock)
    return { kind: 'contact', keyword: this.span(keyword), fields, span: this.spanFrom(keyword) }
  })

  private tag = this.RULE('tag', (): TagDeclaration => {
    const keyword = this.CONSUME(K.tag)
    const name = this.name(1, 'a name for the tag')
    const declaration: TagDeclaration = { kind: 'tag-declaration', name, span: this.span(keyword) }
    const title = this.title()
    if (title) declaration.title = title
    declaration.span = this.spanFrom(keyword)
    return declaration
  })

  private event = this.RULE('event', (): EventDeclaration => {
    const keyword = this.CONSUME(K.event)
    const name = this.name(1, 'a name for the event')
    const declaration: EventDeclaration = { kind: 'event', name, fields: [], span: this.span(keyword) }
    const title = this.title()
    if (title) declaration.title = title
    if (this.next(T.LeftBrace)) declaration.fields = this.SUBRULE(this.fieldBlock)
    declaration.span = this.spanFrom(keyword)
    return declaration
  })

  private stages = this.RULE('stages', (): StagesDeclaration => {
    const keyword = this.CONSUME(K.stages)
    const name = this.name(1, 'a name for the stages')
    const declaration: StagesDeclaration = { kind: 'stages', name, stages: [], span: this.span(keyword) }
    const title = this.title()
    if (title) declaration.title = title
    const open = this.need(1, T.LeftBrace)
    declaration.stages = this.members(
      () => this.subrule(0, this.stageDefinition),
      () => this.close(1, T.RightBrace, open),
    )
    declaration.span = this.spanFrom(keyword)
    return declaration
  })

  private stageDefinition = this.RULE('stageDefinition', (): StageDefinition => {
    const doc = this.RECORDING_PHASE ? undefined : this.docs()
    const name = this.CONSUME(T.Identifier)
    // Stages have no colon to tell them apart: on one line a comma does.
    if (!this.RECORDING_PHASE && this.runsBehind(name)) {
      const span = this.span(name)
      this.problem('unexpected-token', span, {
        found: `"${name.image}"`,
        expected: '",", "asks", "loops to" or a new line',
      })
    }
    const stage: StageDefinition = {
      kind: 'stage-definition',
      name: this.toName(name),
      span: this.span(name),
    }
    if (doc !== undefined) stage.doc = doc
    const title = this.title()
    if (title) stage.title = title
    if (this.accept(K.asks)) stage.asks = this.SUBRULE(this.string)
    // A stage may be called `loops`.
    if (this.next(K.loops) && tokenMatcher(this.LA(2), K.to)) {
      this.CONSUME(K.loops)
      this.CONSUME(K.to)
      stage.loopsTo = this.name(1, 'the name of a stage')
    }
    stage.span = this.spanFrom(name)
    return stage
  })

  private journey = this.RULE('journey', (): JourneyDeclaration => {
    const keyword = this.CONSUME(K.journey)
    const name = this.name(1, 'a name for the journey')
    const title = this.title()
    const body = this.SUBRULE(this.body)
    const declaration: JourneyDeclaration = {
      kind: 'journey',
      name,
      body: body.items,
      span: this.spanFrom(keyword),
    }
    if (title) declaration.title = title
    return declaration
  })
}
