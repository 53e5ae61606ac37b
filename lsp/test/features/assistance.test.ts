import { createScenarioRunner } from '@journey-lang/compiler'
import { describe, expect, test } from 'vitest'
import { type Call, callableAt, incomingCalls, outgoingCalls } from '../../src/features/call-hierarchy.ts'
import { codeLenses, lensText } from '../../src/features/code-lens.ts'
import { coverageByJourney, filesAbout } from '../../src/features/coverage.ts'
import { fileRenames } from '../../src/features/file-renames.ts'
import { inlayHints } from '../../src/features/inlay-hints.ts'
import { signatureHelp } from '../../src/features/signature-help.ts'
import { wholePart } from '../../src/workspace/whole-part.ts'
import { edited, marked } from '../project.ts'

const HEAD = 'import { bought, vip, hello, offer, make_coupon } from "./base.journey"\n'
const steps = (text: string) =>
  `${HEAD}journey welcome {\n  start on bought where contact.email exists\n  ${text}\n}\n`

describe('signature help', () => {
  const cases: [what: string, source: string, label: string | undefined, active: number][] = [
    ['of a message', steps('send offer($0)'), 'offer(discount: percent, code: string?)', 0],
    [
      'at the second argument',
      steps('send offer(discount: 10%, $0)'),
      'offer(discount: percent, code: string?)',
      1,
    ],
    [
      'in the value of an argument',
      steps('send offer(code: "$0", discount: 1%)'),
      'offer(discount: percent, code: string?)',
      1,
    ],
    [
      'in a call that is not closed',
      steps('send offer(discount: $0'),
      'offer(discount: percent, code: string?)',
      0,
    ],
    ['of an action', steps('call make_coupon($0)'), 'make_coupon(percent: percent)', 0],
    [
      'of an event in a scenario',
      `${HEAD}scenario "s" for welcome {\n  contact()\n  bought($0)\n}`,
      'bought(order: string, total: money<EUR>, cart: string?)',
      0,
    ],
    [
      'of what is expected',
      `${HEAD}scenario "s" for welcome {\n  expect sent offer with ($0)\n}`,
      'offer(discount: percent, code: string?)',
      0,
    ],
    ['outside of parentheses', steps('send offer$0(discount: 10%)'), undefined, 0],
    ['in parentheses that group', steps('if ($0contact.points > 3) { }'), undefined, 0],
  ]
  test.each(cases)('%s', (_, source, label, active) => {
    const { snapshot, path, offset } = marked(source)
    const found = signatureHelp(snapshot, path, offset)
    expect(found?.label).toBe(label)
    if (found) expect(found.active).toBe(active)
  })
})

describe('inlay hints', () => {
  const shown = (source: string) => {
    const { snapshot, path } = marked(source)
    const text = snapshot.textOf(path)!
    return inlayHints(snapshot, path, { start: 0, end: text.length }).map(
      ({ label, kind }) => `${kind} ${label}`,
    )
  }
  const cases: [what: string, source: string, hints: string[]][] = [
    [
      'times add up',
      steps('delay 1 day\n  delay 12 hours\n  tag #vip'),
      ['identity delay', 'time after 1 day', 'identity delay#2', 'time after 1 day 12 hours'],
    ],
    [
      'of ways that meet, the shortest and the longest',
      steps('if contact.points > 3 { delay 1 day as short } else { delay 3 days as long }\n  tag #vip'),
      ['time after 1 day to 3 days'],
    ],
    [
      'behind a wait, up to its limit',
      steps('wait for bought up to 7 days\n  tag #vip'),
      ['identity wait bought', 'time after 0 to 7 days'],
    ],
    [
      'months and days stay those of the calendar, hours and minutes are counted apart',
      steps(
        'delay 90 minutes as one\n  delay 30 hours as two\n  delay 13 months 2 days 1 hour as three\n  tag #vip',
      ),
      [
        'time after 1 hour 30 minutes',
        'time after 31 hours 30 minutes',
        'time after 1 year 1 month 2 days 32 hours 30 minutes',
      ],
    ],
    [
      'of a month and so many days, the longer one on average',
      steps('if contact.points > 3 { delay 1 month as short } else { delay 31 days as long }\n  tag #vip'),
      ['time after 1 month to 31 days'],
    ],
    [
      'a time is said once, where it changes',
      steps('delay 1 day as pause\n  tag #vip\n  untag #vip\n  delay 1 day as second\n  tag #vip'),
      ['time after 1 day', 'time after 2 days'],
    ],
    [
      'of a line only what begins it',
      steps('delay 1 day as pause\n  if contact.points > 3 { delay 1 day tag #vip }'),
      ['time after 1 day'],
    ],
    [
      'what an action answers',
      steps('call make_coupon(percent: 10%) as coupon'),
      ['type : { code: string }'],
    ],
    [
      'what an arm comes to in another, and beside a holdout',
      steps(`split half {
    50% one { split third { 30% a { } 70% b { } } }
    50% two { }
  }`),
      ['share 15% of all', 'share 35% of all'],
    ],
    [
      'what an arm comes to beside a holdout',
      steps('split half { 50% one { } 50% two { } }').replace('start', 'holdout 10%\n  start'),
      ['share 45% of all', 'share 45% of all'],
    ],
    ['steps with a name need none', steps('delay 1 day as pause'), []],
  ]
  test.each(cases)('%s', (_, source, hints) => expect(shown(source)).toEqual(hints))

  test('stand at the end of the line, behind a comment, also with other line breaks', () => {
    const { snapshot, path } = marked(steps('delay 1 day // a pause').replaceAll('\n', '\r\n'))
    const text = snapshot.textOf(path)!
    const [hint] = inlayHints(snapshot, path, { start: 0, end: text.length })
    expect(hint!.offset).toBe(text.indexOf('// a pause') + '// a pause'.length)
  })

  test('are given for a part of a file', () => {
    const { snapshot, path } = marked(steps('delay 1 day\n  delay 2 days'))
    const at = snapshot.textOf(path)!.indexOf('delay 2')
    const hints = inlayHints(snapshot, path, { start: at, end: at + 20 })
    expect(hints.map(({ label }) => label)).toEqual(['after 1 day', 'delay#2'])
  })
})

