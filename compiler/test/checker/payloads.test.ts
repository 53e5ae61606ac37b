/** Which event a name means, and where its values can be read. */
import { describe, expect, test } from 'vitest'
import { check, checkEach, journey, type Snippet } from './check.ts'

describe('values of the start', () => {
  const snippets: Snippet[] = [
    ['start on visited\nif visited.page == "a" { finish }'],
    ['start on visited as visit\nif visit.page == "a" { finish }'],
    ['start on visited as visit\nif visited.page == "a" { finish }'],
    ['start on visited where visited.page == "a" key visited.page\nfinish'],
    ['start on visited as visit where visit.page == "a"\nfinish', 'J1021'],
    ['start on visited where visit.page == "a" as visit\nfinish'],
    ['start on visited\nsend offer(discount: 10%, code: visited.page)'],
    ['start on visited\nif visited.nothing == "a" { finish }', 'J3005'],
    ['start on visited\nif visited { finish }', 'J3018'],
    ['start on visited\nif visited.page.first == "a" { finish }', 'J3005'],
    ['start manually\nif visited.page == "a" { finish }', 'J4022'],
    ['start on tag #vip\nif vip.page == "a" { finish }', 'J3005'],
    ['start on visited\nexit on visited where visited.page == "a"\nfinish'],
    ['start on visited as first\nexit on visited where visited.page == first.page\nfinish'],
    ['start on visited\nexit when visited.pieces > 3\nfinish'],
    ['start on visited\ngoal g: left where left.page == visited.page within 1 day\nfinish'],
    ['start manually where visited.page == "a"\nfinish', 'J4022'],
    ['start on visited where left.page == "a"\nfinish', 'J4022'],
    // A stage has them too.
    ['start on visited\nstage a { tag #vip }\nstage b { if visited.page == "a" { finish } }'],
  ]
  checkEach(snippets, journey)
})

describe('values of a wait', () => {
  const within = (text: string) => journey(`start on visited\n${text}`)
  const snippets: Snippet[] = [
    ['wait for left up to 1 day { if left.page == "a" { finish } }'],
    ['wait for left where left.page == visited.page up to 1 day'],
    ['wait for left up to 1 day as gone { if gone.page == left.page { finish } }'],
    ['wait for left where gone.page == "a" up to 1 day as gone'],
    ['wait for left up to 1 day\nif left.page == "a" { finish }', 'J4022'],
    ['wait for left up to 1 day { } else { if left.page == "a" { finish } }', 'J4022'],
    ['wait for left up to 1 day as gone { }\nif gone.page == "a" { finish }', 'J2013'],
    ['if left.page == "a" { finish }', 'J4022'],
    // The innermost one is meant; the outer one needs a name.
    ['wait for visited up to 1 day { if visited.page == "a" { finish } }'],
    [
      'wait for visited where visited.page == visited.page up to 1 day as again { if again.page == visited.page { finish } }',
    ],
    [
      'wait up to 1 day {\non left as a { if a.page == left.page { finish } }\non visited { if left.page == "a" { finish } }\n}',
      'J4022',
    ],
    [
      'wait up to 1 day as w {\non left { if w.page == left.page { finish } }\non visited { if w.pieces > 1 { finish } }\n}',
    ],
    ['wait up to 1 day as w {\non left { if w.pieces > 1 { finish } }\n}', 'J3005'],
    ['wait up to 1 day {\non tag #vip { if visited.page == "a" { finish } }\n}'],
    ['wait until contact.member up to 1 day as w { if w.page == "a" { finish } }', 'J2006'],
    // In a block in a block
    ['wait for left up to 1 day as a { wait for left up to 1 day as b { if a.page == b.page { finish } } }'],
    ['wait for left up to 1 day as a { if contact.member { send offer(discount: 10%, code: a.page) } }'],
    // What is waited for after the block has no part in it.
    [
      'wait for left up to 1 day { delay 1 day as pause }\nwait for visited up to 1 day { if visited.page == "a" { finish } }',
    ],
    ['wait for left where left.total > 1 EUR up to 1 day', 'J3002'],
    [
      'wait for left where left.total exists and left.total > 1 EUR up to 1 day { if left.total > 2 EUR { finish } }',
    ],
    ['wait for opened where opened.message == hello up to 1 day'],
    ['wait for opened where opened.message in [hello, nudge] up to 1 day'],
    ['wait for opened where opened.message == mail up to 1 day', 'J3006'],
    ['wait for opened where opened.message == "hello" up to 1 day', 'J3006'],
    ['wait for opened where opened.message == helo up to 1 day', 'J2006'],
  ]
  checkEach(snippets, within)
})

describe('with several starting points', () => {
  const snippets: Snippet[] = [
    ['start on visited\nstart on left\nif visited.page == "a" { finish }'],
    ['start on visited\nstart on left\nif left.page == "a" { finish }'],
    ['start on visited\nstart on left\nif visited.pieces > 1 { finish }', 'J4016'],
    ['start on visited\nstart on tag #vip\nif visited.page == "a" { finish }', 'J4016'],
    ['start on visited\nstart manually\nif visited.page == "a" { finish }', 'J4016'],
    ['start on visited\nstart manually\nif started by visited { if visited.page == "a" { finish } }'],
    ['start on visited\nstart manually\nif started by visited and visited.page == "a" { finish }'],
    [
      'start on visited\nstart manually\nif started by manually { finish } else { if visited.page == "a" { finish } }',
    ],
    [
      'start on visited\nstart manually\nif started by manually { finish }\nif visited.page == "a" { finish }',
    ],
    ['start on visited\nstart manually\nif not started by manually and visited.page == "a" { finish }'],
    ['start on visited\nstart manually\nif started by manually or visited.page == "a" { finish }'],
    ['start on visited\nstart manually\nif started by visited or visited.page == "a" { finish }', 'J4016'],
    [
      'start on visited\nstart on tag #vip\nstart manually\nif started by #vip { finish }\nif visited.page == "a" { finish }',
      'J4016',
    ],
    ['start on visited\nstart on tag #vip\nif started by #vip { finish }\nif visited.page == "a" { finish }'],
    ['start on visited as a\nstart manually\nif started by a { if a.page == visited.page { finish } }'],
    [
      'start on visited where visited.pieces > 3 as many\nstart on visited as few\nif started by many { if many.pieces > 4 { finish } }',
    ],
    [
      'start on visited where visited.pieces > 3 as many\nstart on visited as few\nif visited.pieces > 4 { finish }',
    ],
    [
      'start on visited where visited.pieces > 3 as many\nstart on left as few\nif many.page == "a" { finish }',
    ],
    ['start on visited\nstart on left\nif started by purchased { finish }', 'J2006'],
    ['start on visited\nstart on tag #vip\nif started by #fan { finish }', 'J2006'],
    // A start's own condition and key know their own event.
    [
      'start on visited where visited.pieces > 1 key visited.page\nstart on left where left.page == "a" key left.page\nfinish',
    ],
    ['start on visited\nstart on left where visited.page == "a"\nfinish', 'J4022'],
    // The same field with another type, or one that may be missing, is not in common.
    ['start on purchased\nstart on left\nif purchased.total > 1 EUR { finish }', 'J4016'],
  ]
  checkEach(snippets, journey)

  test('says which start lacks the value', () => {
    const source = journey('start on visited\nstart on tag #vip\nif visited.page == "a" { finish }')
    const { diagnostics } = check(source, ['J4016'])
    const [related] = diagnostics[0]!.related
    expect(related!.role).toBe('other start')
    expect(source.slice(related!.span.start, related!.span.end)).toBe('start on tag #vip')
  })
})
