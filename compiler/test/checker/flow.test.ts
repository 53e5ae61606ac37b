/** Journeys: their head, their stages, and the ways through their steps. */
import { describe, expect, test } from 'vitest'
import { check, checkEach, journey, type Snippet, steps } from './check.ts'

describe('the head', () => {
  const snippets: Snippet[] = [
    ['start manually\nfinish'],
    ['finish', 'J4004'],
    ['start manually', 'J4007'],
    ['', 'J4004', 'J4007'],
    ['start on visited\nstart on left\nstart on tag #vip\nfinish'],
    ['start on visited\nstart on left\nstart on tag #vip\nstart manually\nfinish', 'J4005'],
    ['start on visited\nstart on visited\nfinish', 'J4019'],
    ['start on visited\nstart on visited where visited.page == "a"\nfinish', 'J4019'],
    ['start on visited where visited.page == "a"\nstart on visited\nfinish'],
    ['start on tag #vip\nstart on untag #vip\nfinish'],
    ['start manually\nstart manually\nfinish', 'J4019'],
    ['start on nothing\nfinish', 'J2006'],
    ['start on vip\nfinish', 'J2007'],
    ['start on tag #nothing\nfinish', 'J2006'],
    ['enter once\nstart manually\nfinish'],
    ['start manually\nenter once\nenter once\nfinish', 'J4006'],
    ['start manually\nenter again after exit\nfinish'],
    ['start manually\nenter again after 30 days\nfinish'],
    ['start manually\nenter again after 0 days\nfinish', 'J4013'],
    ['start manually\nfollows shop\nfinish', 'J2006'],
    ['start on visited key visited.page\nfinish'],
    ['start on visited key visited.pieces\nfinish'],
    ['start on visited key visited.shop\nfinish', 'J3002'],
    ['start on visited key contact.member\nfinish', 'J3001'],
    ['start on purchased key purchased.total\nfinish', 'J3001'],
    ['start on visited key contact.email\nfinish'],
    ['start on visited key visited.page\nstart on left key left.page\nfinish'],
    ['start on visited key visited.page\nstart on left\nfinish', 'J4018'],
    ['start on visited key visited.page\nstart on left key contact.points\nfinish', 'J4018'],
    ['start manually\ngoal g: purchased\nwait for visited up to 1 day'],
    ['start manually\ngoal g: purchased within 30 days\nfinish'],
    ['start manually\ngoal g: purchased within 0 days\nfinish', 'J4013'],
    ['start manually\ngoal g: purchased within 30\nfinish', 'J3001'],
    ['start manually\ngoal g: nothing within 1 day\nfinish', 'J2006'],
    ['start manually\ngoal g: purchased within 1 day\ngoal g: visited within 1 day\nfinish', 'J2005'],
    ['start manually\nexit when contact.member\nexit on purchased\nexit on tag #vip\nfinish'],
    ['start manually\nexit when contact.points\nfinish', 'J3007'],
    ['start manually\nexit on nothing\nfinish', 'J2006'],
    // In the wrong place
    ['start manually\nfinish\nenter once', 'J4001'],
    ['finish\nstart manually', 'J4001'],
    ['start manually\nstage a { enter once\nfinish }', 'J4001'],
    ['start manually\nif contact.member { exit when contact.member\nfinish }', 'J4001'],
    ['start manually\nstage a { finish }\ngoal g: purchased within 1 day', 'J4001'],
  ]
  checkEach(snippets, journey)

  test('a line in the wrong place has a fix or says where it belongs', () => {
    const { diagnostics } = check(journey('start manually\nfinish\nenter once'), ['J4001'])
    expect(diagnostics[0]!.args).toEqual({ line: 'enter' })
  })
})

