import { adviceOnValue } from '../advice.ts'
import { define, type NoArgs } from '../definition.ts'
import { didYouMean } from '../suggest.ts'

/** J20xx: files, imports and names. */
export const names = define({
  'unknown-module': {
    code: 'J2001',
    severity: 'error',
    message: (a: { path: string; candidates: readonly string[] }) =>
      `There is no file "${a.path}".${didYouMean(a.path, a.candidates)}`,
  },
  'unknown-import': {
    code: 'J2002',
    severity: 'error',
    message: (a: { name: string; path: string; candidates: readonly string[] }) =>
      `"${a.path}" declares no "${a.name}".${didYouMean(a.name, a.candidates)}`,
  },
  'unsupported-module': {
    code: 'J2003',
    severity: 'error',
    message: (a: { path: string }) =>
      /\.[cm]?[jt]s$/.test(a.path)
        ? `"${a.path}" can't be imported yet: types and functions of TypeScript come in a later version. Declare what you need in a .journey file.`
        : `"${a.path}" can't be imported. Import "std/…" or a .journey file of the project by its path, such as "./shop.journey".`,
  },
  'unreadable-file': {
    code: 'J2004',
    severity: 'error',
    message: (a: { path: string; problem: string }) => `"${a.path}" can't be read: ${a.problem}`,
  },
  'duplicate-name': {
    code: 'J2005',
    severity: 'error',
    message: (a: { what: string; name: string; named?: false }) =>
      `${a.what} "${a.name}" is declared more than once. ${
        a.named === false ? 'Remove one of them.' : 'Give one of them another name.'
      }`,
  },
  'unknown-name': {
    code: 'J2006',
    severity: 'error',
    message: (a: { what: string; name: string; candidates: readonly string[] }) =>
      `There is no ${a.what} "${a.name}" here.${(a.what === 'value' && adviceOnValue(a.name)) || didYouMean(a.name, a.candidates)}`,
  },
  'wrong-kind': {
    code: 'J2007',
    severity: 'error',
    message: (a: { name: string; expected: string; found: string }) =>
      `"${a.name}" is ${a.found}, but ${a.expected} is needed here.`,
  },
  'event-name-taken': {
    code: 'J2008',
    severity: 'error',
    message: (a: { name: string }) =>
      `An event can't be called "${a.name}": "start on ${a.name}" already has a meaning. Choose another name.`,
  },
  'event-about-message': {
    code: 'J2016',
    severity: 'error',
    message: (a: { name: string }) =>
      `"${a.name}" is what happens to messages. If you mean that, import it: import { ${a.name} } from "std/events". If not, choose another name, such as "order_${a.name}".`,
  },
  'second-contact': {
    code: 'J2009',
    severity: 'error',
    message: (_: NoArgs) => 'A project has one contact declaration. Put all fields into one of them.',
  },
  'no-contact': {
    code: 'J2010',
    severity: 'error',
    message: (_: NoArgs) =>
      'The project has no contact declaration. Add one that says what is known of people: contact { email: email? }',
  },
  'unknown-setting': {
    code: 'J2011',
    severity: 'error',
    message: (a: { what: string; name: string; candidates: readonly string[] }) =>
      `${a.what} has no setting "${a.name}".${didYouMean(a.name, a.candidates)}`,
  },
  'name-left-block': {
    code: 'J2013',
    severity: 'error',
    message: (a: { name: string }) =>
      `"${a.name}" is known only in the block of the step that is called so: behind it, that may not have happened. Move this into the block.`,
  },
  'field-alone': {
    code: 'J2015',
    severity: 'error',
    message: (a: { name: string; meant: string }) =>
      `There is no value "${a.name}" here. Say what it belongs to: ${a.meant}.`,
  },
  'no-null': {
    code: 'J2014',
    severity: 'error',
    message: (a: { name: string }) =>
      `There is no value "${a.name}". Ask whether something is there with "exists": not contact.name exists.`,
  },
  'missing-setting': {
    code: 'J2012',
    severity: 'error',
    message: (a: { what: string; name: string; example: string }) =>
      `${a.what} needs "${a.name}", for example ${a.example}`,
  },
})
