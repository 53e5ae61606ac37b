import { define, type NoArgs } from '../definition.ts'
import { didYouMean } from '../suggest.ts'

/** J40xx: journeys, their header and their steps. */
export const flow = define({
  'header-in-body': {
    code: 'J4001',
    severity: 'error',
    message: (a: { line: string }) =>
      `"${a.line}" belongs to the head of the journey, before its first step or stage.`,
  },
  'stage-inside': {
    code: 'J4002',
    severity: 'error',
    message: (_: NoArgs) => 'A stage stands directly in the journey, not inside a stage or a block.',
  },
  'step-outside-stage': {
    code: 'J4003',
    severity: 'error',
    message: (_: NoArgs) =>
      'This journey has stages, so every step stands in one of them. Move the step into a stage.',
  },
  'no-start': {
    code: 'J4004',
    severity: 'error',
    message: (a: { journey: string }) =>
      `Nobody can enter the journey "${a.journey}". Add a line such as "start on purchased" or "start manually".`,
  },
  'too-many-starts': {
    code: 'J4005',
    severity: 'error',
    message: (_: NoArgs) => 'A journey has at most three starting points.',
  },
  'repeated-header': {
    code: 'J4006',
    severity: 'error',
    message: (a: { line: string }) => `A journey has one "${a.line}" line.`,
  },
  'no-steps': {
    code: 'J4007',
    severity: 'error',
    message: (a: { what: string }) => `${a.what} has no steps. Add at least one, such as "finish".`,
  },
  'unknown-stage': {
    code: 'J4008',
    severity: 'error',
    message: (a: { stage: string; model: string; candidates: readonly string[] }) =>
      `The stage model "${a.model}" has no stage "${a.stage}".${didYouMean(a.stage, a.candidates)}`,
  },
  'no-limit': {
    code: 'J4009',
    severity: 'error',
    message: (_: NoArgs) =>
      'A wait says how long it lasts. Add "up to 7 days", or "forever" if it has no end.',
  },
  'unreachable-step': {
    code: 'J4010',
    severity: 'warning',
    message: (_: NoArgs) => 'No contact ever gets here: the step before always leaves.',
  },
  'cycle-without-hold': {
    code: 'J4011',
    severity: 'error',
    message: (a: { stage: string }) =>
      `This way back to "${a.stage}" passes no delay and no wait, so a contact would go round and round at once. Add one of them.`,
  },
  'address-may-be-missing': {
    code: 'J4012',
    severity: 'error',
    message: (a: { message: string; address: string }) =>
      `"${a.message}" can't be sent to everyone who gets here: ${a.address} may be missing. Guard the step with "if ${a.address} exists { … }", or let in only those who have it: where ${a.address} exists.`,
  },
  'duration-not-positive': {
    code: 'J4013',
    severity: 'error',
    message: (_: NoArgs) => 'A length of time is longer than nothing here.',
  },
  'duplicate-step-name': {
    code: 'J4015',
    severity: 'error',
    message: (a: { name: string }) =>
      `Two steps are called "${a.name}". The name is the step's identity; choose another.`,
  },
  'payload-not-common': {
    code: 'J4016',
    severity: 'error',
    message: (a: { path: string; start: string }) =>
      `A run that came in by "${a.start}" has no "${a.path}". Use it inside "if started by … { … }", or in a start's own "where".`,
  },
  'channel-not-sendable': {
    code: 'J4017',
    severity: 'error',
    message: (a: { channel: string; kind: string }) =>
      `No machine can send on "${a.channel}": its kind is ${a.kind}. Choose one of email, sms, push, whatsapp, in_app, webhook and chat.`,
  },
  'key-mismatch': {
    code: 'J4018',
    severity: 'error',
    message: (_: NoArgs) =>
      'Either every starting point of a journey has a "key" of the same type, or none has one.',
  },
  'same-start-twice': {
    code: 'J4019',
    severity: 'warning',
    message: (_: NoArgs) => 'An earlier starting point already takes everyone who comes in here.',
  },
  'consent-not-boolean': {
    code: 'J4020',
    severity: 'error',
    message: (_: NoArgs) =>
      'Consent is a field of the contact that is true or false, such as contact.email_opt_in.',
  },
  'same-steps': {
    code: 'J4021',
    severity: 'hint',
    message: (a: { id: string }) =>
      `Contacts wait at two steps called "${a.id}", which are told apart only by their order. Name them with "as …", so that contacts stay where they are when the journey changes.`,
  },
  'no-payload-here': {
    code: 'J4022',
    severity: 'error',
    message: (a: { event: string }) =>
      `Which "${a.event}"? None is certain to have happened here. Its values can be used in the block of "wait for ${a.event}", and after "start on ${a.event}".`,
  },
  'no-stages': {
    code: 'J4023',
    severity: 'error',
    message: (_: NoArgs) => 'A stage model has at least one stage.',
  },
  'no-arms': {
    code: 'J4024',
    severity: 'error',
    message: (_: NoArgs) => 'This wait waits for nothing. Add what it waits for: on purchased { … }',
  },
  'else-after-forever': {
    code: 'J4025',
    severity: 'error',
    message: (_: NoArgs) =>
      'A wait without an end never runs out of time, so this "else" is never taken. Give the wait a limit or remove it.',
  },
  'empty-range': {
    code: 'J4026',
    severity: 'error',
    message: (_: NoArgs) =>
      'Quiet hours that begin and end at the same time are no hours. Change one of the times.',
  },
  'limit-not-positive': {
    code: 'J4027',
    severity: 'error',
    message: (_: NoArgs) => 'A limit is at least 1. To send nothing at all, leave the messages out.',
  },
})