describe('stages', () => {
  const snippets: Snippet[] = [
    ['stage a { tag #vip }\nstage b { finish }'],
    ['stage a { }', 'J4007'],
    ['stage a { finish }\nstage a { finish }', 'J2005'],
    ['tag #vip\nstage a { finish }', 'J4003'],
    ['stage a { finish }\ntag #vip', 'J4003'],
    ['stage a {\n  tag #vip\n  stage b { finish }\n}', 'J4002'],
    ['stage a { if contact.member { stage b { finish } } }', 'J4002'],
    ['if contact.member { stage b { finish } }', 'J4002'],
    // go to
    ['stage a { go to b }\nstage b { finish }'],
    ['stage a { go to nowhere }\nstage b { finish }', 'J2006'],
    ['go to a', 'J2006'],
    ['stage a { wait for visited up to 1 day { go to b } }\nstage b { finish }'],
    // A way back holds the contact.
    ['stage a { tag #vip\ngo to a }', 'J4011'],
    ['stage a { delay 1 day\ngo to a }'],
    ['stage a { wait for visited up to 1 day\ngo to a }'],
    ['stage a { wait for visited up to 1 day { go to a } }'],
    ['stage a { wait for visited up to 1 day since start { go to a } else { finish } }', 'J4011'],
    // What the journey emits itself comes in the same instant.
    ['stage a { emit visited(page: "a")\nwait for visited up to 1 day { go to a } }', 'J4011'],
    ['stage a { emit visited(page: "a")\nwait for visited up to 1 day\ndelay 1 day\ngo to a }'],
    ['stage a { emit visited(page: "a")\nwait for left up to 1 day { go to a } }'],
    ['stage a { wait until contact.member up to 1 day { go to a } else { finish } }', 'J4011'],
    ['stage a { wait until contact.member up to 1 day { finish } else { go to a } }'],
    ['stage a { if contact.member { delay 1 day }\ngo to a }', 'J4011'],
    ['stage a { if contact.member { delay 1 day as x } else { delay 2 days as y }\ngo to a }'],
    ['stage a { if contact.member { go to a }\ndelay 1 day }', 'J4011'],
    ['stage a { tag #vip }\nstage b { go to a }', 'J4011'],
    ['stage a { delay 1 day }\nstage b { go to a }'],
    ['stage a { tag #vip }\nstage b { delay 1 day\ngo to a }'],
    ['stage a { go to b }\nstage b { go to c }\nstage c { if contact.member { go to a } }', 'J4011'],
    ['stage a { go to b }\nstage b { delay 1 day\ngo to c }\nstage c { if contact.member { go to a } }'],
    ['stage a { tag #vip }\nstage gold { go to a }', 'J4011'],
    ['stage a { send hello else { go to a }\ndelay 1 day }', 'J4011'],
    // Each round is one error.
    ['stage a { if contact.member { go to a }\ndelay 1 day }\nstage b { go to b }', 'J4011', 'J4011'],
  ]
  checkEach(snippets, steps)

  test('a round is reported at the jump that closes it', () => {
    const source = steps('stage a { tag #vip }\nstage gold { go to a }')
    const { diagnostics } = check(source, ['J4011'])
    const { span } = diagnostics[0]!
    expect(source.slice(span.start, span.end)).toBe('go to a')
  })

  const club = 'stages club { joined "Joined", loyal "Loyal" }\n'
  const following: Snippet[] = [
    ['follows club\nstart manually\nstage joined { finish }\nstage loyal { finish }'],
    ['follows club\nstart manually\nstage loyal { finish }'],
    ['follows club\nstart manually\nfinish'],
    ['follows club\nstart manually\nstage lojal { finish }', 'J4008'],
    ['follows clubs\nstart manually\nstage joined { finish }', 'J2006'],
    ['follows vip\nstart manually\nstage joined { finish }', 'J2007'],
    ['follows club\nfollows club\nstart manually\nstage joined { finish }', 'J4006'],
  ]
  checkEach(following, (text) => `${club}${journey(text)}`.replace(/^(.*\n)(import.*\n)/, '$2$1'))
})

describe('waits', () => {
  const snippets: Snippet[] = [
    ['wait for visited up to 3 days'],
    ['wait for visited forever'],
    ['wait for visited', 'J4009'],
    ['wait until contact.member', 'J4009'],
    ['wait until contact.points up to 1 day', 'J3007'],
    ['wait for visited where visited.pieces up to 1 day', 'J3007'],
    ['wait for nothing up to 1 day', 'J2006'],
    ['wait for vip up to 1 day', 'J2007'],
    ['wait for tag #vip up to 1 day'],
    ['wait for tag #nothing up to 1 day', 'J2006'],
    ['wait up to 1 day { }', 'J4024'],
    ['wait forever { on visited { finish } }'],
    ['wait forever { on visited { finish } } else { finish }', 'J4025'],
    ['wait for visited forever { finish } else { finish }', 'J4025'],
    ['wait up to 1 day { on visited { } on visited { } }'],
    // Equal steps at which contacts wait
    ['wait for visited up to 1 day\nwait for visited up to 2 days', 'J4021'],
    ['wait for visited up to 1 day as a\nwait for visited up to 2 days'],
    ['wait for visited up to 1 day\nwait for left up to 2 days'],
    ['delay 1 day\ndelay 2 days', 'J4021'],
    ['delay 1 day\ndelay 2 days\ndelay 3 days', 'J4021'],
    ['tag #vip\ntag #vip\nsend hello\nsend hello'],
    ['stage a { delay 1 day }\nstage b { delay 1 day }'],
    ['delay 1 day as a\ndelay 1 day as a', 'J4015'],
    ['delay 1 day as a\nif contact.member { send hello as a }', 'J4015'],
  ]
  checkEach(snippets, steps)
})

describe('steps that nobody reaches', () => {
  const snippets: Snippet[] = [
    ['finish\ntag #vip', 'J4010'],
    ['finish\ntag #vip\nsend hello\nfinish', 'J4010'],
    ['if contact.member { finish } else { finish }\ntag #vip', 'J4010'],
    ['if contact.member { finish }\ntag #vip'],
    ['if contact.member { finish } else if contact.points > 1 { finish }\ntag #vip'],
    ['if contact.member { finish } else if contact.points > 1 { finish } else { finish }\ntag #vip', 'J4010'],
    ['wait for visited up to 1 day { finish }\ntag #vip'],
    ['wait for visited up to 1 day { finish } else { finish }\ntag #vip', 'J4010'],
    ['wait for visited forever { finish }\ntag #vip', 'J4010'],
    ['wait for visited forever\ntag #vip'],
    ['wait up to 1 day { on visited { finish } on left { } } else { finish }\ntag #vip'],
    ['wait up to 1 day { on visited { finish } on left { finish } } else { finish }\ntag #vip', 'J4010'],
    ['send hello else { finish }\ntag #vip'],
    ['stage a { go to b\ntag #vip }\nstage b { finish }', 'J4010'],
    ['stage a { finish }\nstage b { tag #vip }'],
    // They are checked all the same.
    ['finish\ntag #nothing', 'J4010', 'J2006'],
    ['finish\nsend nudge', 'J4010', 'J4012'],
  ]
  checkEach(snippets, steps)
})

describe('channels that people use', () => {
  test.each(['social', 'print', 'store', 'word_of_mouth'])('nothing can be sent on %s', (kind) => {
    const project = steps('send m').replace(
      'tag fan\n',
      `tag fan\nchannel other: ${kind} { }\nmessage m via other { body: "x" }\n`,
    )
    check(project, ['J4017'])
  })
})
