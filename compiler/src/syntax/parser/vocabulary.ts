import { tokenMatcher } from 'chevrotain'
import type { ReportExtra } from '../../diagnostics/diagnostic.ts'
import type {
  ActionDeclaration,
  CampaignDeclaration,
  DepartmentDeclaration,
  EnumDeclaration,
  EnumMember,
  MovedDeclaration,
  MovedTarget,
  Name,
  SegmentDeclaration,
  StepReference,
  StringLiteral,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { MessageParser } from './messages.ts'

/** Declarations that give names to what a project speaks of: enums, segments, departments, actions, campaigns. */
export abstract class VocabularyParser extends MessageParser {
  /** `enum Market { domestic "At home", export "Abroad" }` */
  protected enumDeclaration = this.RULE('enum', (): EnumDeclaration => {
    const keyword = this.CONSUME(K.enum)
    const name = this.name(1, 'a name for the enum')
    const title = this.title()
    const open = this.need(1, T.LeftBrace)
    const members = this.members(
      () => this.subrule(0, this.enumMember),
      () => this.close(1, T.RightBrace, open),
    )
    return { kind: 'enum', name, ...(title && { title }), members, span: this.spanFrom(keyword) }
  })

  private enumMember = this.RULE('enumMember', (): EnumMember => {
    const doc = this.RECORDING_PHASE ? undefined : this.docs()
    const word = this.CONSUME(T.Identifier)
    if (!this.RECORDING_PHASE && this.runsBehind(word)) {
      const found = `"${word.image}"`
      this.problem('unexpected-token', this.span(word), { found, expected: '"," or a new line' })
    }
    if (this.next(T.Colon)) {
      this.expected('a title such as "At home" without ":"')
      this.consume(2, T.Colon)
    }
    const title = this.title()
    return {
      kind: 'enum-member',
      name: this.toName(word),
      ...(title && { title }),
      ...(doc !== undefined && { doc }),
      span: this.spanFrom(word),
    }
  })

  /** `segment lapsed "No purchase in 90 days" = no purchased in last 90 days` */
  protected segment = this.RULE('segment', (): SegmentDeclaration => {
    const keyword = this.CONSUME(K.segment)
    const name = this.name(1, 'a name for the segment')
    const title = this.title()
    if (!this.RECORDING_PHASE && (this.next(T.Colon) || this.next(K.when) || this.next(K.where))) {
      this.expected('"="')
      this.skip()
    } else this.need(1, T.Assign)
    const condition = this.SUBRULE(this.expression)
    return { kind: 'segment', name, ...(title && { title }), condition, span: this.spanFrom(keyword) }
  })

  /** `department sales "Sales" { email: "sales@example.com" }` */
  protected department = this.RULE('department', (): DepartmentDeclaration => {
    const keyword = this.CONSUME(K.department)
    const name = this.name(1, 'a name for the department')
    const title = this.title()
    const settings = this.settings()
    return { kind: 'department', name, ...(title && { title }), settings, span: this.spanFrom(keyword) }
  })

  /** `campaign spring "Spring 2026" { from: 2026-03-01, to: 2026-05-31 }` */
  protected campaign = this.RULE('campaign', (): CampaignDeclaration => {
    const keyword = this.CONSUME(K.campaign)
    const name = this.name(1, 'a name for the campaign')
    const title = this.title()
    const settings = this.SUBRULE(this.settingBlock)
    return { kind: 'campaign', name, ...(title && { title }), settings, span: this.spanFrom(keyword) }
  })

  /** `action make_coupon(percent: percent): { code: string } from "./actions.ts"` */
  protected action = this.RULE('action', (): ActionDeclaration => {
    const keyword = this.CONSUME(K.action)
    const name = this.name(1, 'a name for the action')
    const action: ActionDeclaration = { kind: 'action', name, params: [], span: name.span }
    if (this.next(T.LeftParen)) {
      const open = this.consume(1, T.LeftParen)
      action.params = this.commaList(() => this.subrule(0, this.field), T.RightParen)
      this.close(1, T.RightParen, open)
    }
    if (this.next(T.LeftBrace)) this.expected('":"')
    if (this.accept(T.Colon) || this.next(T.LeftBrace)) action.returns = this.subrule(0, this.fieldBlock)
    if (this.accept(K.from)) action.from = this.subrule(0, this.string)
    action.span = this.spanFrom(keyword)
    return action
  })

  /** `moved welcome.second_chance to welcome.last_chance`, `… to stage conversion`, `… to finish` */
  protected moved = this.RULE('moved', (): MovedDeclaration => {
    const keyword = this.CONSUME(K.moved)
    const from = this.SUBRULE(this.stepReference)
    this.need(1, K.to)
    const to = this.SUBRULE(this.movedTarget, { ARGS: [from.journey] })
    return { kind: 'moved', from, to, span: this.spanFrom(keyword) }
  })

  private movedTarget = this.RULE('movedTarget', (from: Name): MovedTarget => {
    const first = this.LA(1)
    const isJourney = this.LA(2).tokenType === T.Dot
    if (this.next(K.stage) && !isJourney && tokenMatcher(this.LA(2), T.Identifier)) {
      this.consume(1, K.stage)
      const stage = this.name(1, 'the name of a stage')
      return { kind: 'to-stage', stage, span: this.spanFrom(first) }
    }
    if (this.next(K.finish) && !isJourney) {
      this.consume(1, K.finish)
      return { kind: 'to-finish', span: this.spanFrom(first) }
    }
    const step = this.SUBRULE(this.stepReference, { ARGS: [from] })
    return { kind: 'to-step', step, span: step.span }
  })

  /** Where a journey was to be named, there may be the step of the one that is meant anyway. */
  private stepAmong(journey: Name | undefined, step: Name): ReportExtra | undefined {
    if (!journey?.text || step.text === '') return undefined
    const span = { start: step.span.start, end: step.span.start }
    const edits = [{ file: this.source.path, span, text: `${journey.text}.` }]
    return { fixes: [{ title: `Write "${journey.text}.${step.text}"`, edits }] }
  }

  /** `welcome.second_chance`, `welcome."subscription/wait purchased"` */
  private stepReference = this.RULE('stepReference', (among?: Name): StepReference => {
    const journey = this.name(1, 'a step, such as welcome.second_chance')
    if (!this.accept(T.Dot)) this.expected('"." and the name of a step', this.stepAmong(among, journey))
    const step: Name | StringLiteral = this.next(T.StringToken)
      ? this.subrule(0, this.string)
      : this.name(2, 'the name of a step')
    return { journey, step, span: this.spanFrom(journey.span) }
  })
}
