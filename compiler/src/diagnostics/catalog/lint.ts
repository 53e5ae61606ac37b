import { define, type NoArgs } from '../definition.ts'
import { didYouMean } from '../suggest.ts'

/**
 * J60xx: what works and is still likely a mistake. Each is a rule of `lint/rules`; the severity is the one that it has
 * unless the project's config gives it another.
 */
export const lint = define({
  'incomplete-suppression': {
    code: 'J6001',
    severity: 'warning',
    message: (_: NoArgs) =>
      'A finding is ignored by its rule and for a reason, a comment for each. Write: // journey-ignore unused-tag: our shop system reads it',
  },
  'unknown-rule': {
    code: 'J6002',
    severity: 'warning',
    message: (a: { name: string; candidates: readonly string[]; meant?: string | undefined }) =>
      `There is no rule "${a.name}".${a.meant === undefined ? didYouMean(a.name, a.candidates) : ` Did you mean "${a.meant}"?`}`,
  },
  'ignored-error': {
    code: 'J6003',
    severity: 'warning',
    message: (a: { name: string }) =>
      `"${a.name}" is an error, and errors can't be ignored. Mend what it is about and remove this line.`,
  },
  'unused-suppression': {
    code: 'J6004',
    severity: 'warning',
    message: (a: { rule: string }) =>
      `Nothing is found by "${a.rule}" here, so there is nothing to ignore. Remove this line.`,
  },
  'unused-import': {
    code: 'J6010',
    severity: 'warning',
    message: (a: { name: string }) => `"${a.name}" is imported, but not used in this file. Remove it.`,
  },
  'duplicate-import': {
    code: 'J6011',
    severity: 'warning',
    message: (a: { name: string }) => `"${a.name}" is imported more than once. Remove one of them.`,
  },
  'self-import': {
    code: 'J6012',
    severity: 'warning',
    message: (_: NoArgs) =>
      'This file imports from itself. What it declares is known in it anyway: remove the import.',
  },
  'unused-event': {
    code: 'J6013',
    severity: 'warning',
    message: (a: { name: string }) =>
      `No journey listens to the event "${a.name}". Use it, or remove its declaration.`,
  },
  'unused-tag': {
    code: 'J6014',
    severity: 'warning',
    message: (a: { name: string }) =>
      `The tag "${a.name}" is never added and never asked for. Use it, or remove its declaration.`,
  },
  'unused-message': {
    code: 'J6015',
    severity: 'warning',
    message: (a: { name: string }) =>
      `No journey sends the message "${a.name}". Send it, or remove its declaration.`,
  },
  'unused-channel': {
    code: 'J6016',
    severity: 'warning',
    message: (a: { name: string }) =>
      `Nothing goes out on the channel "${a.name}". Use it, or remove its declaration.`,
  },
  'tag-never-read': {
    code: 'J6018',
    severity: 'hint',
    optional: true,
    message: (a: { name: string }) =>
      `The tag "${a.name}" is added or removed, but no journey asks for it. Ask for it with "contact has #${a.name}", or ignore this hint if another system reads the tag.`,
  },
  'unused-segment': {
    code: 'J6017',
    severity: 'warning',
    message: (a: { name: string }) =>
      `Nothing but scenarios asks for the segment "${a.name}". Use it, or remove it and what they expect of it.`,
  },
  'segment-of-strangers': {
    code: 'J6019',
    severity: 'warning',
    message: (a: { segment: string; event: string }) =>
      `The segment "${a.segment}" also takes in people who never did anything. If it is about former customers, say so: any ${a.event} ever and …`,
  },
  'stage-never-reached': {
    code: 'J6020',
    severity: 'warning',
    message: (a: { stage: string }) =>
      `No contact ever gets to the stage "${a.stage}": the stages before it leave, and no "go to" leads here.`,
  },
  'stage-goes-back': {
    code: 'J6021',
    severity: 'hint',
    message: (a: { from: string; to: string; model: string }) =>
      `"${a.to}" comes before "${a.from}" in the model "${a.model}". If that is meant, say why in a line with "///" before it.`,
  },
  'endless-wait': {
    code: 'J6022',
    severity: 'warning',
    message: (_: NoArgs) =>
      'Some contacts will wait here for ever, and this journey has no exit. Give the wait a limit, or the journey an "exit".',
  },
  'constant-condition': {
    code: 'J6023',
    severity: 'warning',
    message: (a: { outcome: boolean }) =>
      `This condition is ${a.outcome ? 'always' : 'never'} true here. Change it, or keep only the way that is taken.`,
  },
  'overlapping-starts': {
    code: 'J6025',
    severity: 'hint',
    message: (_: NoArgs) =>
      'This condition and that of an earlier starting point may both hold; such contacts come in by the earlier one. Make the conditions exclude each other.',
  },
  'key-ignored': {
    code: 'J6026',
    severity: 'warning',
    message: (a: { event: string; field: string }) =>
      `Runs are told apart by "${a.field}", but any "${a.event}" counts here, whatever its "${a.field}" is. Compare it in a "where".`,
  },
  'goal-out-of-reach': {
    code: 'J6027',
    severity: 'warning',
    message: (a: { goal: string; because: string }) =>
      `Nobody can ever reach the goal "${a.goal}": ${a.because}.`,
  },
  'send-without-consent': {
    code: 'J6030',
    severity: 'warning',
    message: (a: { channel: string }) =>
      `Messages go out on "${a.channel}" without asking for consent. Name the field that holds it, such as consent: contact.email_opt_in, or mark messages of pure service with purpose: serve.`,
  },
  'send-in-loop': {
    code: 'J6031',
    severity: 'warning',
    message: (a: { message: string; channel: string }) =>
      `This run can send "${a.message}" again and again. Give the channel "${a.channel}" a limit, such as limit: 3 per 7 days, or leave the loop.`,
  },
  'sends-per-day': {
    code: 'J6032',
    severity: 'warning',
    message: (a: { limit: number }) =>
      `By now a contact gets more than ${a.limit} messages within one day. Put a delay between them, or leave one out.`,
  },
  'same-day-journeys': {
    code: 'J6033',
    severity: 'hint',
    message: (a: { journey: string; other: string }) =>
      `"${a.journey}" and "${a.other}" start on the same thing and may both write to a contact on that day. Give their channel a limit, or make the starting points exclude each other.`,
  },
  'sells-too-early': {
    code: 'J6034',
    severity: 'warning',
    message: (a: { message: string; stage: string }) =>
      `"${a.message}" sells in the stage "${a.stage}", before people have spent anything with us, and scares them away. Send it in "conversion" or later.`,
  },
  'ambiguous-time-zone': {
    code: 'J6035',
    severity: 'warning',
    message: (_: NoArgs) =>
      'This is a time of day, but the project has no time zone, so UTC is taken. Set "timezone" in journey.config.json.',
  },
  'kpi-without-source': {
    code: 'J6040',
    severity: 'warning',
    message: (a: { kpi: string; because: string }) =>
      `The KPI "${a.kpi}" has nothing to measure: ${a.because}.`,
  },
  'pain-without-idea': {
    code: 'J6041',
    severity: 'hint',
    message: (_: NoArgs) => 'This hurts customers, and there is no idea how to mend it. Add one: idea "…"',
  },
  'gap-without-handoff': {
    code: 'J6042',
    severity: 'warning',
    message: (a: { from: string; to: string; changes: readonly string[] }) =>
      `Between "${a.from}" and "${a.to}" the ${a.changes.join(' and the ')} changes, and nobody hands customers over. Add: handoff ${a.from} to ${a.to} { owner: "…", passes: "…", within: 1 day }`,
  },
  'touchpoint-without-owner': {
    code: 'J6043',
    severity: 'hint',
    message: (a: { touchpoint: string }) =>
      `No department looks after the touchpoint "${a.touchpoint}". Name one with "by", or give its channel a department.`,
  },
})
