import { purposeOf, settingOf } from '../analysis/sends.ts'
import { rule } from '../rule.ts'

/** Kinds that nobody has to agree to: the business's own systems, and what is seen only by whoever opens the app. */
const WITHOUT = new Set(['webhook', 'in_app'])

/** A channel without consent on which more than service goes out. */
export const sendWithoutConsent = rule({
  name: 'send-without-consent',
  scope: 'project',
  check({ analysis, report }) {
    const told = new Set<unknown>()
    for (const [{ symbol }, sends] of analysis.sends) {
      for (const { channel, message, step } of sends) {
        const { declaration, name } = channel
        if (told.has(channel) || WITHOUT.has(declaration.channelKind.text)) continue
        if (settingOf(declaration, 'consent') || purposeOf(message) === 'serve') continue
        told.add(channel)
        report(
          channel.file,
          declaration.name.span,
          { channel: name },
          { related: [{ role: 'used here', file: symbol.file, span: step.message.span }] },
        )
      }
    }
  },
})
