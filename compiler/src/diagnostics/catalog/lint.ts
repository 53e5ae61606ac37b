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
      'A finding is ignored by its rule and for a reason. Write both: // journey-ignore unused-tag: our shop system reads it',
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
})
