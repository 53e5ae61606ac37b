import { define, type NoArgs } from '../definition.ts'
import { didYouMean } from '../suggest.ts'

/** J30xx: types and values. */
export const types = define({
  'type-mismatch': {
    code: 'J3001',
    severity: 'error',
    message: (a: { expected: string; found: string }) =>
      `This is ${a.found}, but ${a.expected} is needed here.`,
  },
  'may-be-missing': {
    code: 'J3002',
    severity: 'error',
    message: (a: { what: string; guard: string | undefined }) =>
      `${a.what} may be missing here. Give a value for that case with "?? …"${
        a.guard === undefined ? '' : `, or make sure of it first: if ${a.guard} { … }`
      }.`,
  },
  'unknown-type': {
    code: 'J3003',
    severity: 'error',
    message: (a: { name: string; meant: string | undefined; candidates: readonly string[] }) =>
      `There is no type "${a.name}".${
        a.meant === undefined ? didYouMean(a.name, a.candidates) : ` Did you mean "${a.meant}"?`
      }`,
  },
  'bad-type-arguments': {
    code: 'J3004',
    severity: 'error',
    message: (a: { type: string; example: string }) => `"${a.type}" is not complete here. Write ${a.example}`,
  },
  'unknown-field': {
    code: 'J3005',
    severity: 'error',
    message: (a: { of: string; name: string; candidates: readonly string[] }) =>
      `${a.of} has no field "${a.name}".${didYouMean(a.name, a.candidates)}`,
  },
  'bad-operands': {
    code: 'J3006',
    severity: 'error',
    message: (a: { op: string; left: string; right: string }) =>
      `"${a.op}" can't be applied to ${a.left} and ${a.right}.`,
  },
  'not-a-condition': {
    code: 'J3007',
    severity: 'error',
    message: (a: { found: string; guard?: string }) =>
      `A condition is true or false, but this is ${a.found}.${
        a.guard === undefined ? '' : ` Ask whether it is there: ${a.guard}.`
      }`,
  },
  'unknown-value': {
    code: 'J3008',
    severity: 'error',
    message: (a: { value: string; type: string; candidates: readonly string[] }) =>
      `"${a.value}" is not a valid ${a.type}.${didYouMean(a.value, a.candidates)}`,
  },
  'currency-mismatch': {
    code: 'J3009',
    severity: 'error',
    message: (a: { left: string; right: string }) =>
      `${a.left} and ${a.right} are different currencies, and amounts of them can't be combined or compared.`,
  },
  'too-many-decimals': {
    code: 'J3010',
    severity: 'error',
    message: (a: { amount: string; currency: string; digits: number }) =>
      a.digits === 0
        ? `${a.currency} has no decimals: ${a.amount} can't be paid.`
        : `${a.currency} has ${a.digits} decimals: ${a.amount} can't be paid.`,
  },
  'missing-argument': {
    code: 'J3011',
    severity: 'error',
    message: (a: { of: string; missing: readonly string[] }) =>
      `${a.of} needs ${a.missing.map((field) => `"${field}"`).join(', ')}.`,
  },
  'repeated-argument': {
    code: 'J3012',
    severity: 'error',
    message: (a: { name: string }) => `"${a.name}" is given twice.`,
  },
  'not-constant': {
    code: 'J3013',
    severity: 'error',
    message: (a: { what: string }) => `${a.what} is fixed when it is written: use a plain value here.`,
  },
  'always-there': {
    code: 'J3014',
    severity: 'warning',
    message: (a: { what: string; op: string }) =>
      `${a.what} is never missing here, so "${a.op}" does nothing.`,
  },
  'call-not-allowed': {
    code: 'J3015',
    severity: 'error',
    message: (a: { name: string }) =>
      a.name === 'file'
        ? 'file("…") can only stand for a part of a message, such as its body.'
        : `There is no function "${a.name}". Only file("…") can be called, for a part of a message.`,
  },
  'text-needed': {
    code: 'J3016',
    severity: 'error',
    message: (_: NoArgs) => 'A plain text in quotation marks, without {…}, is needed here.',
  },
  'template-problem': {
    code: 'J3017',
    severity: 'error',
    message: (a: { path: string; problem: string }) => `The template "${a.path}" can't be used: ${a.problem}`,
  },
  'field-needed': {
    code: 'J3018',
    severity: 'error',
    message: (a: { name: string; example: string }) =>
      `"${a.name}" has many values. Name the one that is meant, such as ${a.example}.`,
  },
  'bad-has': {
    code: 'J3019',
    severity: 'error',
    message: (_: NoArgs) => 'A condition asks for a tag with "has": contact has #vip.',
  },
  'repeated-field': {
    code: 'J3020',
    severity: 'error',
    message: (a: { name: string }) =>
      `There are two fields called "${a.name}". Give one of them another name.`,
  },
  'unknown-argument': {
    code: 'J3021',
    severity: 'error',
    message: (a: { of: string; name: string; candidates: readonly string[] }) =>
      `${a.of} takes no "${a.name}".${didYouMean(a.name, a.candidates)}`,
  },
  'optional-with-default': {
    code: 'J3022',
    severity: 'warning',
    message: (a: { name: string }) =>
      `"${a.name}" has a default, so it is never missing: the "?" does nothing.`,
  },
})
