import { type IToken, type ParserMethod, type TokenType, tokenMatcher } from 'chevrotain'
import type { ErrorNode, Expression, FieldDeclaration, Setting, SettingValue } from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { numberLiteral, UNITS } from './quantities.ts'
import { ScenarioParser } from './scenarios.ts'

/** What a setting without its colon is known by. */
const VALUES: ReadonlySet<TokenType> = new Set([T.StringToken, T.NumberToken, T.PercentToken, T.LeftBracket])

/** What stands in the braces of declarations: fields, settings, and parts that begin with a word of their own. */
export abstract class MemberParser extends ScenarioParser {
  protected fieldBlock = this.RULE('fieldBlock', (): FieldDeclaration[] => {
    const open = this.need(1, T.LeftBrace)
    return this.members(
      () => this.subrule(0, this.field),
      () => this.close(1, T.RightBrace, open),
    )
  })

  /** Members up to the closing brace, with commas or without. A broken one is reported and left out. */
  protected members<M extends { span: { start: number; end: number } }>(
    member: () => M,
    close: () => unknown,
  ): M[] {
    const members: M[] = []
    if (!this.RECORDING_PHASE) {
      while (!this.atEnd() && !this.next(T.RightBrace) && !this.atNewDeclaration()) {
        const read = this.guard<M>(member, () => this.next(T.Identifier) && !this.onSameLine())
        if (!('kind' in read && read.kind === 'error')) members.push(read as M)
        if (this.next(T.Comma)) this.consume(1, T.Comma)
      }
    }
    close()
    return members
  }

  protected field = this.RULE('field', (): FieldDeclaration => {
    const doc = this.RECORDING_PHASE ? undefined : this.docs()
    const name = this.CONSUME(T.Identifier)
    this.need(1, T.Colon)
    const type = this.SUBRULE(this.type)
    const field: FieldDeclaration = { kind: 'field', name: this.toName(name), type, span: this.span(name) }
    if (doc !== undefined) field.doc = doc
    if (this.accept(T.Assign)) field.default = this.SUBRULE(this.expression)
    field.span = this.spanFrom(name)
    return field
  })

  protected settingBlock = this.RULE('settingBlock', (): Setting[] => {
    const open = this.need(1, T.LeftBrace)
    return this.members(
      () => this.subrule(0, this.setting),
      () => this.close(1, T.RightBrace, open),
    )
  })

  protected setting = this.RULE('setting', (): Setting => {
    const doc = this.RECORDING_PHASE ? undefined : this.docs()
    const name = this.CONSUME(T.Identifier)
    this.need(1, T.Colon)
    const value = this.SUBRULE(this.settingValue)
    const setting: Setting = { kind: 'setting', name: this.toName(name), value, span: this.spanFrom(name) }
    if (doc !== undefined) setting.doc = doc
    return setting
  })

  /** An expression, `21:00 to 08:00 else skip`, or `3 per 7 days`. */
  private settingValue = this.RULE('settingValue', (): SettingValue => {
    const first = this.SUBRULE(this.expression)
    if (this.accept(K.to)) {
      const to = this.SUBRULE2(this.expression)
      const range: SettingValue = { kind: 'range', from: first, to, span: first.span }
      if (this.accept(K.else)) range.else = this.name(1, '"skip"')
      range.span = this.spanFrom(first.span)
      return range
    }
    if (this.accept(K.per)) {
      const per = this.perUnit() ?? this.SUBRULE3(this.expression)
      return { kind: 'rate', count: first, per, span: this.spanFrom(first.span) }
    }
    return first
  })

  /** `3 per week`: the number of the length is missing. Reported, and read as one. */
  private perUnit(): Expression | undefined {
    if (this.RECORDING_PHASE || !UNITS.includes(this.LA(1).image)) return undefined
    const unit = this.consume(97, T.Identifier)
    const span = this.span(unit)
    this.quantityProblem(span, `a length of time has a number: 1 ${unit.image}.`, `1 ${unit.image}`)
    return { kind: 'error', span }
  }

  /** `{ … }` if it is written: the settings of what may have none. */
  protected settings(): Setting[] {
    return this.next(T.LeftBrace) ? this.subrule(0, this.settingBlock) : []
  }

