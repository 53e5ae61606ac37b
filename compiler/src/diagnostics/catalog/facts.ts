import { define, type NoArgs } from '../definition.ts'

/** J42xx: facts about contacts: enums, segments, history, fields that are set, and ways that part by a value. */
export const facts = define({
  'repeated-member': {
    code: 'J4201',
    severity: 'error',
    message: (a: { name: string }) =>
      `There are two members called "${a.name}" in this enum. Give one of them another name.`,
  },
  'no-members': {
    code: 'J4202',
    severity: 'error',
    message: (a: { name: string }) =>
      `The enum "${a.name}" has no members. Add its values: enum ${a.name} { one, another }`,
  },
  'segment-in-itself': {
    code: 'J4203',
    severity: 'error',
    message: (a: { name: string; by: string | undefined }) =>
      `Whether a contact is in "${a.name}" depends on whether it is in "${a.name}"${
        a.by === undefined ? '' : `, by way of "${a.by}"`
      }. Write out the condition that is meant.`,
  },
  'segment-needed': {
    code: 'J4204',
    severity: 'error',
    message: (_: NoArgs) => 'After "contact in" stands the name of a segment: contact in lapsed.',
  },
  'segment-alone': {
    code: 'J4205',
    severity: 'error',
    message: (a: { name: string }) =>
      `"${a.name}" is a segment. Ask whether the contact is in it: contact in ${a.name}.`,
  },
  'no-window': {
    code: 'J4206',
    severity: 'error',
    message: (a: { example: string }) =>
      `How far back? Say where to look, for example ${a.example} in last 30 days; or "since start", or "ever".`,
  },
  'history-in-history': {
    code: 'J4207',
    severity: 'error',
    message: (a: { counts: boolean }) =>
      `The condition on what happened then can't look back in turn. ${
        a.counts === true
          ? 'Close the first count before the second: (count of purchased where …) / count of …'
          : 'Join the two with "and" instead.'
      }`,
  },
  'no-start-here': {
    code: 'J4208',
    severity: 'error',
    message: (_: NoArgs) =>
      '"since start" goes back to when a contact came into a journey, and nobody has come in here. Say "in last 30 days" or "ever".',
  },
  'not-about-messages': {
    code: 'J4209',
    severity: 'error',
    message: (a: { event: string; known: readonly string[] }) =>
      `"in last … sent" looks at the last messages, and "${a.event}" is not about a message. It goes with ${a.known.join(', ')}.`,
  },
  'not-summable': {
    code: 'J4210',
    severity: 'error',
    message: (a: { aggregate: string; found: string }) =>
      `Only numbers and amounts have ${a.aggregate === 'sum' ? 'a sum' : 'an average'}, but this is ${a.found}.`,
  },
  'history-not-here': {
    code: 'J4211',
    severity: 'error',
    message: (_: NoArgs) =>
      "A scenario can't look back. Expect what comes of it, or put the condition into a segment: contact in lapsed.",
  },
  'contact-field-needed': {
    code: 'J4212',
    severity: 'error',
    message: (a: { example: string }) => `A field of the contact is needed here, such as ${a.example}.`,
  },
  'match-not-exhaustive': {
    code: 'J4213',
    severity: 'error',
    message: (a: { missing: readonly string[] }) =>
      `There is no way here for ${a.missing.join(', ')}. Add what is missing, or "else { … }" for all others.`,
  },
  'matched-before': {
    code: 'J4214',
    severity: 'warning',
    message: (a: { value: string }) =>
      `${a.value} is in an earlier arm of this "match", which everyone takes who has it. Remove it here.`,
  },
  'else-never-taken': {
    code: 'J4215',
    severity: 'warning',
    message: (_: NoArgs) =>
      'The arms before it leave nothing over, so this "else" is never taken. Remove it.',
  },
  'always-in-everyone': {
    code: 'J4216',
    severity: 'error',
    message: (_: NoArgs) =>
      'Everybody is always in "everyone": nobody comes in or drops out. Name a segment of your own.',
  },
})
