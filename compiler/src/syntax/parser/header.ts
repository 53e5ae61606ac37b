import type { EnterLine, ExitLine, FollowsLine, GoalLine, HoldoutLine } from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { StartParser } from './starts.ts'

/** The lines of a journey's head beside its starts: how often, what counts as success, what ends a run. */
export abstract class HeaderParser extends StartParser {
  protected follows = this.RULE('follows', (): FollowsLine => {
    const keyword = this.CONSUME(K.follows)
    const model = this.name(1, 'the name of the stages')
    return { kind: 'follows', model, span: this.spanFrom(keyword) }
  })

  protected enter = this.RULE('enter', (): EnterLine => {
    const keyword = this.CONSUME(K.enter)
    const line: EnterLine = { kind: 'enter', rule: 'once', span: this.span(keyword) }
    this.OR({
      ERR_MSG: '"once", "again after …", or "journey" and the name of one',
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
    if (this.accept(K.where)) line.where = this.SUBRULE(this.expression)
    if (this.accept(K.within)) line.within = this.SUBRULE2(this.expression)
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
            if (this.accept(K.where)) line.where = this.SUBRULE2(this.expression)
          },
        },
      ],
    })
    line.span = this.spanFrom(keyword)
    return line
  })

  protected holdout = this.RULE('holdout', (): HoldoutLine => {
    const keyword = this.CONSUME(K.holdout)
    const share = this.SUBRULE(this.share)
    return { kind: 'holdout', share, span: this.spanFrom(keyword) }
  })
}
