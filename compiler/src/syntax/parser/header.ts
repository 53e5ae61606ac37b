import { type TokenType, tokenMatcher } from 'chevrotain'
import type { EnterLine, ExitLine, FollowsLine, GoalLine, StartLine, TriggerNode } from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { ExpressionParser } from './expressions.ts'

/** The lines of a journey's head: who comes in, how often, what counts as success, what ends a run. */
export abstract class HeaderParser extends ExpressionParser {
  protected follows = this.RULE('follows', (): FollowsLine => {
    const keyword = this.CONSUME(K.follows)
    const model = this.name(1, 'the name of the stages')
    return { kind: 'follows', model, span: this.spanFrom(keyword) }
  })

  protected start = this.RULE('start', (): StartLine => {
    const keyword = this.CONSUME(K.start)
    const on = this.OR({
      ERR_MSG: '"on" and an event or a tag, or "manually"',
      DEF: [
        {
          ALT: () => {
            this.CONSUME(K.on)
            return this.SUBRULE(this.trigger)
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(K.manually)
            return { kind: 'manually', span: this.span(token) } as const
          },
        },
      ],
    })
    const line: StartLine = { kind: 'start', on, span: this.span(keyword) }
    if (this.mayBe(K.where))
      this.OPTION(() => {
        this.CONSUME(K.where)
        line.where = this.SUBRULE(this.expression)
      })
    if (this.mayBe(K.key))
      this.OPTION2(() => {
        this.CONSUME(K.key)
        line.key = this.SUBRULE2(this.expression)
      })
    if (this.mayBe(K.as))
      this.OPTION3(() => {
        this.CONSUME(K.as)
        line.name = this.name(1, 'a name for the start')
      })
    this.lateClauses('where, key, as', [K.where, K.key, K.as], (word) => {
      if (word === K.as) line.name = this.name(2, 'a name for the start')
      else if (word === K.key) line.key = this.subrule(3, this.expression)
      else line.where = this.subrule(3, this.expression)
    })
    line.span = this.spanFrom(keyword)
    return line
  })

  /** `purchased`, `tag #vip`, `untag #vip` */
  protected trigger = this.RULE('trigger', (): TriggerNode => {
    const first = this.LA(1)
    if (!this.RECORDING_PHASE && !this.atTagTrigger()) {
      // `wait for up to 3 days`: the event is missing.
      const event = this.atUpTo()
        ? this.missingName('the name of an event')
        : this.name(3, 'the name of an event')
      return { kind: 'on-event', event, span: event.span }
    }
    const keyword = this.OR([{ ALT: () => this.CONSUME(K.tag) }, { ALT: () => this.CONSUME(K.untag) }])
    const tag = this.SUBRULE(this.tagLiteral)
    return { kind: 'on-tag', tag, removed: keyword.tokenType === K.untag, span: this.spanFrom(first) }
  })

  /** `tag #vip`; also `tag vip`, whose missing "#" is reported by the tag itself. */
  protected atTagTrigger(): boolean {
    if (!this.next(K.tag) && !this.next(K.untag)) return false
    return tokenMatcher(this.LA(2), T.TagName) || this.LA(2).tokenType === T.Identifier
  }

  /** Clauses that come too late, or are written with another word, are reported once and read all the same. */
  protected lateClauses(order: string, words: readonly TokenType[], read: (word: TokenType) => void): void {
    if (this.RECORDING_PHASE) return
    for (
      let word = this.LA(1).tokenType;
      words.includes(word) && this.onSameLine();
      word = this.LA(1).tokenType
    ) {
      const token = this.consume(92, T.AnyToken)
      this.problem('clause-order', this.span(token), { clause: token.image, order })
      read(word)
    }
  }

  protected enter = this.RULE('enter', (): EnterLine => {
    const keyword = this.CONSUME(K.enter)
    const line: EnterLine = { kind: 'enter', rule: 'once', span: this.span(keyword) }
    this.OR({
      ERR_MSG: '"once" or "again after …"',
      DEF: [
        { ALT: () => this.CONSUME(K.once) },
        {
          ALT: () => {
            this.CONSUME(K.again)
            this.need(1, K.after)
            line.rule = 'again'
            this.OR2({
              ERR_MSG: '"exit" or a length of time',
              DEF: [
                { ALT: () => this.CONSUME(K.exit) },
                {
                  ALT: () => {
                    line.after = this.SUBRULE(this.duration)
                  },
                },
              ],
            })
          },
        },
      ],
    })
    line.span = this.spanFrom(keyword)
    return line
  })

  protected goal = this.RULE('goal', (): GoalLine => {
    const keyword = this.CONSUME(K.goal)
    const name = this.name(1, 'a name for the goal')
    this.need(1, T.Colon)
    const event = this.name(2, 'the name of an event')
    const line: GoalLine = { kind: 'goal', name, event, span: this.span(keyword) }
    if (this.mayBe(K.where))
      this.OPTION(() => {
        this.CONSUME(K.where)
        line.where = this.SUBRULE(this.expression)
      })
    if (this.mayBe(K.within))
      this.OPTION2(() => {
        this.CONSUME(K.within)
        line.within = this.SUBRULE2(this.expression)
      })
    line.span = this.spanFrom(keyword)
    return line
  })

  protected exit = this.RULE('exit', (): ExitLine => {
    const keyword = this.CONSUME(K.exit)
    const line: ExitLine = { kind: 'exit', span: this.span(keyword) }
    this.OR({
      ERR_MSG: '"when" and a condition, or "on" and an event',
      DEF: [
        {
          ALT: () => {
            this.CONSUME(K.when)
            line.when = this.SUBRULE(this.expression)
          },
        },
        {
          ALT: () => {
            this.CONSUME(K.on)
            line.on = this.SUBRULE(this.trigger)
            if (this.mayBe(K.where))
              this.OPTION(() => {
                this.CONSUME(K.where)
                line.where = this.SUBRULE2(this.expression)
              })
          },
        },
      ],
    })
    line.span = this.spanFrom(keyword)
    return line
  })
}
