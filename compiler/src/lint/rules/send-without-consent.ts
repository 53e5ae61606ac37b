import type { Program } from '../../checker/program.ts'
import type { Fix } from '../../diagnostics/diagnostic.ts'
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
  check({ analysis, program, project, report }) {
    for (const channel of analysis.declared('channel')) {
      const { file, name, declaration } = channel
      const [first] = project.all(openSends, channel)
      if (!first) continue
      const related = [{ role: 'used here' as const, ...first }]
      const fixes = consentFixes(channel, program)
      report(file, declaration.name.span, { channel: name }, { related, fixes })
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

/** Asks for the field that may hold it, one fix for each field that says yes or no. */
function consentFixes({ file, declaration }: ChannelSymbol, { contact, modules }: Program): Fix[] {
  const last = declaration.settings.at(-1)
  const fields = [...(contact?.fields.values() ?? [])].filter(({ type }) => type.name === 'boolean')
  if (!last) return []
  const text = modules.get(file)?.tree.text ?? ''
  const lineStart = text.lastIndexOf('\n', last.span.start - 1) + 1
  // In a line of its own where the others stand in lines of their own.
  const gap = lineStart > declaration.name.span.end ? text.slice(lineStart - 1, last.span.start) : ', '
  const span = { start: last.span.end, end: last.span.end }
  return fields.map(({ name }) => ({
    title: `Ask for "contact.${name}"`,
    edits: [{ file, span, text: `${gap}consent: contact.${name}` }],
  }))
}
