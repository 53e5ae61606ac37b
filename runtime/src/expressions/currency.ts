/**
 * Digits after the point of a currency's minor unit, by ISO 4217. `Intl` is not asked, since it follows common use
 * and not the standard (Iranian rials have two).
 */
export function currencyDigits(currency: string): number {
  if (NONE.has(currency)) return 0
  if (THREE.has(currency)) return 3
  return FOUR.has(currency) ? 4 : 2
}

const codes = (text: string) => new Set(text.split(' '))
const NONE = codes('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF')
const THREE = codes('BHD IQD JOD KWD LYD OMR TND')
const FOUR = codes('CLF UYW')