test('code lenses run scenarios, draw journeys, and count what tests them', () => {
  const scenario = (title: string) => `scenario "${title}" for welcome { contact() }\n`
  const { snapshot, path } = marked(`${steps('delay 1 day')}${scenario('one')}${scenario('two')}`)
  const texts = codeLenses(snapshot, path)
    .filter(({ kind }) => kind !== 'step')
    .map((lens) => lensText(lens))
  expect(texts).toEqual(['Show diagram', '2 scenarios for it', 'Run scenario', 'Run scenario'])
})

describe('how many scenarios come to a step', () => {
  const JOURNEY = steps(`delay 1 day as pause
  if contact.points > 3 {
    tag #vip
    send hello
  } else if contact.country == DE {
    send offer(discount: 10%)
  } else { untag #vip }
  delay 1 day as after_all`)
  const scenario = (title: string, contact: string, time: string) => `
scenario "${title}" for welcome {
  contact(email: "sara@example.com", opted_in: true, ${contact})
  at 2026-03-02 10:00
  bought(order: "1", total: 3 EUR)
  after ${time}
}
`
  const SCENARIOS = scenario('rich', 'points: 5', '3 days') + scenario('early', 'points: 1', '1 hour')
  const shown = (source: string) => {
    const { snapshot, path } = marked(source)
    const part = wholePart(snapshot, filesAbout(snapshot, path, 'welcome'))
    const coverage = part?.bundle.journeys.welcome
      ? (coverageByJourney(part.scenarios.map(createScenarioRunner(part.bundle))).get('welcome') ?? new Map())
      : undefined
    return codeLenses(snapshot, path).flatMap((lens) =>
      lens.kind === 'step' ? `${lens.step}: ${lensText(lens, coverage)}` : [],
    )
  }
  test('is said where others may arrive than above', () => {
    expect(shown(JOURNEY + SCENARIOS)).toEqual([
      'pause: 2 scenarios reach this step',
      'if: 1 scenario reaches this step',
      'tag vip: 1 scenario reaches this step',
      'send offer: No scenario reaches this step',
      'after_all: 1 scenario reaches this step',
    ])
  })
  test('counts those of other files, also of journeys that start it', () => {
    const other = `//- /other.journey
import { welcome } from "./main.journey"
import { bought } from "./base.journey"
journey other { start on bought where contact.email exists enter journey welcome }
${scenario('from afar', 'points: 1', '9 days').replace('for welcome', 'for other')}
${scenario('here', 'points: 5', '9 days')}`
    const source = JOURNEY.replace(
      'start on bought',
      'start manually where contact.email exists\n  start on bought',
    )
    expect(shown(`//- /main.journey\n${source}${other}`)[0]).toBe('pause: 2 scenarios reach this step')
  })
  test('is found although something else is broken', () => {
    const broken = 'journey broken { start on nothing }\nmessage half via'
    expect(shown(JOURNEY + SCENARIOS + broken)[0]).toBe('pause: 2 scenarios reach this step')
  })
  test('is not known of a journey that is broken itself', () => {
    expect(shown(JOURNEY.replace('#vip', '#vipp') + SCENARIOS)).toEqual([])
  })
})

