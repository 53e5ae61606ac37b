import { currencyDigits } from '@journey-lang/runtime/graph'

let codes: ReadonlySet<string> | undefined

/** The codes of ISO 4217 that the platform knows. */
export function currencies(): ReadonlySet<string> {
  codes ??= new Set(Intl.supportedValuesOf('currency'))
  return codes
}

/** The amount in minor units, or undefined if it has more decimals than the currency. */
export function toMinorUnits(amount: string, currency: string): number | undefined {
  const [whole, decimals = ''] = amount.split('.') as [string, string?]
  const digits = currencyDigits(currency)
  const kept = decimals.replace(/0+$/, '')
  if (kept.length > digits) return undefined
  return Number(whole + kept.padEnd(digits, '0'))
}
