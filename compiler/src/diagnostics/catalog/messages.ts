import { define, type NoArgs } from '../definition.ts'
import { didYouMean } from '../suggest.ts'

/** J35xx: what messages say, and their Liquid files. */
export const messages = define({
  'template-syntax': {
    code: 'J3501',
    severity: 'error',
    message: (a: { problem: string }) => `This is not Liquid: ${a.problem}.`,
  },
  'template-unknown-variable': {
    code: 'J3502',
    severity: 'error',
    message: (a: { name: string; message: string; candidates: string[] }) =>
      `The message "${a.message}" has no parameter "${a.name}".${didYouMean(a.name, a.candidates)}`,
  },
  'template-unknown-property': {
    code: 'J3503',
    severity: 'error',
    message: (a: { name: string; of: string; candidates: string[] }) =>
      `"${a.of}" has no "${a.name}".${didYouMean(a.name, a.candidates)}`,
  },
  'template-unknown-filter': {
    code: 'J3504',
    severity: 'error',
    message: (a: { name: string; candidates: string[] }) =>
      `Liquid has no filter "${a.name}".${didYouMean(a.name, a.candidates)}`,
  },
  'template-partial': {
    code: 'J3505',
    severity: 'error',
    message: (a: { tag: string }) =>
      `A template can't read other files with "${a.tag}". Write the text here, or pass it as a parameter of the message.`,
  },
  'template-may-be-missing': {
    code: 'J3506',
    severity: 'warning',
    message: (a: { name: string }) =>
      `"${a.name}" may be missing, and then nothing is printed. Give another text with the filter "default", or ask with "if" first.`,
  },
  'variant-unreachable': {
    code: 'J3507',
    severity: 'error',
    message: (_: NoArgs) =>
      'Nobody gets this variant: the "else" before it is for all who are left. Put "else" last.',
  },
  'template-unknown-value': {
    code: 'J3508',
    severity: 'error',
    message: (a: { name: string; of: string; candidates: string[] }) =>
      `"${a.of}" is never "${a.name}": there is no such value.${didYouMean(a.name, a.candidates)}`,
  },
  'template-mismatch': {
    code: 'J3509',
    severity: 'error',
    message: (a: { of: string; is: string }) =>
      `"${a.of}" is ${a.is}, and this is not, so the two never compare.`,
  },
  'template-arithmetic': {
    code: 'J3510',
    severity: 'error',
    message: (a: { of: string; is: string; filter: string }) =>
      `"${a.filter}" calculates with numbers and money, but "${a.of}" is ${a.is}.`,
  },
})
