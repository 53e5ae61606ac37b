import { describe, expect, test } from 'vitest'
import { compile, memoryHost, review } from '../../src/index.ts'
import { MAIN } from '../diagnostics/findings.ts'
import { foundBy } from './linting.ts'

const CONTACT = 'contact { email: email, news: boolean = false, timezone: timezone? }\n'
const MAIL = 'channel mail: email { to: contact.email, consent: contact.news }\n'
const message = (purpose: string, via = 'mail') =>
  `message a via ${via} { subject: "a", body: "a"${purpose && `, purpose: ${purpose}`} }\n`
const SENT = 'journey j { start manually send a }'

describe('send-without-consent', () => {
  const open = 'channel mail: email { to: contact.email }\n'
  test.each<[why: string, text: string, ...found: string[]]>([
    ['with consent', MAIL + message('sell') + SENT],
    ['without consent', open + message('sell') + SENT, 'mail'],
    ['no purpose', open + message('') + SENT, 'mail'],
    ['service', open + message('serve') + SENT],
    ['never sent', open + message('sell')],
    [
      'once, however often it is sent',
      `${open + message('sell') + SENT} journey k { start manually send a }`,
      'mail',
    ],
    [
      'only behind the end',
      `${open + message('sell')} journey j { start manually stage x { finish } stage y { send a } }`,
    ],
  ])('%s', (_, text, ...found) => expect(foundBy('send-without-consent', CONTACT + text)).toEqual(found))
})

describe('sells-too-early', () => {
  const stages = (model: string, first: string, second: string) =>
    `journey j { follows ${model} start manually stage ${first} { delay 1 day } stage ${second} { send a } }`
  const DIGITAL = 'import { digital } from "std/stages"\n'
  const OWN = 'stages digital { awareness, engagement, conversion }\n'
  test.each<[why: string, model: string, text: string, ...found: string[]]>([
    ['before conversion', DIGITAL, message('sell') + stages('digital', 'awareness', 'engagement'), 'a'],
    ['at conversion', DIGITAL, message('sell') + stages('digital', 'awareness', 'conversion')],
    ['behind conversion', DIGITAL, message('sell') + stages('digital', 'awareness', 'ascension')],
    ['it informs', DIGITAL, message('inform') + stages('digital', 'awareness', 'engagement')],
    ['it says nothing', DIGITAL, message('') + stages('digital', 'awareness', 'engagement')],
    ['a model of that name', OWN, message('sell') + stages('digital', 'awareness', 'engagement')],
    ['no model', '', message('sell') + SENT],
  ])('%s', (_, model, text, ...found) =>
    expect(foundBy('sells-too-early', model + CONTACT + MAIL + text)).toEqual(found),
  )
})

describe('ambiguous-time-zone', () => {
  const found = (text: string, timezone?: string) => {
    const compiled = compile(memoryHost({ [MAIN]: text }), [MAIN], timezone === undefined ? {} : { timezone })
    const { diagnostics } = review(compiled, {
      rules: { 'ambiguous-time-zone': { level: 'warning', options: {} } },
      lint: true,
    })
    return diagnostics
      .filter(({ name }) => name === 'ambiguous-time-zone')
      .map(({ span }) => text.slice(span.start, span.end))
  }
  const until = 'journey j { start manually delay until 09:00 }'
  const quiet = 'channel mail: email { to: contact.email, consent: contact.news, quiet: 21:00 to 08:00 }\n'

  test.each<[why: string, text: string, ...found: string[]]>([
    ['a length of time', 'journey j { start manually delay 9 hours }'],
    ['a time of day', until, '09:00'],
    ['quiet hours', quiet, '21:00 to 08:00'],
    ['said once', quiet + until, '21:00 to 08:00'],
    ['a start by the calendar', 'journey j { start every day at 09:00 finish }', 'every day at 09:00'],
  ])('%s', (_, text, ...places) => expect(found(CONTACT + text)).toEqual(places))

  test('not where the project has a zone', () => {
    expect(found(CONTACT + until, 'Europe/Berlin')).toEqual([])
  })

  test('not where every contact has one', () => {
    expect(found(CONTACT.replace('timezone?', 'timezone') + until)).toEqual([])
  })
})
