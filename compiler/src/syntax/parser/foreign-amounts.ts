/** Amounts as other countries and people write them: `5,50 EUR`, `1,000`, `EUR 5`. */
import type { IToken } from 'chevrotain'
import type { Span } from '../../source/span.ts'
import { Comma, Identifier, NumberToken } from '../tokens.ts'

/** What was written, and as what it may be meant; the likeliest first. */
export interface ForeignAmount {
  span: Span
  problem: string
  meant: string[]
}

/** The amount in the way of elsewhere that the tokens around an error are; `look(1)` is the token of the error. */
export function foreignAmount(look: (offset: number) => IToken, text: string): ForeignAmount | undefined {
  if (look(1).tokenType === Comma) return withComma(look(0), look(1), look(2), text)
  if (look(0).tokenType === Comma) return withComma(look(-1), look(0), look(1), text)
  return currencyFirst(look(0), look(1))
}

const endOf = ({ startOffset, image }: IToken): number => startOffset + image.length
const beginsWithDigit = ({ image }: IToken): boolean => /^[0-9]/.test(image)

function withComma(left: IToken, comma: IToken, right: IToken, text: string): ForeignAmount | undefined {
  const joined = endOf(left) === comma.startOffset && endOf(comma) === right.startOffset
  if (!joined || left.tokenType !== NumberToken || !beginsWithDigit(right)) return undefined
  const span = { start: left.startOffset, end: endOf(right) }
  const [, fraction, unit] = /^([0-9_]+)(.*)$/s.exec(text.slice(right.startOffset, span.end)) ?? []
  if (fraction === undefined) return undefined
  const whole = left.image.replaceAll('.', '')
  const decimal = `${whole}.${fraction}${unit}`
  return {
    span,
    problem: 'the decimal point is ".", and nothing sets thousands apart.',
    meant: fraction.length === 3 ? [`${whole}${fraction}${unit}`, decimal] : [decimal],
  }
}

function currencyFirst(left: IToken, right: IToken): ForeignAmount | undefined {
  if (left.tokenType !== Identifier || right.tokenType !== NumberToken) return undefined
  if (!/^[A-Z]{3}$/.test(left.image) || endOf(left) + 1 !== right.startOffset) return undefined
  return {
    span: { start: left.startOffset, end: endOf(right) },
    problem: 'the currency stands behind the amount.',
    meant: [`${right.image} ${left.image}`],
  }
}
