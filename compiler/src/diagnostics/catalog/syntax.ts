import { adviceBehindValue, adviceOnDeclaration, adviceOnStep } from '../advice.ts'
import { define, type NoArgs } from '../definition.ts'
import { didYouMean } from '../suggest.ts'

function listed(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

/** What was found, without the quotation marks around it. */
const bare = (found: string): string => found.replaceAll('"', '')

/** J10xx: the text can't be read as the language. */
export const syntax = define({
  'unexpected-token': {
    code: 'J1001',
    severity: 'error',
    message: (a: { found: string; expected: string }) =>
      `Expected ${a.expected}, but found ${a.found}.${adviceBehindValue(bare(a.found))}`,
  },
  'missing-token': {
    code: 'J1002',
    severity: 'error',
    message: (a: { expected: string }) => `Expected ${a.expected} here.`,
  },
  'unclosed-block': {
    code: 'J1003',
    severity: 'error',
    message: (a: { open: string; close: string }) =>
      `This "${a.open}" is never closed. Add a "${a.close}" where the block ends.`,
  },
  'unknown-declaration': {
    code: 'J1004',
    severity: 'error',
    message: (a: { found: string; candidates: readonly string[] }) =>
      `A declaration can't begin with ${a.found}.${
        adviceOnDeclaration(bare(a.found)) || didYouMean(bare(a.found), a.candidates)
      }`,
  },
  'unknown-step': {
    code: 'J1005',
    severity: 'error',
    message: (a: { found: string; candidates: readonly string[] }) =>
      `A step can't begin with ${a.found}.${adviceOnStep(bare(a.found)) || didYouMean(bare(a.found), a.candidates)}`,
  },
  'misspelt-word': {
    code: 'J1028',
    severity: 'error',
    message: (a: { name: string; meant: string }) =>
      `"${a.name}" has no meaning here. Did you mean "${a.meant}"?`,
  },
  'unexpected-character': {
    code: 'J1006',
    severity: 'error',
    message: (a: { character: string }) =>
      /\p{Sc}/u.test(a.character)
        ? `"${a.character}" has no meaning here. Write an amount with the code of its currency behind it: 5 EUR.`
        : `"${a.character}" has no meaning here. Remove it.`,
  },
  'unclosed-string': {
    code: 'J1007',
    severity: 'error',
    message: (_: NoArgs) =>
      'This text has no closing quotation mark. A text in "…" ends on its line; use """…""" for several lines.',
  },
  'unclosed-hole': {
    code: 'J1008',
    severity: 'error',
    message: (_: NoArgs) => 'This "{" has no "}" in the text. Close it, or write "\\{" for a brace.',
  },
  'double-braces': {
    code: 'J1026',
    severity: 'error',
    message: (_: NoArgs) => 'A value in a text stands in single braces: {contact.name}.',
  },
  'bad-escape': {
    code: 'J1009',
    severity: 'error',
    message: (a: { escape: string }) =>
      `"${a.escape}" is not an escape. Write one of \\n, \\t, \\", \\\\, \\{ and \\}.`,
  },
  'bad-quantity': {
    code: 'J1010',
    severity: 'error',
    message: (a: { text: string; problem: string }) => `"${a.text}" is not valid: ${a.problem}`,
  },
  'foreign-digits': {
    code: 'J1011',
    severity: 'error',
    message: (a: { text: string; ascii: string }) => `Write numbers with the digits 0 to 9: ${a.ascii}.`,
  },
  'bidirectional-control': {
    code: 'J1012',
    severity: 'error',
    message: (a: { code: string }) =>
      `The invisible character ${a.code} changes the order in which this line is shown, so that a reviewer sees something else than the compiler. Remove it.`,
  },
  'bidirectional-control-in-text': {
    code: 'J1013',
    severity: 'warning',
    message: (a: { code: string }) =>
      `This text holds the invisible character ${a.code}, which changes the order in which it is shown. Remove it if it was not meant.`,
  },
  'confusable-names': {
    code: 'J1027',
    severity: 'warning',
    message: (a: { name: string; other: string; here: string; there: string }) =>
      `"${a.name}" looks like "${a.other}", and is another name: one has ${a.here} where the other has ${a.there}. Use one of them.`,
  },
  'nested-too-deeply': {
    code: 'J1014',
    severity: 'error',
    message: (a: { limit: number }) =>
      `This is nested more than ${a.limit} levels deep. Move parts of it into stages.`,
  },
  'reserved-name': {
    code: 'J1015',
    severity: 'error',
    message: (a: { name: string }) =>
      `"${a.name}" has a meaning of its own and can't be a name. Choose another, such as "${a.name}_".`,
  },
  'tag-without-hash': {
    code: 'J1016',
    severity: 'error',
    message: (a: { name: string }) => `A tag is written with "#": #${a.name}.`,
  },
  'unknown-unit': {
    code: 'J1017',
    severity: 'error',
    message: (a: { unit: string; candidates: readonly string[] }) =>
      `"${a.unit}" is not a unit.${
        adviceBehindValue(a.unit) ||
        didYouMean(a.unit, a.candidates) ||
        ' The units are seconds, minutes, hours, days, weeks, months and years, and currencies such as EUR.'
      }`,
  },
  'foreign-quotes': {
    code: 'J1019',
    severity: 'error',
    message: (_: NoArgs) => 'Texts stand in straight double quotation marks: "…".',
  },
  'foreign-comment': {
    code: 'J1023',
    severity: 'error',
    message: (_: NoArgs) => 'A comment begins with "//", and one that documents what follows with "///".',
  },
  'foreign-operator': {
    code: 'J1020',
    severity: 'error',
    message: (a: { found: string; meant: string }) => `Write "${a.meant}" instead of "${a.found}".`,
  },
  'clause-order': {
    code: 'J1021',
    severity: 'error',
    message: (a: { clause: string; order: string }) =>
      `"${a.clause}" does not stand here. The order is: ${a.order}.`,
  },
  'expression-too-long': {
    code: 'J1022',
    severity: 'error',
    message: (a: { limit: number }) =>
      `This expression has more than ${a.limit} operators. Split it into several conditions.`,
  },
  'unknown-part': {
    code: 'J1024',
    severity: 'error',
    message: (a: { of: string; found: string; candidates: readonly string[]; settings: boolean }) =>
      `A ${a.of} can't hold ${a.found}.${
        didYouMean(bare(a.found), a.candidates) ||
        ` Its parts begin with ${listed(a.candidates)}${a.settings ? ', or with a name and ":"' : ''}.`
      }`,
  },
  'chained-comparison': {
    code: 'J1018',
    severity: 'error',
    message: (_: NoArgs) =>
      "Comparisons can't be chained. Compare twice: 1 < contact.age and contact.age < 9.",
  },
})
