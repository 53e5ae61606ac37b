import type {
  ChannelDeclaration,
  FieldDeclaration,
  MessageDeclaration,
  MessageVariant,
  Setting,
} from '../ast.ts'
import * as T from '../tokens.ts'
import { K } from '../tokens.ts'
import { MemberParser } from './members.ts'

/** Channels, and the messages that are sent on them. */
export abstract class MessageParser extends MemberParser {
  protected channel = this.RULE('channel', (): ChannelDeclaration => {
    const keyword = this.CONSUME(K.channel)
    const name = this.name(1, 'a name for the channel')
    this.need(1, T.Colon)
    const channelKind = this.name(2, 'a kind of channel, such as email')
    const settings = this.settings()
    return { kind: 'channel', name, channelKind, settings, span: this.spanFrom(keyword) }
  })

  protected message = this.RULE('message', (): MessageDeclaration => {
    const keyword = this.CONSUME(K.message)
    const name = this.name(1, 'a name for the message')
    let params: FieldDeclaration[] = []
    if (this.next(T.LeftParen)) {
      const open = this.CONSUME(T.LeftParen)
      params = this.commaList(() => this.subrule(0, this.field), T.RightParen)
      this.close(1, T.RightParen, open)
    }
    this.need(1, K.via)
    const channel = this.name(2, 'the name of a channel')
    const open = this.need(1, T.LeftBrace)
    const settings: Setting[] = []
    const variants: MessageVariant[] = []
    const members = this.members<Setting | MessageVariant>(
      () =>
        this.next(K.when) || this.next(K.else)
          ? this.subrule(0, this.variant)
          : this.subrule(0, this.setting),
      () => this.close(1, T.RightBrace, open),
    )
    for (const member of members) {
      if (member.kind === 'variant') variants.push(member)
      else settings.push(member)
    }
    return { kind: 'message', name, params, channel, settings, variants, span: this.spanFrom(keyword) }
  })

  /** `when contact.language == fa { … }`, `else { … }` */
  private variant = this.RULE('variant', (): MessageVariant => {
    const doc = this.RECORDING_PHASE ? undefined : this.docs()
    const keyword = this.CONSUME(T.Identifier)
    const when = keyword.tokenType === K.when ? this.subrule(0, this.expression) : undefined
    // Not `need`: what has no block is no variant, and what follows belongs to the message.
    if (!this.RECORDING_PHASE && !this.next(T.LeftBrace)) this.consume(1, T.LeftBrace)
    const settings = this.SUBRULE(this.settingBlock)
    return {
      kind: 'variant',
      keyword: this.span(keyword),
      ...(doc !== undefined && { doc }),
      ...(when && { when }),
      settings,
      span: this.spanFrom(keyword),
    }
  })
}
