/**
 * ISO 4217: the active currencies with their number of decimals. The list of codes is that of the platform; the
 * decimals are ISO's, which differ from those that locales display for some currencies.
 */
const OTHER_DIGITS: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0,
  XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
} // biome-ignore format: a table

let codes: ReadonlySet<string> | undefined

export function currencies(): ReadonlySet<string> {
  codes ??= new Set(Intl.supportedValuesOf('currency'))
  return codes
}

/** Decimals of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return OTHER_DIGITS[currency] ?? 2
}

/** The amount in minor units, or undefined if it has more decimals than the currency. */
export function toMinorUnits(amount: string, currency: string): number | undefined {
  const [whole, decimals = ''] = amount.split('.') as [string, string?]
  const digits = minorDigits(currency)
  const kept = decimals.replace(/0+$/, '')
  if (kept.length > digits) return undefined
  return Number(whole + kept.padEnd(digits, '0'))
}
