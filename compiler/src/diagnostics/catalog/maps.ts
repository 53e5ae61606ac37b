import { define, type NoArgs } from '../definition.ts'

/** J70xx: personas, campaigns and maps. */
export const maps = define({
  'not-a-formula': {
    code: 'J7001',
    severity: 'error',
    message: (_: NoArgs) =>
      'A KPI is computed from numbers, "count of", "sum of" and "average of" events, measures such as "sent offer", and + - * /. This is something else.',
  },
  'metric-outside-kpi': {
    code: 'J7002',
    severity: 'error',
    message: (a: { measure: string }) =>
      `"${a.measure} …" is measured over all contacts, in the KPIs of a map. Of one contact, ask what happened: any purchased in last 30 days.`,
  },
  'window-of-one-contact': {
    code: 'J7003',
    severity: 'error',
    message: (_: NoArgs) =>
      'This window is about the run of one contact, and a KPI counts all. Leave it out for the period that is reported, or write "in last 30 days" or "ever".',
  },
  'qualifier-missing': {
    code: 'J7004',
    severity: 'error',
    message: (a: { words: readonly string[] }) =>
      `Say how this is known: write ${a.words.map((word) => `"${word}"`).join(' or ')} behind it.`,
  },
  'out-of-range': {
    code: 'J7005',
    severity: 'error',
    message: (a: { from: string; to: string }) => `This must be from ${a.from} to ${a.to}.`,
  },
  'period-goes-back': {
    code: 'J7006',
    severity: 'error',
    message: (_: NoArgs) => 'The campaign ends before it begins.',
  },
  'open-handoff': {
    code: 'J7007',
    severity: 'warning',
    message: (a: { from: string; to: string; missing: readonly string[] }) =>
      `The hand-off from "${a.from}" to "${a.to}" leaves open ${a.missing.map((part) => OPEN[part] ?? part).join(', ')}: customers can get lost here. Add ${a.missing.map((part) => `"${part}"`).join(', ')}.`,
  },
  'shares-above-whole': {
    code: 'J7008',
    severity: 'error',
    message: (a: { percent: number }) =>
      `The personas of this map are ${a.percent}% of all customers. Make it 100% or less.`,
  },
})

/** What each part of a hand-off answers. */
const OPEN: Readonly<Record<string, string>> = {
  owner: 'who sees to it',
  passes: 'what is passed on',
  within: 'by when',
}
