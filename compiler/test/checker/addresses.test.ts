/** A message is sent only to people who have the address: the checker makes sure of it, and offers two fixes. */
import { describe, expect, test } from 'vitest'
import { applyFix, compileSources } from '../diagnostics/findings.ts'
import { check, checkEach, journey, PROJECT, type Snippet } from './check.ts'

describe('a send', () => {
  const snippets: Snippet[] = [
    ['start manually\nsend hello'],
    ['start manually\nsend nudge', 'J4012'],
    ['start manually where contact.phone exists\nsend nudge'],
    ['start manually where contact.phone == "+49 30 1234"\nsend nudge'],
    ['start on visited where contact.phone exists\nstart on tag #vip where contact.phone exists\nsend nudge'],
    ['start on visited where contact.phone exists\nstart on tag #vip\nsend nudge', 'J4012'],
    [
      'start on visited where contact.phone exists\nstart on tag #vip\nif started by visited { send nudge }',
      'J4012',
    ],
    ['start manually\nif contact.phone exists { send nudge }'],
    ['start manually\nif contact.phone exists { delay 3 days\nsend nudge }'],
    ['start manually\nif contact.phone exists { tag #vip } else { send nudge }', 'J4012'],
    ['start manually\nif not contact.phone exists { finish }\nsend nudge'],
    ['start manually\nwait until contact.phone exists up to 3 days { send nudge } else { send hello }'],
    ['start manually\nwait until contact.phone exists up to 3 days\nsend nudge', 'J4012'],
    ['start manually\nwait for visited up to 3 days { send nudge }', 'J4012'],
    ['start manually\nsend nudge else { send hello }', 'J4012'],
    ['start manually\nsend hello else { send nudge }', 'J4012'],
    ['start manually\nif contact.name exists { send nudge }', 'J4012'],
    ['start manually where contact.work_email exists\nsend letter\nsend nudge', 'J4012'],
    ['start manually where contact.phone exists\nstage a { send nudge }\nstage b { send nudge }'],
    [
      'start manually\nstage a { if contact.phone exists { go to b } else { finish } }\nstage b { send nudge }',
      'J4012',
    ],
    ['start manually\nsend nudge\nsend nudge', 'J4012', 'J4012'],
  ]
  checkEach(snippets, journey)

  test.each([['push'], ['whatsapp'], ['in_app'], ['webhook'], ['chat']])(
    'on %s needs its address too',
    (kind) => {
      const project = (start: string) =>
        `${PROJECT}channel other: ${kind} { to: contact.name }\nmessage m via other { body: "x" }\njourney j {\n${start}\nsend m\n}\n`
      check(project('start manually'), ['J4012'])
      check(project('start manually where contact.name exists'), [])
    },
  )

  test('knows an address that is put together', () => {
    const project = (to: string) =>
      `${PROJECT}channel either: email { to: ${to} }\nmessage m via either { subject: "x", body: "x" }\njourney j {\nstart manually\nsend m\n}\n`
    check(project('contact.work_email ?? contact.email'), [])
    check(project('contact.work_email ?? contact.email ?? "a@example.com"'), ['J3014'])
    check(project('"team@example.com"'), [])
    check(project('contact.work_email'), ['J4012'])
  })
})

describe('the fixes of a send without an address', () => {
  const journeys = {
    'a journey that starts by hand': 'start manually\nsend nudge',
    'a start with a condition': 'start on visited where visited.page == "a"\nsend nudge',
    'a start with two conditions, one of which must hold':
      'start on visited where visited.page == "a" or contact.member\nsend nudge',
    'a start with a key and a name': 'start on visited key visited.page as visit\nsend nudge',
    'three starts':
      'start on visited where contact.member\nstart on tag #vip\nstart manually where contact.name exists or contact.member\nsend nudge',
    'a step in a block': 'start manually\nif contact.member {\n  send nudge\n}',
    'a step with a name': 'start manually\n  send nudge as reminder\n  delay 1 day',
    'a step with an else': 'start manually\nsend nudge else {\n  send hello\n}',
    'a step in a stage': 'start manually\nstage a {\n  delay 1 day\n  send nudge\n}\nstage b { finish }',
    'a step on the line of the block': 'start manually\nwait for visited up to 3 days { send nudge }',
    'a message to another address': 'start manually\nsend letter',
  }

  test.each(Object.entries(journeys))('mend %s', (_, body) => {
    const sources = journey(body)
    const { diagnostics } = check(sources, ['J4012'])
    const { fixes } = diagnostics[0]!
    expect(fixes).toHaveLength(2)
    for (const fix of fixes) {
      expect(fix.title).toMatch(/^(Send only if|Let in only contacts whose) contact\.\w+ exists$/)
      check(applyFix(sources, fix), [])
    }
  })

  test('let the guard stand around the step, indented as it is', () => {
    const sources = journey('start manually\nif contact.member {\n  send nudge as s\n}')
    const { diagnostics } = compileSources(sources)
    const fixed = Object.values(applyFix(sources, diagnostics[0]!.fixes[0]!)).join()
    expect(fixed).toContain('{\n  if contact.phone exists {\n    send nudge as s\n  }\n}')
  })

  test('let a remark stay behind the step', () => {
    const sources = journey('start manually\nsend nudge // the last one\ndelay 1 day')
    const { diagnostics } = compileSources(sources)
    const fixed = Object.values(applyFix(sources, diagnostics[0]!.fixes[0]!)).join()
    expect(fixed).toContain('if contact.phone exists {\n  send nudge // the last one\n}\ndelay 1 day')
  })
})
