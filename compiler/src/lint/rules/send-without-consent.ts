import type { ChannelSymbol } from '../../modules/symbols.ts'
import type { Place } from '../../source/span.ts'
import type { Finder } from '../analysis/project.ts'
import { purposeOf, settingOf } from '../analysis/sends.ts'
import { projectRule } from '../rule.ts'

/** Kinds that nobody has to agree to: the business's own systems, and what is seen only by whoever opens the app. */
const WITHOUT = new Set(['webhook', 'in_app'])

/** A channel without consent on which more than service goes out. */
export const sendWithoutConsent = projectRule({
  name: 'send-without-consent',
  check({ analysis, project, report }) {
    for (const channel of analysis.declared('channel')) {
      const { file, name, declaration } = channel
      const [first] = project.all(openSends, channel)
      if (!first) continue
      const related = [{ role: 'used here' as const, ...first }]
      report(file, declaration.name.span, { channel: name }, { related })
    }
  },
})

/** Sends of more than service on channels that ask for no consent, by the channel. */
const openSends: Finder<ChannelSymbol, Place> = function* (file) {
  for (const sends of file.sends.values()) {
    for (const { channel, message, step } of sends) {
      if (WITHOUT.has(channel.declaration.channelKind.text)) continue
      if (settingOf(channel.declaration, 'consent') || purposeOf(message) === 'serve') continue
      yield [channel, { file: file.path, span: step.message.span }]
    }
  }
}
