/**
 * Exact arithmetic for money. Numbers are taken for the decimals that they are written as: 45 cents times 0.7 is
 * 31.5, where binary fractions make 31.499999999999996 of it and round the wrong way.
 */

/** `amount × factor`, rounded half to even. `undefined` when the result is no safe integer. */
export function scaleAmount(amount: number, factor: number): number | undefined {
  if (Number.isInteger(factor)) return safe(amount * factor)
  const fraction = fractionOf(factor)
  return fraction && safe(roundHalfEven(BigInt(amount) * fraction.numerator, fraction.denominator))
}

/** `amount ÷ divisor`, rounded half to even. `undefined` for a division by zero, or when it is no safe integer. */
export function divideAmount(amount: number, divisor: number): number | undefined {
  if (divisor === 0) return undefined
  const fraction = fractionOf(divisor)
  return fraction && safe(roundHalfEven(BigInt(amount) * fraction.denominator, fraction.numerator))
}

function safe(amount: number): number | undefined {
  return Number.isSafeInteger(amount) ? amount + 0 : undefined
}

/** The decimal that a number is written as. */
function fractionOf(value: number): { numerator: bigint; denominator: bigint } | undefined {
  if (!Number.isFinite(value)) return undefined
  const [mantissa, exponent = '0'] = String(value).split('e')
  const [whole, decimals = ''] = mantissa!.split('.')
  const power = Number(exponent) - decimals.length
  const digits = BigInt(whole! + decimals)
  return power >= 0
    ? { numerator: digits * 10n ** BigInt(power), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-power) }
}

function roundHalfEven(numerator: bigint, denominator: bigint): number {
  const negative = numerator < 0n !== denominator < 0n
  const n = numerator < 0n ? -numerator : numerator
  const d = denominator < 0n ? -denominator : denominator
  const quotient = n / d
  const twice = (n % d) * 2n
  const up = twice > d || (twice === d && quotient % 2n === 1n)
  const rounded = Number(up ? quotient + 1n : quotient)
  return negative && rounded !== 0 ? -rounded : rounded
}