describe('call hierarchy', () => {
  const SOURCE = `${steps('send hello\n  enter journey other\n  send hello')}journey other { start manually if contact.email exists { send hello } }\n`
  test('tells what a journey sends, calls and starts', () => {
    const { snapshot, path, offset } = marked(SOURCE.replace('journey welcome', 'journey wel$0come'))
    const calls = outgoingCalls(snapshot, callableAt(snapshot, path, offset)!)
    expect(calls.map(({ symbol, spans }) => `${symbol.kind} ${symbol.name} ${spans.length}`)).toEqual([
      'message hello 2',
      'journey other 1',
    ])
  })
  test('tells who sends a message', () => {
    const { snapshot, path, offset } = marked(SOURCE.replace('{ send hello', '{ send hel$0lo'))
    const calls = incomingCalls(snapshot, callableAt(snapshot, path, offset)!)
    expect(calls.map(({ symbol, spans }) => `${symbol.name} ${spans.length}`)).toEqual([
      'welcome 2',
      'other 1',
    ])
  })
  const around = (source: string) => {
    const { snapshot, path, offset } = marked(source)
    const symbol = callableAt(snapshot, path, offset)!
    const names = (calls: readonly Call[]) =>
      calls.map((call) => {
        const from = calls === incoming ? call.symbol : symbol
        const texts = call.spans.map(({ start, end }) => snapshot.textOf(from.file)!.slice(start, end))
        return `${call.symbol.kind} ${call.symbol.name} by ${texts}`
      })
    const incoming = incomingCalls(snapshot, symbol)
    return { incoming: names(incoming), outgoing: names(outgoingCalls(snapshot, symbol)) }
  }
  const WORK = steps('notify sales "x"\n  emit asked(about: "tea")\n  notify sales "y"').replace(
    '{ bought',
    '{ asked, sales, bought',
  )
  const OTHERS = `${WORK}journey other { start on asked\n  start on bought as late\n  tag #vip }\n`
  const ends: [what: string, source: string, ends: ReturnType<typeof around>][] = [
    [
      'who is notified',
      OTHERS.replace('sales "x"', 'sa$0les "x"'),
      { incoming: ['journey welcome by sales,sales'], outgoing: [] },
    ],
    [
      'who emits an event, and what it starts',
      OTHERS.replace('emit asked', 'emit ask$0ed'),
      { incoming: ['journey welcome by asked'], outgoing: ['journey other by asked'] },
    ],
    [
      'what starts a journey',
      OTHERS.replace('journey other', 'journey oth$0er'),
      { incoming: ['event asked by asked', 'event bought by bought'], outgoing: [] },
    ],
    [
      'all that a journey does',
      OTHERS.replace('journey welcome', 'journey wel$0come'),
      {
        incoming: ['event bought by bought'],
        outgoing: ['department sales by sales,sales', 'event asked by asked'],
      },
    ],
  ]
  test.each(ends)('tells %s', (_, source, expected) => expect(around(source)).toEqual(expected))

  test('tells nothing of what can neither call nor be called', () => {
    const { snapshot, path, offset } = marked('tag v$0ip')
    expect(callableAt(snapshot, path, offset)).toBeUndefined()
  })
})

describe('a renamed file', () => {
  const FILES = `//- /a/one.journey\nimport { t } from "../b/two.journey"\nimport { vip } from "../base.journey"\n//- /b/two.journey\nimport { mail } from "../base.journey"\ntag t\nmessage m via mail { subject: "x", body: file("mails/m.liquid") }\n//- /b/mails/m.liquid\nHi\n`
  const cases: [what: string, from: string, to: string, changed: Record<string, string>][] = [
    [
      'is found by its importers',
      'b/two.journey',
      'b/deux.journey',
      { 'a/one.journey': '../b/deux.journey' },
    ],
    ['finds what it imports', 'a/one.journey', 'one.journey', { 'a/one.journey': './b/two.journey' }],
    [
      'finds its templates',
      'b/two.journey',
      'two.journey',
      { 'b/two.journey': 'file("b/mails/m.liquid")', 'a/one.journey': '../two.journey' },
    ],
    [
      'takes its folder along',
      'b',
      'c/b',
      { 'a/one.journey': '../c/b/two.journey', 'b/two.journey': '../../base.journey' },
    ],
    [
      'is found as a template',
      'b/mails/m.liquid',
      'b/mails/hello.liquid',
      { 'b/two.journey': 'file("mails/hello.liquid")' },
    ],
  ]
  test.each(cases)('%s', (_, from, to, changed) => {
    const { snapshot, texts } = marked(FILES)
    const after = edited(texts, fileRenames(snapshot, [{ from, to }]))
    for (const [path, part] of Object.entries(changed)) expect(after[path]).toContain(part)
    const different = Object.keys(after).filter((path) => after[path] !== texts[path])
    expect(different.sort()).toEqual(Object.keys(changed).sort())
  })
})