  /** A setting whose value may say how sure it is: `emotion: 2 assumed`, `evidence: "12 of 15" anecdotal` */
  protected qualifiedSetting = this.RULE('qualifiedSetting', (): Setting => {
    const doc = this.RECORDING_PHASE ? undefined : this.docs()
    const name = this.CONSUME(T.Identifier)
    this.need(1, T.Colon)
    const first = this.LA(1)
    const number = this.signedNumber()
    let value: SettingValue = number ?? this.SUBRULE(this.settingValue)
    if (this.LA(1).tokenType === T.Identifier && this.onSameLine() && this.LA(2).tokenType !== T.Colon) {
      const qualifier = this.name(2, '"assumed"')
      value = { kind: 'qualified', value: value as Expression, qualifier, span: this.spanFrom(first) }
    }
    const setting: Setting = { kind: 'setting', name: this.toName(name), value, span: this.spanFrom(name) }
    if (doc !== undefined) setting.doc = doc
    return setting
  })

  /** A number alone, whose next word is not meant as its unit. */
  private signedNumber(): Expression | undefined {
    const first = this.LA(1)
    const negative = first.tokenType === T.Minus && this.LA(2).tokenType === T.NumberToken
    if (!negative && first.tokenType !== T.NumberToken) return undefined
    if (tokenMatcher(this.LA(negative ? 3 : 2), T.BinaryOperator)) return undefined
    if (negative) this.consume(1, T.Minus)
    const operand = numberLiteral(this.consume(1, T.NumberToken), this.quantityProblem)
    return negative ? { kind: 'unary', op: '-', operand, span: this.spanFrom(first) } : operand
  }

  /**
   * `{ … }` of parts that begin with words of their own, and of settings if there may be any. What can't begin one is
   * reported once and skipped.
   */
  protected parts<P extends { doc?: string }>(
    of: string,
    rules: ReadonlyMap<TokenType, ParserMethod<[], P>>,
    setting?: ParserMethod<[], P>,
  ): (P | ErrorNode)[] {
    const open = this.need(91, T.LeftBrace)
    const parts: (P | ErrorNode)[] = []
    const rule = () => (setting && this.atSetting() ? setting : rules.get(this.LA(1).tokenType))
    const resume = () => rule() !== undefined && !this.onSameLine()
    while (open.image !== '' && !this.atEnd() && !this.next(T.RightBrace) && !this.atNewDeclaration()) {
      const found = rule()
      if (found) parts.push(this.guard(() => this.part(found), resume))
      else parts.push(this.strayPart(of, [...rules.keys()], setting !== undefined, resume))
      this.accept(T.Comma)
    }
    this.close(91, T.RightBrace, open)
    return parts
  }

  /** A name with a colon, or with a value where the colon is missing. */
  private atSetting(): boolean {
    const { tokenType } = this.LA(2)
    return this.LA(1).tokenType === T.Identifier && (tokenType === T.Colon || VALUES.has(tokenType))
  }

  private part<P extends { doc?: string }>(rule: ParserMethod<[], P>): P {
    const doc = this.docs()
    const part = this.subrule(0, rule)
    if (doc !== undefined) part.doc = doc
    return part
  }

  private strayPart(
    of: string,
    words: readonly TokenType[],
    settings: boolean,
    resume: () => boolean,
  ): ErrorNode {
    const first = this.LA(1)
    const candidates = words.map((word) => word.name.replace(/^Keyword_/, ''))
    if (candidates.includes(first.image) && this.LA(2).tokenType === T.Colon) {
      // `plan: "…"`: right before a colon a word is no keyword.
      const expected = 'what follows without it'
      this.problem('unexpected-token', this.span(this.LA(2)), { found: '":"', expected })
    } else this.problem('unknown-part', this.span(first), { of, found: this.found(), candidates, settings })
    this.skipTo(resume, first)
    return { kind: 'error', span: this.spanFrom(first) }
  }

  /** Whether a member stands on the line of the one before, without a comma. */
  protected runsBehind(name: IToken): boolean {
    const { text } = this.source
    let at = name.startOffset - 1
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at--
    return !/[\n\r,{]/.test(text.charAt(at)) && at >= 0
  }
}
