import { define, type NoArgs } from '../definition.ts'
import { didYouMean } from '../suggest.ts'

/** J50xx: scenarios. */
export const scenarios = define({
  'scenario-without-contact': {
    code: 'J5001',
    severity: 'error',
    message: (_: NoArgs) => 'A scenario begins with its contact: contact(email: "sara@example.com").',
  },
  'scenario-without-time': {
    code: 'J5002',
    severity: 'error',
    message: (_: NoArgs) =>
      'Say when this happens, before the first event: at 2026-03-02 10:00 in "Europe/Berlin".',
  },
  'time-goes-back': {
    code: 'J5003',
    severity: 'error',
    message: (_: NoArgs) => 'This is earlier than the line before. Time in a scenario only goes forward.',
  },
  'scenario-without-expectation': {
    code: 'J5004',
    severity: 'warning',
    message: (_: NoArgs) => 'This scenario expects nothing, so it can never fail. Add an "expect" line.',
  },
  'unknown-waiting-step': {
    code: 'J5005',
    severity: 'error',
    message: (a: { journey: string; step: string; candidates: readonly string[] }) =>
      `The journey "${a.journey}" has no step "${a.step}" at which a contact could wait.${didYouMean(a.step, a.candidates)}`,
  },
  'unknown-zone': {
    code: 'J5006',
    severity: 'error',
    message: (a: { zone: string }) => `"${a.zone}" is not a time zone. Use a name such as "Europe/Berlin".`,
  },
  'expect-not-exact': {
    code: 'J5007',
    severity: 'error',
    message: (_: NoArgs) => '"not sent" says that nothing was sent; it takes no count.',
  },
  'taken-twice': {
    code: 'J5008',
    severity: 'error',
    message: (a: { split: string; arm: string }) =>
      `This contact takes "${a.arm}" of "${a.split}" already, and always goes the same way. Write another scenario.`,
  },
  'sent-by-hand': {
    code: 'J5009',
    severity: 'error',
    message: (_: NoArgs) =>
      'Only the runtime says that a message was sent. Bring the contact to a step that sends it; "opened", "clicked" and "bounced" can be written.',
  },
})
