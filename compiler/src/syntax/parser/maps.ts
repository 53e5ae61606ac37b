import type { ParserMethod, TokenType } from 'chevrotain'
import type {
  ErrorNode,
  Handoff,
  Kpi,
  KpiTarget,
  MapDeclaration,
  MapItem,
  MapStage,
  MapStageItem,
  NamesLine,
  Remark,
  Result,
  Touchpoint,
  TouchpointMember,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { PersonaParser } from './personas.ts'

type Rules<I> = ReadonlyMap<TokenType, ParserMethod<[], Exclude<I, ErrorNode>>>

/** The words between a touchpoint's name and its braces, in their order. */
const CLAUSES = ['via', 'by', 'before', 'during', 'after', 'for'] as const
const CLAUSE_ORDER = 'via, by, before, during or after sale, for'
const COMPARISONS: ReadonlySet<TokenType> = new Set([T.Less, T.LessEqual, T.Greater, T.GreaterEqual])

/** Maps: the stages of an experience, the touchpoints in them, what is measured and what is to improve. */
export abstract class MapParser extends PersonaParser {
  /** `map shop "How people come to love our mugs" { … }` */
  protected map = this.RULE('map', (): MapDeclaration => {
    const keyword = this.CONSUME(K.map)
    const name = this.name(1, 'a name for the map')
    const title = this.title()
    this.#mapRules ??= new Map<TokenType, ParserMethod<[], Exclude<MapItem, ErrorNode>>>([
      [K.follows, this.follows],
      [K.personas, this.namesLine],
      [K.runs, this.namesLine],
      [K.stage, this.mapStage],
      [K.handoff, this.handoff],
    ])
    const items = this.parts('map', this.#mapRules)
    return { kind: 'map', name, ...(title && { title }), items, span: this.spanFrom(keyword) }
  })
  #mapRules: Rules<MapItem> | undefined

  /** `personas sara, reza`, `runs welcome, win_back` */
  private namesLine = this.RULE('namesLine', (): NamesLine => {
    const keyword = this.CONSUME(T.Identifier)
    const runs = keyword.tokenType === K.runs
    const what = runs ? 'the name of a journey' : 'the name of a persona'
    const names = [this.listedName(2, what)]
    while (this.accept(T.Comma)) names.push(this.listedName(3, what))
    return {
      kind: runs ? 'runs' : 'personas',
      keyword: this.span(keyword),
      names,
      span: this.spanFrom(keyword),
    }
  })

  private mapStage = this.RULE('mapStage', (): MapStage => {
    const keyword = this.CONSUME(K.stage)
    const name = this.name(1, 'the name of a stage')
    this.#stageRules ??= new Map<TokenType, ParserMethod<[], Exclude<MapStageItem, ErrorNode>>>([
      [K.plan, this.remark],
      [K.result, this.result],
      [K.touchpoint, this.touchpoint],
      [K.kpi, this.kpi],
      [K.pain, this.remark],
      [K.idea, this.remark],
    ])
    const items = this.parts('stage of a map', this.#stageRules)
    return { kind: 'map-stage', name, items, span: this.spanFrom(keyword) }
  })
  #stageRules: Rules<MapStageItem> | undefined

  /** `plan "…"`, `pain "…"`, `idea "…"` */
  private remark = this.RULE('remark', (): Remark => {
    const keyword = this.CONSUME(T.Identifier)
    const text = this.SUBRULE(this.string)
    return {
      kind: keyword.image as Remark['kind'],
      keyword: this.span(keyword),
      text,
      span: this.spanFrom(keyword),
    }
  })

  /** `result spring "18 videos, 40,000 views"` */
  private result = this.RULE('result', (): Result => {
    const keyword = this.CONSUME(K.result)
    const campaign = this.name(1, 'the name of a campaign')
    const text = this.SUBRULE(this.string)
    return { kind: 'result', campaign, text, span: this.spanFrom(keyword) }
  })

  /** `touchpoint reel via instagram by marketing before sale for exporters { … }` */
  private touchpoint = this.RULE('touchpoint', (): Touchpoint => {
    const keyword = this.CONSUME(K.touchpoint)
    const name = this.name(1, 'a name for the touchpoint')
    const touchpoint: Touchpoint = { kind: 'touchpoint', name, members: [], span: name.span }
    const title = this.title()
    if (title) touchpoint.title = title
    this.clauses(touchpoint)
    if (this.next(T.LeftBrace)) {
      this.#touchpointRules ??= new Map<TokenType, ParserMethod<[], Exclude<TouchpointMember, ErrorNode>>>([
        [K.plan, this.remark],
        [K.pain, this.remark],
        [K.idea, this.remark],
      ])
      touchpoint.members = this.parts('touchpoint', this.#touchpointRules, this.qualifiedSetting)
    }
    touchpoint.span = this.spanFrom(keyword)
    return touchpoint
  })
  #touchpointRules: Rules<TouchpointMember> | undefined

  private clauses(touchpoint: Touchpoint): void {
    let last = -1
    for (let at = this.clause(); at >= 0; at = this.clause()) {
      const word = this.consume(1, T.Identifier)
      if (at < last) {
        this.problem('clause-order', this.span(word), { clause: word.image, order: CLAUSE_ORDER })
      }
      last = Math.max(last, at)
      if (word.image === 'via') touchpoint.via = this.name(2, 'the name of a channel')
      else if (word.image === 'by') touchpoint.by = this.name(2, 'the name of a department')
      else if (word.image === 'for') touchpoint.segment = this.name(2, 'the name of a segment')
      else {
        touchpoint.phase = this.toName(word)
        this.saleWord()
      }
    }
  }

  /** Which clause begins here, as its place in the order; -1 if none does. */
  private clause(): number {
    return this.next(T.Identifier) ? CLAUSES.indexOf(this.LA(1).image as (typeof CLAUSES)[number]) : -1
  }

  private saleWord(): void {
    if (this.LA(1).image === 'sale') this.consume(2, T.Identifier)
    else this.expected('"sale"')
  }

  /** `kpi reach: count of page_viewed, target >= 10_000 for exporters` */
  private kpi = this.RULE('kpi', (): Kpi => {
    const keyword = this.CONSUME(K.kpi)
    const name = this.name(1, 'a name for the KPI')
    this.need(1, T.Colon)
    const formula = this.formula()
    const kpi: Kpi = { kind: 'kpi', name, formula, span: name.span }
    const word = this.LA(1)
    const early = this.forSegment()
    if (this.atTarget()) {
      if (early) this.problem('clause-order', this.span(word), { clause: 'for', order: 'target, for' })
      kpi.target = this.target()
    }
    const segment = this.forSegment() ?? early
    if (segment) kpi.segment = segment
    kpi.span = this.spanFrom(keyword)
    return kpi
  })

  private formula() {
    this.inFormula = true
    try {
      return this.SUBRULE(this.expression)
    } finally {
      this.inFormula = false
    }
  }

  /** `, target >= 10_000`; a comma that is missing is told when the target is read. */
  private atTarget(): boolean {
    const behind = this.next(T.Comma) ? 1 : 0
    const isComparison = COMPARISONS.has(this.LA(2 + behind).tokenType)
    return this.LA(1 + behind).image === 'target' && (behind === 1 || isComparison)
  }

  private target(): KpiTarget {
    this.need(2, T.Comma)
    const word = this.consume(2, T.Identifier)
    const isComparison = COMPARISONS.has(this.LA(1).tokenType)
    if (!isComparison) this.expected('"<", "<=", ">" or ">="')
    const op = isComparison ? (this.LA(1).image as KpiTarget['op']) : '>='
    if (isComparison || this.next(T.Colon) || this.next(T.BinaryOperator)) this.skip()
    const value = this.subrule(2, this.expression)
    return { op, value, span: this.spanFrom(word) }
  }

  /** `handoff checkout to parcel { owner: "Sam", passes: "order, address", within: 1 day }` */
  private handoff = this.RULE('handoff', (): Handoff => {
    const keyword = this.CONSUME(K.handoff)
    const from = this.name(1, 'the name of a touchpoint')
    this.need(1, K.to)
    const to = this.name(2, 'the name of a touchpoint')
    const settings = this.settings()
    return { kind: 'handoff', from, to, settings, span: this.spanFrom(keyword) }
  })
}
